/** Evenly spaced arrivals, no randomness. */
import { type Micros, SECOND } from '../../core/time.ts';
import type { Arrivals } from './arrivals.ts';

/** `rate` per second, the first after `phase` gaps (0..1]. Multiplied, not added up: no drift over a year. */
export function constant(rate: number, phase: number): Arrivals {
  let count = 0;
  return (): Micros => (rate > 0 ? ((phase + count++) * SECOND) / rate : Number.POSITIVE_INFINITY);
}
