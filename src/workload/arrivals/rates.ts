/**
 * A Poisson process of piecewise-constant rate, by time change: gaps are drawn for rate 1 and used up at the rate in
 * force. One draw per arrival. No arrivals before the first step; the last rate holds for ever.
 */
import type { RandomStream } from '../../core/random/random-stream.ts';
import { type Micros, SECOND } from '../../core/time.ts';
import type { Arrivals } from './arrivals.ts';
import { exponentialGap } from './exponential-gap.ts';

export interface RateStep {
  readonly at: Micros;
  /** Per second, until the next step. */
  readonly rate: number;
}

/** `steps` ascending in `at`; every rate is multiplied by `share`. */
export function rates(steps: readonly RateStep[], share: number, random: RandomStream): Arrivals {
  let step = 0;
  let time = steps.length > 0 ? steps[0].at : Number.POSITIVE_INFINITY;
  return () => {
    let gap = exponentialGap(random);
    while (step < steps.length) {
      const perMicro = (steps[step].rate * share) / SECOND;
      const end = step + 1 < steps.length ? steps[step + 1].at : Number.POSITIVE_INFINITY;
      if (perMicro > 0 && time + gap / perMicro < end) {
        time += gap / perMicro;
        return time;
      }
      if (perMicro > 0) gap -= (end - time) * perMicro;
      time = end;
      step++;
    }
    return Number.POSITIVE_INFINITY;
  };
}
