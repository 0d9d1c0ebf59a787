/**
 * Load shedding by the wait to be expected: the requests ahead, and the one in progress that is the next to end, times the
 * time that a request is in progress, over as many as are served at once. That time is a moving average with a weight of
 * 1/8, as TCP smooths round-trip times (V. Jacobson, "Congestion avoidance and control", SIGCOMM 1988). Nothing is shed
 * before the first request has been served.
 */
import type { Micros } from '../../core/time.ts';
import type { SheddingSpec } from './pool.ts';

export interface Shedding {
  /** Whether to refuse a request that would wait behind `ahead` others. */
  sheds(priority: number, ahead: number): boolean;
  /** A request was in progress for so long. */
  served(inProgress: Micros): void;
}

const WEIGHT = 1 / 8;

export function createShedding(spec: SheddingSpec | undefined, concurrency: number): Shedding {
  if (spec === undefined) return { sheds: () => false, served() {} };
  let mean = 0;
  let known = false;
  return {
    sheds: (priority, ahead) => priority < spec.exempt && ((ahead + 1) * mean) / concurrency > spec.expectedWait,
    served(inProgress) {
      mean = known ? mean + WEIGHT * (inProgress - mean) : inProgress;
      known = true;
    },
  };
}
