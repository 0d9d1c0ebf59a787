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
  /** Of the metrics asked for: one for each axis with several values and each setting of the others. */
  readonly rankings: readonly Ranking[];
  /** Where seeds were added until the intervals were narrow enough. */
  readonly until?: UntilOutcome;
}

export interface UntilOutcome {
  readonly metric: string;
  /** Half the width that was asked for, in the metric's unit. */
  readonly halfWidth: number;
  /** The widest half of any variant's interval; null where none has two values. */
  readonly widest: number | null;
  readonly reached: boolean;
  /** Seeds at which it gives up. */
  readonly most: number;
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
  /** Of this figure alone, not adjusted for others. null: one run says nothing about the spread. */
  readonly ci95: readonly [number, number] | null;
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
  /**
   * Best first (where neither direction is better: smallest first), those without the figure last; indices of variants.
   * `tiedWith`: those after it that it cannot be told from.
   */
  readonly order: readonly { readonly variant: number; readonly tiedWith: readonly number[] }[];
  /** Every two of them, the better one as `a`; without those that have no seed in common. */
  readonly pairs: readonly PairedDifference[];
}

/** `a` minus `b`, seed by seed. */
export interface PairedDifference {
  readonly a: number;
  readonly b: number;
  readonly difference: Interval;
  /** Of the paired t-test (the exact sign test where all differences are the same), 1 with a single seed. */
  readonly p: number;
  /** For all pairs of all rankings by this metric (Holm 1979). */
  readonly adjusted: number;
  /** `adjusted` is at most 5 %. */
  readonly distinguishable: boolean;
  /** Variance of the unpaired difference over that of the paired one; null where the paired one has none. */
  readonly varianceReduction: number | null;
  /**
   * Further seeds that would tell a difference of this size with a chance of 80 %, if it is real; null if none are needed,
   * a million would not do, or the spread is not known.
   */
  readonly seedsNeeded: number | null;
}
