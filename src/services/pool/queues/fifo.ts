/** First in, first out; one more than `limit` is refused. */
import { createJobList } from './job-list.ts';
import type { RequestQueue } from './request-queue.ts';

export function createFifo(limit: number): RequestQueue {
  const list = createJobList();
  return {
    get length() {
      return list.length;
    },
    push(job) {
      if (list.length >= limit) return job;
      list.append(job);
      return undefined;
    },
    shift() {
      const job = list.first;
      if (job !== undefined) list.remove(job);
      return job;
    },
    remove: list.remove,
    ahead: () => list.length,
  };
}
