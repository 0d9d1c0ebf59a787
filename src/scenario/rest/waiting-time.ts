/**
 * How long work waits for a server, bounded from above.
 *
 * Pollaczek and Khinchine: the wait in an M/G/1 queue is a sum of N residual service times, with P(N ≥ n) = ρⁿ. So it
 * exceeds t only if N > K, or if one of at most K residuals exceeds t / K: P(W > t) ≤ ρᴷ⁺¹ + ρ/(1−ρ) · P(R > t/K), for
 * every K. Arrivals are taken to be Poisson; those in an even rhythm wait less. More servers than one only help.
 */
import type { Distribution } from '../../core/distributions/distribution.ts';
import { type Micros, SECOND } from '../../core/time.ts';

export interface Work {
  readonly perSecond: number;
  /** Microseconds each. */
  readonly time: Distribution;
}

/** The share of a server's time that `works` take. */
export const utilization = (works: readonly Work[]): number =>
  works.reduce((sum, { perSecond, time }) => sum + (perSecond === 0 ? 0 : (perSecond * time.mean) / SECOND), 0);

const DOUBLINGS = 60;

/**
 * λ · ∫ P(S > u) du from `from` on, in steps that double: the share of time in which work is under way that has longer
 * than that to go. Infinity where the integral does not visibly end.
 */
export function underWay({ perSecond, time }: Work, from: Micros): number {
  if (perSecond === 0) return 0;
  let share = 0;
  let step = 0;
  for (let i = 0, at = from; i < DOUBLINGS; i++, at *= 2) {
    step = ((perSecond * at) / SECOND) * time.survival(at);
    share += step;
    if (step === 0) break;
  }
  return step > 0.01 * share ? Number.POSITIVE_INFINITY : share;
}

const TERMS = [1, 2, 4, 8, 16, 32] as const;

/** The chance to wait longer than `limit`, 0..1. */
export function waitsLonger(works: readonly Work[], limit: Micros): number {
  const busy = utilization(works);
  if (!(busy < 1)) return 1;
  let best = 1;
  let overflow = busy;
  let terms = 0;
  for (const count of TERMS) {
    for (; terms < count; terms++) overflow *= busy;
    let residual = 0;
    for (const work of works) residual += underWay(work, limit / count);
    best = Math.min(best, overflow + residual / (1 - busy));
  }
  return best;
}
