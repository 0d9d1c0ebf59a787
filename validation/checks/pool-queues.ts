/**
 * Servers of a pool as queueing stations: M/M/1, whose mean sojourn is 1/(1 − ρ) and whose quantile at p is
 * −ln(1 − p)/(1 − ρ) service times; M/M/c, where a request waits with the probability of Erlang C; and n servers to which
 * requests are dealt at random, which are n M/M/1, since a Poisson process that is split at random stays one.
 *
 * Source: any text on queues, e.g. Kleinrock, "Queueing Systems" (1975), chapter 3.
 */
import type { Check, Figure, Measured } from '../check.ts';
import { meanOf, type PoolPlan, poolRun } from '../pool-run.ts';
import { erlangC } from './mmc.ts';

const QUANTILES = [0.5, 0.9, 0.99];
const PARALLEL = 10;
const EXERCISED = 'whole simulator: pool.yaml, as clients see it';
const trials = { full: 1_000_000, short: 50_000 };

const figuresOf = (load: number, by: number): Figure[] => [
  { quantity: 'mean sojourn', expected: 1 / (1 - load), tolerance: { kind: 'relative', by } },
  ...QUANTILES.map(
    (p): Figure => ({
      quantity: `p${p * 100} of the sojourn`,
      expected: -Math.log(1 - p) / (1 - load),
      tolerance: { kind: 'relative', by },
    }),
  ),
];

function sojournsOf(plan: PoolPlan): Measured[] {
  const { sojourns } = poolRun(plan, 1);
  const sorted = sojourns.slice().sort();
  return [meanOf(sojourns), ...QUANTILES.map((p) => sorted[Math.ceil(p * sorted.length) - 1])].map((value) => ({
    value,
  }));
}

const single = (load: number, by: number): Check => ({
  name: `pools/mm1-${load}`,
  title: `A pool of one server: M/M/1, ρ = ${load}`,
  source: 'closed form',
  exercised: EXERCISED,
  figures: figuresOf(load, by),
  trials,
  simulate: (requests) => sojournsOf({ servers: 1, cores: 1, load, balancer: 'random', requests }),
});

const cores = (count: number, load: number, by: number): Check => ({
  name: `pools/mm${count}`,
  title: `A pool of one server with ${count} cores: M/M/${count}, ρ = ${load}`,
  source: 'closed form (Erlang C)',
  exercised: 'whole simulator: pool.yaml, as servers see it',
  figures: [
    {
      quantity: 'mean wait',
      expected: erlangC(count, load) / count / (1 - load),
      tolerance: { kind: 'relative', by },
    },
    { quantity: 'share that waits', expected: erlangC(count, load), tolerance: { kind: 'relative', by } },
  ],
  trials,
  simulate(requests) {
    const { meanWait, waitShare } = poolRun({ servers: 1, cores: count, load, balancer: 'random', requests }, 1);
    return [{ value: meanWait }, { value: waitShare }];
  },
});

const random = (load: number, by: number): Check => ({
  name: `pools/random-${load}`,
  title: `${PARALLEL} servers behind a random balancer: ${PARALLEL} M/M/1, ρ = ${load}`,
  source: 'closed form',
  exercised: EXERCISED,
  figures: figuresOf(load, by),
  trials,
  simulate: (requests) => sojournsOf({ servers: PARALLEL, cores: 1, load, balancer: 'random', requests }),
});

export const poolQueues: readonly Check[] = [
  single(0.5, 0.02),
  single(0.8, 0.02),
  single(0.9, 0.05),
  cores(2, 0.8, 0.02),
  cores(3, 0.8, 0.02),
  cores(5, 0.9, 0.05),
  cores(10, 0.9, 0.05),
  random(0.8, 0.02),
  random(0.9, 0.05),
];
