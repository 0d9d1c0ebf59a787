/** Poisson arrivals: independent callers. Gaps are exponential. One draw per arrival. */
import { poissonCount } from '../../core/random/poisson-count.ts';
import type { RandomStream } from '../../core/random/random-stream.ts';
import { type Micros, SECOND } from '../../core/time.ts';
import type { Arrivals } from './arrivals.ts';
import { exponentialGap } from './exponential-gap.ts';

/** `rate` per second; 0 for none. */
export function poisson(rate: number, random: RandomStream): Arrivals {
  const mean = SECOND / rate;
  let time = 0;
  const next = (): Micros => {
    time += mean * exponentialGap(random);
    return rate > 0 ? time : Number.POSITIVE_INFINITY;
  };
  return Object.assign(next, {
    stationary: {
      perSecond: rate,
      /** A Poisson process has no memory: it may as well begin anew. */
      passOver(until: Micros): number {
        if (!(until > time) || !(rate > 0)) return 0;
        const passed = poissonCount((until - time) / mean, random);
        time = until;
        return passed;
      },
    },
  });
}
