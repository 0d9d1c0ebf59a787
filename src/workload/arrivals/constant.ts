/** Evenly spaced arrivals, no randomness. */
import { type Micros, SECOND } from '../../core/time.ts';
import type { Arrivals } from './arrivals.ts';

/** `rate` per second, the first after `phase` gaps (0..1]. Multiplied, not added up: no drift over a year. */
export function constant(rate: number, phase: number): Arrivals {
  let count = 0;
  const next = (): Micros => (rate > 0 ? ((phase + count++) * SECOND) / rate : Number.POSITIVE_INFINITY);
  return Object.assign(next, {
    stationary: {
      perSecond: rate,
      period: rate > 0 ? SECOND / rate : undefined,
      passOver(until: Micros): number {
        const passed = Math.max(0, Math.ceil((until * rate) / SECOND - phase) - count);
        count += passed;
        return passed;
      },
    },
  });
}
