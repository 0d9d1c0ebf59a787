/** Poisson arrivals: independent callers. Gaps are exponential. One draw per arrival. */
import type { RandomStream } from '../../core/random/random-stream.ts';
import { SECOND } from '../../core/time.ts';
import type { Arrivals } from './arrivals.ts';
import { exponentialGap } from './exponential-gap.ts';

/** `rate` per second; 0 for none. */
export function poisson(rate: number, random: RandomStream): Arrivals {
  const mean = SECOND / rate;
  let time = 0;
  return () => {
    time += mean * exponentialGap(random);
    return rate > 0 ? time : Number.POSITIVE_INFINITY;
  };
}
