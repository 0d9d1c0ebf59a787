/**
 * The least loaded of d servers drawn at random. For infinitely many servers a share λ^((d^i − 1)/(d − 1)) of them has i or
 * more requests, so a request stays for Σ_{i≥1} λ^((d^i − d)/(d − 1)) service times (the supermarket model). A hundred
 * servers are a little worse; with d = 2 by −1…+3 % at λ = .8 and −1…+6 % at .9 and .95. Below that the band is that of .8.
 *
 * Source: Mitzenmacher, "The power of two choices in randomized load balancing", IEEE TPDS 12 (2001), section 2.
 */
import type { Check, Tolerance } from '../check.ts';
import { meanOf, poolRun } from '../pool-run.ts';

const SERVERS = 100;
const FEW_SERVERS = 10;
const HEAVY_LOAD = 0.9;

/** Mean sojourn of the supermarket model, in service times. */
export function supermarketSojourn(choices: number, load: number): number {
  let sum = 0;
  for (let i = 1, term = 1; term > Number.EPSILON; i++) {
    term = load ** ((choices ** i - choices) / (choices - 1));
    sum += term;
  }
  return sum;
}

const bandOf = (load: number): Tolerance => ({ kind: 'band', below: 0.01, above: load < HEAVY_LOAD ? 0.03 : 0.06 });

const sojourn = (balancer: string, servers: number, load: number, requests: number): number =>
  meanOf(poolRun({ servers, cores: 1, load, balancer, requests }, 1).sojourns);

const choices = (d: number, load: number): Check => ({
  name: `pools/power-of-${d}-${load}`,
  title: `The least loaded of ${d} among ${SERVERS} servers, λ = ${load}`,
  source: 'Mitzenmacher 2001, closed form for infinitely many',
  exercised: 'whole simulator: pool.yaml, as clients see it',
  figures: [{ quantity: 'mean sojourn', expected: supermarketSojourn(d, load), tolerance: bandOf(load) }],
  trials: { full: 500_000, short: 100_000 },
  simulate: (requests) => [
    { value: sojourn(d === 2 ? 'power-of-two' : `{power-of-d-choices: {d: ${d}}}`, SERVERS, load, requests) },
  ],
});

const ORDER = ['join-shortest-queue', 'power-of-two', 'random'];

const ordered: Check = {
  name: 'pools/shortest-two-random',
  title: `Join shortest queue ≤ power of two ≤ random, ${FEW_SERVERS} servers, λ = ${HEAVY_LOAD}`,
  source: 'Winston 1977; Mitzenmacher 2001',
  exercised: 'whole simulator: pool.yaml, the same requests for each',
  figures: [
    { quantity: 'mean sojourn, shortest queue ÷ two', expected: 0, tolerance: { kind: 'below', by: 1 } },
    { quantity: 'mean sojourn, two ÷ random', expected: 0, tolerance: { kind: 'below', by: 1 } },
  ],
  trials: { full: 300_000, short: 30_000 },
  simulate(requests) {
    const [shortest, two, random] = ORDER.map((name) => sojourn(name, FEW_SERVERS, HEAVY_LOAD, requests));
    return [{ value: shortest / two }, { value: two / random }];
  },
};

export const powerOfD: readonly Check[] = [
  choices(2, 0.5),
  choices(2, 0.8),
  choices(2, 0.9),
  choices(2, 0.95),
  choices(3, 0.8),
  choices(3, 0.9),
  choices(3, 0.95),
  choices(5, 0.8),
  choices(5, 0.9),
  choices(5, 0.95),
  ordered,
];
