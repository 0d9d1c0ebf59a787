/**
 * Each scenario that comes with the project, shortened, on each protocol: nothing is violated, and clients are served. And
 * what each protocol says of its rest is true: a run that skips it tells the same story.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { consensusProtocols } from '../../../src/algorithms/consensus/registry.ts';
import { SECOND } from '../../../src/core/time.ts';
import type { RunResult } from '../../../src/measure/result.ts';
import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
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

  it('skipping what it calls rest changes nothing', () => {
    const text = `
name: rest
duration: 30min
topology:
  nodes: 5
  links: {same-node: {latency: 10us}, same-rack: {latency: 100us}, same-zone: {latency: 250us}, cross-zone: {latency: 900us}}
  node: {disk: {fsync: 1ms}, clock: {drift: 0ppm, offset: 0s}}
services: {store: {kind: replicated-store, consensus: ${protocol}}}
clients: {probes: {kind: probe, target: store, every: 1s, timeout: 1s}}
faults:
  - {crash: each node, mtbf: {exponential: 20min}, repair: {exponential: 1min}}
  - {pause: leader of store, every: {exponential: 10min}, for: 4s}
`;
    const parsed = parseScenario({ name: 'rest', text, sha256: '' });
    if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
    const [skipped, simulated] = [true, false].map((skip) => runScenario(parsed.scenario, 1, { skip }) as RunResult);
    expect(skipped.skippedSeconds).toBeGreaterThan(600);
    expect(simulated.skippedSeconds).toBe(0);
    expect(simulated.failovers.length).toBeGreaterThan(3);
    expect([skipped.incidents, skipped.failovers]).toEqual([simulated.incidents, simulated.failovers]);
    expect([...skipped.violations, ...simulated.violations]).toEqual([]);
  });
});
