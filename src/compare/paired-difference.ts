/**
 * The difference of two variants over the seeds that both have. The same seed means the same arrivals and faults, so
 * what both share cancels out (common random numbers: Law, "Simulation Modeling and Analysis" (2015), §11.2).
 */
import { confidenceInterval } from '../core/statistics/confidence-interval.ts';
import { pairedTTest } from '../core/statistics/paired-t-test.ts';
import { createRunningMoments } from '../core/statistics/running-moments.ts';
import type { Interval } from './comparison.ts';

export interface RawDifference {
  readonly difference: Interval;
  readonly p: number;
  /** Of the differences; NaN with one. */
  readonly standardDeviation: number;
  readonly varianceReduction: number | null;
}

/** Rounding of a double, with room: as R's t.test tells data that are essentially constant. */
const ROUNDING = 10 * Number.EPSILON;

/** Values by seed. undefined without a seed that both have. */
export function pairedDifference(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
): RawDifference | undefined {
  const [ofA, ofB] = [createRunningMoments(), createRunningMoments()];
  const moments = createRunningMoments();
  const differences: number[] = [];
  let largest = 0;
  a.forEach((first, seed) => {
    const second = b[seed];
    if (first === null || second === null) return;
    ofA.record(first);
    ofB.record(second);
    moments.record(first - second);
    differences.push(first - second);
    largest = Math.max(largest, Math.abs(first), Math.abs(second));
  });
  if (differences.length === 0) return undefined;
  const noise = ROUNDING * largest;
  const settled = Math.abs(moments.mean) <= noise ? 0 : moments.mean;
  const constant = moments.count > 1 && moments.standardDeviation <= noise;
  const tested = constant ? differences.map(() => settled) : differences;
  const { mean, ci95 } = confidenceInterval(tested);
  return {
    difference: { mean, ci95: tested.length < 2 ? null : ci95, runs: tested.length },
    p: pairedTTest(tested).p,
    standardDeviation: constant ? 0 : moments.standardDeviation,
    varianceReduction: constant || tested.length < 2 ? null : (ofA.variance + ofB.variance) / moments.variance,
  };
}
