/** Each scenario that comes with the project, shortened, on each protocol: nothing is violated, and clients are served. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { consensusProtocols } from '../../../src/algorithms/consensus/registry.ts';
import { SECOND } from '../../../src/core/time.ts';
import type { RunResult } from '../../../src/measure/result.ts';
import { runScenario } from '../../../src/scenario/run-scenario.ts';
import { readScenario } from '../../scenario/read-scenario.ts';

const folder = fileURLToPath(new URL('../../../scenarios/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

/** Long enough for the first faults of each, but for the one with a thousand requests a second. */
const secondsOf = (file: string): number => (file === 'overload.yaml' ? 15 : 130);

function run(file: string, protocol: string): RunResult {
  const parsed = readScenario(folder + file, { overrides: [['services.store.consensus', protocol]] });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  const { scenario } = parsed;
  const verify = { logs: true, linearizability: true };
  return runScenario(
    { ...scenario, duration: secondsOf(file) * SECOND, rareEvents: undefined, verify },
    1,
  ) as RunResult;
}

describe.each([...consensusProtocols.keys()])('%s', (protocol) => {
  it.each(files)('%s', (file) => {
    const { violations, availability, histories } = run(file, protocol);
    expect(violations).toEqual([]);
    expect(histories?.map(({ verdict }) => verdict)).toEqual(['linearizable']);
    expect(availability.counts.ok).toBeGreaterThan(100);
  });
});
