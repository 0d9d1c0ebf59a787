/**
 * Load shedding by the wait to be expected: the requests ahead, and the one in progress that is the next to end, times the
 * time that a request is in progress, over as many as are served at once. That time is a moving average with a weight of
 * 1/8, as TCP smooths round-trip times (V. Jacobson, "Congestion avoidance and control", SIGCOMM 1988). Nothing is shed
 * before the first request has been served.
 */
import type { Micros } from '../../core/time.ts';
import type { SheddingSpec } from './pool.ts';
import type { RequestQueue } from './queues/request-queue.ts';

export interface Shedding {
  /** Whether to refuse a request of this priority that would have to wait in the queue. */
  sheds(priority: number, queue: Pick<RequestQueue, 'ahead'>): boolean;
  /** A request was in progress for so long. */
  served(inProgress: Micros): void;
}

const WEIGHT = 1 / 8;
const NO_SHEDDING: Shedding = { sheds: () => false, served() {} };

export function createShedding(spec: SheddingSpec | undefined, concurrency: number): Shedding {
  if (spec === undefined) return NO_SHEDDING;
  let mean = 0;
  let known = false;
  return {
    sheds: (priority, queue) =>
      priority < spec.exempt && ((queue.ahead(priority) + 1) * mean) / concurrency > spec.expectedWait,
    served(inProgress) {
      mean = known ? mean + WEIGHT * (inProgress - mean) : inProgress;
      known = true;
    },
  };
}
