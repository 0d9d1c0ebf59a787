/**
 * k of n machines, each up a share a of the time and independent: A = Σ_{i≥k} C(n, i) a^i (1 − a)^(n−i). For two of three
 * with failure rate λ = 1/99 h and repair rate μ = 1/1 h quorum is lost at the rate 3a²(1−a) · 2λ, so an outage takes
 * (1 − A) / (6a²(1−a)λ) on average.
 *
 * Source: closed forms of independent alternating renewal processes.
 */
import type { Check } from '../check.ts';
import { loadScenario } from '../load-scenario.ts';
import { quorumOutages } from '../quorum-outages.ts';
import { estimate } from '../statistics.ts';

const FAILURE_RATE = 1 / 99;
const REPAIR_RATE = 1;
const UP = REPAIR_RATE / (FAILURE_RATE + REPAIR_RATE);
const DOWN = 1 - UP;
const HOURS_PER_YEAR = 8760;

/** At least `k` of `n` are up. */
export function availabilityOf(k: number, n: number): number {
  let sum = 0;
  for (let up = k; up <= n; up++) {
    let term = 1;
    for (let i = 0; i < up; i++) term *= (UP * (n - i)) / (i + 1);
    for (let i = up; i < n; i++) term *= DOWN;
    sum += term;
  }
  return sum;
}

/** Outages of two of three an hour: one is down and either of the others follows. */
const OUTAGE_RATE = 3 * UP * UP * DOWN * 2 * FAILURE_RATE;

const WITHIN = { kind: 'sigma', by: 3 } as const;
const runsOf = (name: string, quorum: number, count: number) => {
  const scenario = loadScenario(name);
  return Array.from({ length: count }, (_, run) => quorumOutages(scenario, quorum, scenario.seed + run));
};

export const quorumOfMachines: readonly Check[] = [
  {
    name: 'availability/quorum-of-three',
    title: '2 of 3, MTBF 99 h, MTTR 1 h',
    source: 'closed form',
    exercised: 'faults, machines, Raft at rest: quorum-of-three.yaml, from observations of machines',
    figures: [
      { quantity: 'availability', expected: availabilityOf(2, 3), tolerance: WITHIN },
      { quantity: 'outages a year', expected: OUTAGE_RATE * HOURS_PER_YEAR, tolerance: WITHIN },
      { quantity: 'mean outage, h', expected: (1 - availabilityOf(2, 3)) / OUTAGE_RATE, tolerance: WITHIN },
    ],
    trials: { full: 1000, short: 50 },
    simulate(trials) {
      const runs = runsOf('quorum-of-three', 2, trials);
      return [
        estimate(runs.map(({ availability }) => availability)),
        estimate(runs.map(({ perYear }) => perYear)),
        estimate(runs.map(({ meanHours }) => meanHours)),
      ];
    },
  },
  {
    name: 'availability/three-of-five',
    title: '3 of 5, a = .99',
    source: 'closed form',
    exercised: 'faults, machines, Raft at rest: three-of-five.yaml, from observations of machines',
    figures: [{ quantity: 'availability', expected: availabilityOf(3, 5), tolerance: WITHIN }],
    trials: { full: 1000, short: 50 },
    simulate: (trials) => [estimate(runsOf('three-of-five', 3, trials).map(({ availability }) => availability))],
  },
];
