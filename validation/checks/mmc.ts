/**
 * M/M/c: a request waits with the probability of Erlang C, and E[wait] = C / (c (1 − ρ)) in service times. That it waits
 * cannot be seen by a client, so that share comes from the machine's CPU alone.
 *
 * Source: Erlang (1917), as in any text on queues.
 */
import type { Check } from '../check.ts';
import { coreQueue } from '../core-queue.ts';
import { sojourns } from '../sojourns.ts';
import { mean } from '../statistics.ts';

/** Service times have the mean 1. */
const SERVICE_MEAN = 1;

const station = (cores: number, load: number, by: number): readonly Check[] => {
  const waits = erlangC(cores, load);
  const trials = { full: 1_000_000, short: 50_000 };
  const common = { title: `M/M/${cores}, ρ = ${load}`, source: 'closed form (Erlang C)', trials };
  return [
    {
      ...common,
      name: `queues/mm${cores}-wait`,
      exercised: 'whole simulator: queue.yaml, as clients see it',
      figures: [{ quantity: 'mean wait', expected: waits / cores / (1 - load), tolerance: { kind: 'relative', by } }],
      simulate: (jobs) => [{ value: mean(sojourns(cores, load, jobs, 1)) - SERVICE_MEAN }],
    },
    {
      ...common,
      name: `queues/mm${cores}-waits`,
      exercised: 'kernel and CPU',
      figures: [{ quantity: 'share that waits', expected: waits, tolerance: { kind: 'relative', by } }],
      simulate: (jobs) => [{ value: coreQueue(cores, load, jobs, 1).waitShare }],
    },
  ];
};

/** The share of arrivals that find all cores busy. */
export function erlangC(cores: number, load: number): number {
  const offered = cores * load;
  let term = 1;
  let sum = 0;
  for (let k = 0; k < cores; k++) {
    sum += term;
    term *= offered / (k + 1);
  }
  const all = term / (1 - load);
  return all / (sum + all);
}

export const mmc: readonly Check[] = [
  ...station(2, 0.8, 0.02),
  ...station(3, 0.8, 0.02),
  ...station(5, 0.9, 0.05),
  ...station(10, 0.9, 0.05),
];
