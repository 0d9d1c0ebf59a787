/**
 * Mean and variance of a stream of numbers in constant memory, mergeable.
 * Source: B. P. Welford, Technometrics 4 (1962); merging by Chan, Golub and LeVeque, "Updating Formulae and a Pairwise
 * Algorithm for Computing Sample Variances" (1979).
 */
export interface RunningMoments {
  record(value: number): void;
  /** Takes in what `other` has seen, as if recorded here. */
  merge(other: RunningMoments): void;
  readonly count: number;
  /** NaN without values. */
  readonly mean: number;
  /** Sum of squared distances from the mean. */
  readonly squaredDistances: number;
  /** Unbiased, divided by n − 1; NaN with fewer than two values. */
  readonly variance: number;
  readonly standardDeviation: number;
  /** Infinity without values. */
  readonly min: number;
  /** −Infinity without values. */
  readonly max: number;
}

export function createRunningMoments(): RunningMoments {
  let count = 0;
  let mean = 0;
  let squaredDistances = 0;
  let min = Infinity;
  let max = -Infinity;
  const variance = () => (count < 2 ? Number.NaN : squaredDistances / (count - 1));
  return {
    record(value) {
      count += 1;
      const distance = value - mean;
      mean += distance / count;
      squaredDistances += distance * (value - mean);
      if (value < min) min = value;
      if (value > max) max = value;
    },
    merge(other) {
      if (other.count === 0) return;
      const total = count + other.count;
      const distance = other.mean - mean;
      squaredDistances += other.squaredDistances + (distance * distance * count * other.count) / total;
      mean += (distance * other.count) / total;
      count = total;
      min = Math.min(min, other.min);
      max = Math.max(max, other.max);
    },
    get count() {
      return count;
    },
    get mean() {
      return count === 0 ? Number.NaN : mean;
    },
    get squaredDistances() {
      return squaredDistances;
    },
    get variance() {
      return variance();
    },
    get standardDeviation() {
      return Math.sqrt(variance());
    },
    get min() {
      return min;
    },
    get max() {
      return max;
    },
  };
}
