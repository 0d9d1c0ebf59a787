/** Arrivals at given times: replays a recorded load. */
import type { Micros } from '../../core/time.ts';
import type { Arrivals } from './arrivals.ts';

/** Takes every `stride`-th of the ascending `times`, from number `first` on, so that several sources share one list. */
export function timestamps(times: readonly Micros[], first = 0, stride = 1): Arrivals {
  let i = first - stride;
  return () => {
    i += stride;
    return i < times.length ? times[i] : Number.POSITIVE_INFINITY;
  };
}
