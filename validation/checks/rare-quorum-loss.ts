/**
 * Quorums that are lost too seldom for plain simulation, estimated by failure biasing on whole simulations. Machines fail
 * at the rate λ and are repaired at the rate μ, independently: a chain of births and deaths with rates (n − i)λ and iμ for
 * i machines down, whose stationary law is binomial. With p = λ/(λ + μ) a majority is down for a share of
 * Σ_{i>n/2} C(n, i) p^i (1 − p)^(n−i), and gets lost (m + 1)λ C(n, m) p^m (1 − p)^(m+1) times a unit of time, n = 2m + 1.
 *
 * Source: closed forms, e.g. Trivedi, "Probability and Statistics with Reliability, Queuing, and Computer Science
 * Applications" (2002), sections 8.2 and 8.4.
 */
import type { Check } from '../check.ts';
import { loadScenario } from '../load-scenario.ts';
import { rareOutages } from '../rare-outages.ts';

const HOURS_PER_YEAR = 8760;
const REPAIR_HOURS = 10;

const binomial = (n: number, k: number): number => {
  let product = 1;
  for (let i = 1; i <= k; i++) product *= (n - k + i) / i;
  return product;
};

/** Exactly `i` of `n` are down. */
const downs = (n: number, i: number, p: number): number => binomial(n, i) * p ** i * (1 - p) ** (n - i);

/** A majority of `n` is down, each for a share `p` of the time. */
export function lossOfMajority(n: number, p: number): number {
  let sum = 0;
  for (let i = (n + 1) / 2; i <= n; i++) sum += downs(n, i, p);
  return sum;
}

/** Times a year that a majority is lost. */
export function lossesPerYear(n: number, p: number): number {
  const up = (n + 1) / 2;
  const failuresPerYear = ((p / (1 - p)) * HOURS_PER_YEAR) / REPAIR_HOURS;
  return downs(n, n - up, p) * up * failuresPerYear;
}

const WITHIN = { kind: 'sigma', by: 3 } as const;

const rareCheck = (n: number, p: number, trials: Check['trials']): Check => {
  const mtbf = (REPAIR_HOURS * (1 - p)) / p;
  return {
    name: `availability/rare-${(n + 1) / 2}-of-${n}-${p}`,
    title: `${(n + 1) / 2} of ${n}, each down for ${p} of the time`,
    source: 'closed form; births and deaths',
    exercised: 'failure biasing on the whole simulator: rare-quorum-loss.yaml, as probes see it',
    figures: [
      { quantity: 'unavailability', expected: lossOfMajority(n, p), tolerance: WITHIN },
      { quantity: 'outages a year', expected: lossesPerYear(n, p), tolerance: WITHIN },
    ],
    trials,
    simulate(cycles) {
      const scenario = loadScenario('rare-quorum-loss', [
        ['topology.nodes', String(n)],
        ['faults[0].mtbf', `{exponential: ${Math.round(mtbf * 3600)}s}`],
      ]);
      const { unavailability, perYear } = rareOutages(scenario, cycles);
      return [unavailability, perYear];
    },
  };
};

export const rareQuorumLoss: readonly Check[] = [
  rareCheck(3, 1e-4, { full: 2000, short: 100 }),
  rareCheck(5, 1e-3, { full: 2000, short: 100 }),
  rareCheck(5, 2e-4, { full: 2000, short: 100 }),
];
