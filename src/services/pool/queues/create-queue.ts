import type { QueueSpec } from '../pool.ts';
import type { ServerJob } from '../server-job.ts';
import { createCodel } from './codel.ts';
import { Fifo } from './fifo.ts';
import { createLifo } from './lifo.ts';
import { createPriorityQueue } from './priority.ts';
import type { RequestQueue } from './request-queue.ts';

/** The queue that a spec describes. `drop` is told of requests that the discipline drops when others are to be served. */
export function createQueue(spec: QueueSpec, drop: (job: ServerJob) => void): RequestQueue {
  switch (spec.discipline) {
    case 'fifo':
      return new Fifo(spec.limit);
    case 'lifo':
      return createLifo(spec.limit);
    case 'priority':
      return createPriorityQueue(spec.limit);
    case 'codel':
      return createCodel(spec, drop);
  }
}
