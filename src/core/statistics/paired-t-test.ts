/**
 * Is the mean of paired differences other than zero? Student's one-sample test on them, two-sided.
 * Source: "Student", "The Probable Error of a Mean", Biometrika 6 (1908); Casella and Berger, "Statistical Inference"
 * (2002), §8.3. It supposes differences that are roughly normal, which averages over long runs are.
 *
 * Differences that are all the same have no spread to hold their mean against, and t would be infinite for two of them
 * as for a thousand. There the exact sign test stands in, which supposes nothing: n equal signs have a chance of 2^(1−n).
 */
import { studentTTails } from '../maths/student-t-tails.ts';
import { createRunningMoments } from './running-moments.ts';

export interface PairedTest {
  /** 0 or ±Infinity where the differences have no spread; NaN with fewer than two. */
  readonly t: number;
  /** Chance of a mean as far from zero if there is no difference; 1 with fewer than two. */
  readonly p: number;
}

export function pairedTTest(differences: readonly number[]): PairedTest {
  const moments = createRunningMoments();
  for (const difference of differences) moments.record(difference);
  const { count, mean, standardDeviation } = moments;
  if (count < 2) return { t: Number.NaN, p: 1 };
  if (mean === 0) return { t: 0, p: 1 };
  if (standardDeviation === 0) return { t: mean < 0 ? -Infinity : Infinity, p: chanceOfEqualSigns(count) };
  const t = (mean * Math.sqrt(count)) / standardDeviation;
  return { t, p: studentTTails(t, count - 1) };
}

/** 2^(1−n), exact. */
function chanceOfEqualSigns(count: number): number {
  let chance = 1;
  for (let i = 1; i < count && chance > 0; i++) chance /= 2;
  return chance;
}
