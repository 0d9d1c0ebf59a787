/**
 * A random quantity. Values are plain numbers; for durations the unit is the microsecond (fractions are allowed here,
 * whoever schedules an event rounds). Samples are never negative for durations: see each distribution's docs.
 */
import type { RandomStream } from '../random/random-stream.ts';

export interface Distribution {
  /** One draw. */
  sample(random: RandomStream): number;
  /** Expected value; may be Infinity (pareto with shape ≤ 1). */
  readonly mean: number;
  /** Standard deviation; may be Infinity. */
  readonly standardDeviation: number;
  /** The x with P(X ≤ x) = p, for p in [0, 1]. */
  quantile(p: number): number;
  /** P(X > x). What proofs that a timeout cannot fire are summed from. */
  survival(x: number): number;
}

/** The plain-data form that scenario files, fault records and options carry. Durations are in microseconds. */
export type DistributionSpec =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** Truncated at zero by resampling. */
  | { readonly kind: 'normal'; readonly mean: number; readonly standardDeviation: number }
  /** By its median and its 99th percentile: what people measure. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly p99: number }
  /** P(X > x) = (scale/x)^shape for x ≥ scale. */
  | { readonly kind: 'pareto'; readonly scale: number; readonly shape: number }
  | { readonly kind: 'weibull'; readonly scale: number; readonly shape: number }
  /** Mean = shape · scale. */
  | { readonly kind: 'gamma'; readonly shape: number; readonly scale: number }
  /** Piecewise linear through (p, value); p ascending from 0 to 1. */
  | { readonly kind: 'empirical'; readonly quantiles: readonly { readonly p: number; readonly value: number }[] }
  | { readonly kind: 'mixture'; readonly parts: readonly { readonly weight: number; readonly of: DistributionSpec }[] };

/** A spec that always yields `value`. */
export const constantSpec = (value: number): DistributionSpec => ({ kind: 'constant', value });
