/**
 * Time that an election takes over a wide area: five servers, one-way latency U[30, 40] ms, election timeout
 * U[300, 600] ms, all timers fresh at 0, equal logs, no CPU or disk time.
 *
 * Source: Ongaro, "Consensus: Bridging Theory and Practice" (2014), chapter 9; figures read off its vector figure.
 */
import type { Check } from '../check.ts';
import { simulateElections } from '../elections.ts';
import { loadScenario } from '../load-scenario.ts';
import { mean, quantile } from '../statistics.ts';

interface Expected {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p999: number;
}

const wanElections = (dead: number, expected: Expected): Check => ({
  name: `raft/wan-elections-${dead}-dead`,
  title: `Raft elections over a WAN, ${dead} of 5 dead`,
  source: 'Ongaro, dissertation, ch. 9',
  exercised: 'whole simulator: wan-elections.yaml',
  figures: [
    { quantity: 'mean, ms', expected: expected.mean, tolerance: { kind: 'relative', by: 0.02 } },
    { quantity: 'p50, ms', expected: expected.p50, tolerance: { kind: 'relative', by: 0.02 } },
    { quantity: 'p90, ms', expected: expected.p90, tolerance: { kind: 'relative', by: 0.06 } },
    { quantity: 'p99.9, ms', expected: expected.p999, tolerance: { kind: 'relative', by: 0.08 } },
  ],
  trials: { full: 10_000, short: 2000 },
  simulate(trials) {
    const elections = simulateElections(loadScenario('wan-elections'), dead, trials, 1);
    const times = elections.map(({ ms }) => ms).sort((a, b) => a - b);
    return [mean(times), quantile(times, 0.5), quantile(times, 0.9), quantile(times, 0.999)].map((value) => ({
      value,
    }));
  },
});

export const raftWanElections: readonly Check[] = [
  wanElections(0, { mean: 430.0, p50: 409.5, p90: 489.2, p999: 985 }),
  wanElections(1, { mean: 468.6, p50: 423.3, p90: 563.0, p999: 1385 }),
];
