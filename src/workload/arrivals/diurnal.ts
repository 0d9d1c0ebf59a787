/**
 * Day and night: a Poisson process whose rate is a sine wave between `low` and `high`.
 *
 * Source: P. A. W. Lewis and G. S. Shedler, "Simulation of nonhomogeneous Poisson processes by thinning" (1979):
 * candidates arrive at the highest rate, and one at time t is kept with probability rate(t) / high. Two draws per
 * candidate.
 */
import { cosineOfTurns } from '../../core/maths/cosine-of-turns.ts';
import type { RandomStream } from '../../core/random/random-stream.ts';
import { type Micros, SECOND } from '../../core/time.ts';
import type { Arrivals } from './arrivals.ts';
import { exponentialGap } from './exponential-gap.ts';

export interface DayCurve {
  /** Per second. */
  readonly low: number;
  readonly high: number;
  readonly period: Micros;
  /** Offset into the period at which the rate is highest. */
  readonly peak: Micros;
}

export function diurnal(curve: DayCurve, random: RandomStream): Arrivals {
  const { low, high, period, peak } = curve;
  if (!(high > 0)) return () => Number.POSITIVE_INFINITY;
  const mean = SECOND / high;
  let time = 0;
  return () => {
    for (;;) {
      time += mean * exponentialGap(random);
      const rate = low + (high - low) * 0.5 * (1 + cosineOfTurns((time - peak) / period));
      if (random() * high < rate) return time;
    }
  };
}
