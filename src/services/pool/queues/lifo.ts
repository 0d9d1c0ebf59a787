/**
 * Last in, first out: under overload the newest requests, whose callers still wait, are served, and the oldest one has to
 * go for one more than `limit` (B. Maurer, "Fail at scale", ACM Queue 13, 2015: adaptive LIFO, here without the adapting).
 */
import { JobList } from './job-list.ts';
import type { RequestQueue } from './request-queue.ts';

export function createLifo(limit: number): RequestQueue {
  const list = new JobList();
  return {
    get length() {
      return list.length;
    },
    push(job) {
      if (limit <= 0) return job;
      const oldest = list.length >= limit ? list.first : undefined;
      if (oldest !== undefined) list.remove(oldest);
      list.append(job);
      return oldest;
    },
    shift() {
      const job = list.last;
      if (job !== undefined) list.remove(job);
      return job;
    },
    remove: (job) => list.remove(job),
    ahead: () => 0,
  };
}
