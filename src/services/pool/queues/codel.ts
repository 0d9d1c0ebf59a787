/**
 * CoDel: first in, first out, dropping at the head while even the shortest wait of the last `interval` was above `target`.
 * After the n-th drop in a row the next one comes after interval/√n.
 *
 * Source: K. Nichols, V. Jacobson, "Controlling queue delay", ACM Queue 10 (2012), appendix "CoDel pseudocode", from which
 * names and order of the steps are taken. Where it has packets of less than `maxpacket` bytes left, this has an empty
 * queue: the last request is never dropped. `count` starts anew as in the paper, not as in RFC 8289.
 */
import type { Micros } from '../../../core/time.ts';
import type { ServerJob } from '../server-job.ts';
import { JobList } from './job-list.ts';
import type { RequestQueue } from './request-queue.ts';

export interface CodelOptions {
  readonly limit: number;
  readonly target: Micros;
  readonly interval: Micros;
}

/** `drop` is told of the requests that are dropped; they have left the queue. */
export function createCodel({ limit, target, interval }: CodelOptions, drop: (job: ServerJob) => void): RequestQueue {
  const list = new JobList();
  /** When it is above `target` for too long; 0 while it is below. */
  let firstAboveTime = 0;
  let dropNext = 0;
  /** Drops since it went into the dropping state. */
  let count = 0;
  let dropping = false;
  let okToDrop = false;

  const controlLaw = (time: Micros): Micros => time + interval / Math.sqrt(count);

  function doDequeue(now: Micros): ServerJob | undefined {
    const job = list.first;
    okToDrop = false;
    if (job === undefined) {
      firstAboveTime = 0;
      return undefined;
    }
    list.remove(job);
    if (now - job.arrivedAt < target || list.length === 0) firstAboveTime = 0;
    else if (firstAboveTime === 0) firstAboveTime = now + interval;
    else if (now >= firstAboveTime) okToDrop = true;
    return job;
  }

  function dequeue(now: Micros): ServerJob | undefined {
    let job = doDequeue(now);
    if (job === undefined) {
      dropping = false;
      return undefined;
    }
    if (dropping) {
      if (!okToDrop) dropping = false;
      while (dropping && job !== undefined && now >= dropNext) {
        drop(job);
        count++;
        job = doDequeue(now);
        if (!okToDrop) dropping = false;
        else dropNext = controlLaw(dropNext);
      }
    } else if (okToDrop && (now - dropNext < interval || now - firstAboveTime >= interval)) {
      drop(job);
      job = doDequeue(now);
      dropping = true;
      // Close to the last time: the rate that controlled the queue then is a good start.
      if (now - dropNext < interval) count = count > 2 ? count - 2 : 1;
      else count = 1;
      dropNext = controlLaw(now);
    }
    return job;
  }

  return {
    get length() {
      return list.length;
    },
    push(job) {
      if (list.length >= limit) return job;
      list.append(job);
      return undefined;
    },
    shift: dequeue,
    remove: (job) => list.remove(job),
    ahead: () => list.length,
  };
}
