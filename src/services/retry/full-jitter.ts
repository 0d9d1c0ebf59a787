/**
 * Exponential back-off with full jitter: a uniform draw between 0 and min(max, min · 2^(attempt − 1)).
 *
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog (2015).
 */
import type { RandomStream } from '../../core/random/random-stream.ts';
import type { Micros } from '../../core/time.ts';

/** How long to wait after attempt number `attempt` (from 1) failed. One draw. */
export function fullJitter(
  attempt: number,
  backoff: { readonly min: Micros; readonly max: Micros },
  random: RandomStream,
): Micros {
  let ceiling = backoff.min;
  for (let i = 1; i < attempt && ceiling > 0 && ceiling < backoff.max; i++) ceiling *= 2;
  return Math.floor(random() * Math.min(ceiling, backoff.max));
}
