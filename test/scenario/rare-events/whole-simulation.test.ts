/** Rare events on whole simulations: few cycles, for what statistics do not show. Figures are in test/validation. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { summarize } from '../../../src/measure/summarize.ts';
import { type Override, parseScenario } from '../../../src/scenario/parse-scenario.ts';
import { runScenario } from '../../../src/scenario/run-scenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';

const file = fileURLToPath(new URL('../../../scenarios/validation/rare-quorum-loss.yaml', import.meta.url));

const load = (...overrides: Override[]): Scenario => {
  const parsed = parseScenario({ name: file, text: readFileSync(file, 'utf8'), sha256: '' }, { overrides });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.scenario;
};

const few: Override[] = [
  ['topology.nodes', '3'],
  ['rareEvents.cycles', '12'],
];

describe('rare events in a run', () => {
  const scenario = load(...few);
  const run = runScenario(scenario, 1);

  it('repeat for a seed, and come from all runs together', () => {
    const other = runScenario(scenario, 2);
    expect(runScenario(scenario, 1)).toEqual(run);
    expect(other.rareEvents).not.toEqual(run.rareEvents);
    const { rareEvents } = summarize([run, other]);
    expect(rareEvents?.cycles).toBe(24);
    expect(rareEvents?.restSeconds).toBeCloseTo((9990 * 3600) / 3, 3);
    expect(rareEvents?.causes.map(({ cause }) => cause)).toContain('loss of quorum');
  });

  it('leave the run itself as it is', () => {
    const { rareEvents: _, ...plain } = scenario;
    const { rareEvents: cycles, ...result } = run;
    expect(runScenario(plain, 1)).toEqual(result);
    expect(cycles?.cycles).toBe(12);
  });

  it('stop when they are told to', () => {
    const stopped = runScenario(scenario, 1, { onProgress: (share) => share < 0.6 });
    expect(stopped).toBeUndefined();
  });

  it('take in every fault without memory, pauses of the leader too', () => {
    const mixed = load(
      ...few,
      ['clients.probes.every', '20s'],
      [
        'faults',
        '[{crash: each node, mtbf: {exponential: 100d}, repair: 1h}, {pause: leader of store, every: {exponential: 10d}, for: 3min}]',
      ],
    );
    const { rareEvents, violations } = runScenario(mixed, 1);
    expect(violations).toEqual([]);
    expect(rareEvents?.cycles).toBe(12);
    expect(rareEvents?.restSeconds).toBeCloseTo(86_400 / (3 / 100 + 1 / 10), 3);
    expect(Object.keys(rareEvents?.causes ?? {})).toContain('leader pause');
  });

  it('cut off what never rests', () => {
    // Longer out of order than between failures: hardly ever is everything up.
    const broken = load(
      ...few,
      ['faults', '[{crash: each node, mtbf: {exponential: 1h}, repair: 9h}]'],
      ['rareEvents.cycles', '2'],
    );
    expect(runScenario(broken, 1).rareEvents?.cutOff).toBeGreaterThan(0);
  });
});
