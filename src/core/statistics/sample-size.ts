/**
 * How many pairs it takes to tell a mean difference from zero by a two-sided t-test: the least n with
 * n ≥ ((t(1 − α/2, n − 1) + t(power, n − 1)) σ/δ)².
 * Source: NIST/SEMATECH e-Handbook of Statistical Methods, §7.2.2.2. The quantile of the central t stands for that of
 * the noncentral one, which is right to about one pair.
 */
import { normalQuantile } from '../maths/normal-quantile.ts';
import { studentTQuantile } from '../maths/student-t-quantile.ts';

export interface SampleSizeQuestion {
  /** Of single differences. */
  readonly standardDeviation: number;
  /** The mean difference to be told, of either sign. */
  readonly difference: number;
  /** Chance of a false alarm, both sides together. */
  readonly alpha: number;
  /** Chance of telling the difference if it is there. */
  readonly power: number;
  /** More than this is not looked for. */
  readonly most: number;
}

/** At least 2; undefined where `most` pairs would not do, as for a difference of zero. */
export function sampleSize(question: SampleSizeQuestion): number | undefined {
  const { standardDeviation, difference, alpha, power, most } = question;
  if (difference === 0) return undefined;
  const ratio = standardDeviation / difference;
  const quantiles = (quantile: (p: number) => number) => quantile(1 - alpha / 2) + quantile(power);
  const least = quantiles(normalQuantile) * ratio;
  // Student's quantiles are above the normal ones and near them soon: few steps are left.
  for (let pairs = Math.max(2, Math.ceil(least * least)); pairs <= most; pairs++) {
    const needed = quantiles((p) => studentTQuantile(p, pairs - 1)) * ratio;
    if (pairs >= needed * needed) return pairs;
  }
  return undefined;
}
