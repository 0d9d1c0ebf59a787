import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyPatches } from '../../zoo/apply-patches.ts';
import { MUTANTS } from '../../zoo/mutants.ts';

const SRC = join(import.meta.dirname, '../../src');

describe('the zoo', () => {
  it('has a mutant for each of many bugs, named once', () => {
    const names = MUTANTS.map(({ protocol, id }) => `${protocol}/${id}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(40);
  });

  it.each(MUTANTS.map((mutant) => [`${mutant.protocol}/${mutant.id}`, mutant] as const))(
    '%s still applies to the source',
    (_, { patches }) => {
      for (const file of new Set(patches.map((patch) => patch.file))) {
        const source = readFileSync(join(SRC, file), 'utf8');
        expect(applyPatches(source, file, patches)).not.toBe(source);
      }
    },
  );

  it('refuses a patch that fits nowhere or twice', () => {
    const patch = { file: 'a.ts', find: 'x', replace: 'y' };
    expect(() => applyPatches('z', 'a.ts', [patch])).toThrow('fits 0 times');
    expect(() => applyPatches('x x', 'a.ts', [patch])).toThrow('fits 2 times');
    expect(applyPatches('x', 'b.ts', [patch])).toBe('x');
  });
});
