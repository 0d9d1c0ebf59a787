/**
 * Bursts: Poisson arrivals during on-phases and none during off-phases (an interrupted Poisson process, Kuczura 1973,
 * with phases of any law). Starts with an on-phase.
 */
import type { Distribution } from '../../core/distributions/distribution.ts';
import type { RandomStream } from '../../core/random/random-stream.ts';
import { SECOND } from '../../core/time.ts';
import type { Arrivals } from './arrivals.ts';
import { exponentialGap } from './exponential-gap.ts';

export interface Phases {
  /** Lengths in microseconds. */
  readonly on: Distribution;
  readonly off: Distribution;
  /** Apart from the gaps' stream: sources that are given equal streams here are on and off together. */
  readonly random: RandomStream;
}

/** `rate` per second while on. One draw per arrival, two per pair of phases. */
export function onOff(rate: number, { on, off, random: phaseRandom }: Phases, random: RandomStream): Arrivals {
  if (!(rate > 0 && on.mean > 0)) return () => Number.POSITIVE_INFINITY;
  const mean = SECOND / rate;
  let time = 0;
  let left = on.sample(phaseRandom);
  return () => {
    // Gaps are measured in on-time, which is as good as drawing anew at each phase: the law has no memory.
    let gap = mean * exponentialGap(random);
    while (gap > left) {
      gap -= left;
      time += left + off.sample(phaseRandom);
      left = on.sample(phaseRandom);
    }
    left -= gap;
    time += gap;
    return time;
  };
}
