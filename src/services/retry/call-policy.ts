/** How a caller of a service deals with attempts that fail or take long: plain data. */
import type { Micros } from '../../core/time.ts';

/** How one attempt after the other is made. */
export interface CallPolicy {
  /** For all attempts together; never more than the caller's own caller still waits (deadlines are passed on). */
  readonly timeout: Micros;
  /** Time given to one attempt before the next is made. */
  readonly attemptTimeout: Micros;
  readonly retry: RetrySpec;
  /** Of pools only. */
  readonly hedge?: HedgeSpec;
}

export interface RetrySpec {
  /** Attempts in all, 1 for none. */
  readonly attempts: number;
  /** Exponential back-off from min to max, with full jitter (AWS architecture blog, "Exponential Backoff And Jitter"). */
  readonly backoff: { readonly min: Micros; readonly max: Micros };
  /** Retries allowed per request sent, 0..1 (a token bucket as in gRPC / Finagle); Infinity for no budget. */
  readonly budget: number;
}

/** A second attempt while the first is under way; the first answer counts (Dean & Barroso, "The tail at scale", CACM 56, 2013). */
export interface HedgeSpec {
  /** After this time, or after that quantile (0..1) of the latencies that the caller has seen. */
  readonly after: { readonly time: Micros } | { readonly quantile: number };
  /** Hedges allowed per request, 0..1, as a retry budget. */
  readonly budget: number;
}
