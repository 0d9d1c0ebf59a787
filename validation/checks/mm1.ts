/**
 * M/M/1: with utilization ρ and service time 1 the mean sojourn is 1/(1 − ρ) and its quantile at p is −ln(1 − p)/(1 − ρ).
 *
 * Source: any text on queues, e.g. Kleinrock, "Queueing Systems" (1975), chapter 3.
 */
import type { Check } from '../check.ts';
import { sojourns } from '../sojourns.ts';
import { mean, quantile } from '../statistics.ts';

const station = (load: number, by: number): Check => ({
  name: `queues/mm1-${load}`,
  title: `M/M/1, ρ = ${load}`,
  source: 'closed form',
  exercised: 'whole simulator: queue.yaml, as clients see it',
  figures: [
    { quantity: 'mean sojourn', expected: 1 / (1 - load), tolerance: { kind: 'relative', by } },
    { quantity: 'p90 of the sojourn', expected: Math.log(10) / (1 - load), tolerance: { kind: 'relative', by } },
  ],
  trials: { full: 1_000_000, short: 50_000 },
  simulate(trials) {
    const times = sojourns(1, load, trials, 1);
    return [
      { value: mean(times) },
      {
        value: quantile(
          times.sort((a, b) => a - b),
          0.9,
        ),
      },
    ];
  },
});

export const mm1: readonly Check[] = [station(0.5, 0.02), station(0.8, 0.02), station(0.9, 0.05)];
