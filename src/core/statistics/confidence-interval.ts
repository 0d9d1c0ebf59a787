/**
 * The 95 % confidence interval of a mean over independent runs, by Student's t: mean ± t(0.975, n − 1) s/√n. It
 * supposes means that are roughly normal, which averages over long runs are; it does not clip to a range.
 */
import { getOrCreate } from '../get-or-create.ts';
import { studentTQuantile } from '../maths/student-t-quantile.ts';
import { createRunningMoments } from './running-moments.ts';

export interface MeanEstimate {
  /** NaN without values. */
  readonly mean: number;
  /** [−Infinity, Infinity] for fewer than two values, which say nothing about the spread. */
  readonly ci95: readonly [low: number, high: number];
}

/** By degrees of freedom: tables of intervals have few different ones, and each takes a bisection. */
const quantiles = new Map<number, number>();

/** One value a run; runs must be independent (distinct seeds). */
export function confidenceInterval(values: readonly number[]): MeanEstimate {
  const moments = createRunningMoments();
  for (const value of values) moments.record(value);
  const { count, mean } = moments;
  if (count < 2) return { mean, ci95: [-Infinity, Infinity] };
  const quantile = getOrCreate(quantiles, count - 1, () => studentTQuantile(0.975, count - 1));
  const half = (quantile * moments.standardDeviation) / Math.sqrt(count);
  return { mean, ci95: [mean - half, mean + half] };
}
