import { describe, expect, it } from 'vitest';
import { ARRIVAL_KINDS } from '../../src/workload/arrival-kinds.ts';
import { CLIENT_KINDS } from '../../src/workload/client-kinds.ts';
import { KEY_KINDS } from '../../src/workload/key-kinds.ts';

describe.each([
  ['arrivals', ARRIVAL_KINDS, ['constant', 'diurnal', 'on-off', 'poisson', 'rates', 'timestamps']],
  ['keys', KEY_KINDS, ['hot-set', 'uniform', 'zipf']],
  ['clients', CLIENT_KINDS, ['closed', 'open', 'probe', 'scripted']],
] as const)('the kinds of %s', (_, kinds, names) => {
  it('are all described', () => {
    expect(kinds.map(({ name }) => name).sort()).toEqual(names);
  });

  it('have an example that names each parameter, or its value', () => {
    for (const { example, parameters } of kinds) {
      const single = Object.keys(parameters).length === 1;
      const unnamed = Object.keys(parameters).filter((parameter) => !example.includes(`${parameter}:`));
      if (!single) expect(unnamed).toEqual([]);
      expect(example).toMatch(/^[\w-]+: \{.*\}$/);
    }
  });
});
