/**
 * What `fivenines compare` yields: variants of one scenario over the same seeds, arrivals and faults, and which of their
 * differences are real. Plain data: the contents of comparison.json. Units of metrics are those of result.json.
 */
export interface Comparison {
  readonly schema: 1;
  readonly version: string;
  readonly scenario: { readonly name: string; readonly description: string; readonly sha256: string };
  /** What to look at, what one should see, and the literature: as the file's `compare:` says. */
  readonly text: string;
  readonly interrupted: boolean;
  readonly seeds: readonly number[];
  readonly axes: readonly Axis[];
  /** One for every combination of the axes' values, the last axis varying fastest. */
  readonly variants: readonly Variant[];
  /** Those asked for first, then what else all variants have. */
  readonly metrics: readonly MetricInfo[];
  /** Everything measured: by variant, seed and metric. `null`: this run has no such figure. */
  readonly values: readonly (readonly (readonly (number | null)[])[])[];
  /** Of the metrics asked for. */
  readonly rankings: readonly Ranking[];
}

/** One thing that is varied: a path of the scenario, as in `--set`. */
export interface Axis {
  readonly path: string;
  /** What people call it: the last part of the path, unless the file says otherwise. */
  readonly label: string;
  readonly values: readonly { readonly text: string; readonly number: number | null }[];
}

export interface Variant {
  /** `balancer=random, rate=1000/s`. */
  readonly name: string;
  /** Index into the values of each axis. */
  readonly at: readonly number[];
  readonly means: readonly (Interval | null)[];
}

/** Over seeds; 95 %, Student's t. */
export interface Interval {
  readonly mean: number;
  readonly ci95: readonly [number, number];
  readonly runs: number;
}

export interface MetricInfo {
  readonly name: string;
  readonly unit: 'seconds' | 'share' | 'count' | 'per second' | 'money' | 'number';
  /** `neither`: more is not better nor worse. */
  readonly better: 'lower' | 'higher' | 'neither';
  readonly asked: boolean;
}

/** Variants that differ in the ranked axis alone, every other axis being as `at` says (−1 on the ranked one). */
export interface Ranking {
  readonly metric: string;
  readonly axis: number;
  readonly at: readonly number[];
  /** Best first; indices of variants. `tiedWith`: those after it that it cannot be told from. */
  readonly order: readonly { readonly variant: number; readonly tiedWith: readonly number[] }[];
  readonly pairs: readonly PairedDifference[];
}

/** `a` minus `b`, seed by seed. */
export interface PairedDifference {
  readonly a: number;
  readonly b: number;
  readonly difference: Interval;
  /** Of the paired t-test, and adjusted for all pairs of the comparison (Holm 1979). */
  readonly p: number;
  readonly adjusted: number;
  readonly distinguishable: boolean;
  /** Variance of the unpaired difference over that of the paired one; null where the paired one has none. */
  readonly varianceReduction: number | null;
  /** Further seeds that would tell a difference of this size, if it is real; null if none would or none are needed. */
  readonly seedsNeeded: number | null;
}
