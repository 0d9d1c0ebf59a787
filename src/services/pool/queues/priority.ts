/**
 * The highest priority first, first in, first out among equals, without preemption. For one more than `limit` the lowest has
 * to go, the latest of equals, which may be the one that arrives. O(number of different priorities).
 */
import type { ServerJob } from '../server-job.ts';
import { JobList } from './job-list.ts';
import type { RequestQueue } from './request-queue.ts';

interface Level {
  readonly priority: number;
  readonly list: JobList;
}

export function createPriorityQueue(limit: number): RequestQueue {
  /** Every priority ever seen, the highest first. */
  const levels: Level[] = [];
  let length = 0;

  function levelOf(priority: number): JobList {
    let at = 0;
    while (at < levels.length && levels[at].priority > priority) at++;
    if (levels[at]?.priority === priority) return levels[at].list;
    const list = new JobList();
    levels.splice(at, 0, { priority, list });
    return list;
  }

  function remove(job: ServerJob): void {
    levelOf(job.request?.priority ?? 0).remove(job);
    length--;
  }

  function lowest(): ServerJob | undefined {
    for (let i = levels.length - 1; i >= 0; i--) if (levels[i].list.length > 0) return levels[i].list.last;
    return undefined;
  }

  return {
    get length() {
      return length;
    },
    push(job) {
      levelOf(job.request?.priority ?? 0).append(job);
      length++;
      if (length <= limit) return undefined;
      const leaving = lowest();
      if (leaving !== undefined) remove(leaving);
      return leaving;
    },
    shift() {
      for (const { list } of levels) {
        const job = list.first;
        if (job === undefined) continue;
        list.remove(job);
        length--;
        return job;
      }
      return undefined;
    },
    remove,
    ahead(priority) {
      let before = 0;
      for (const level of levels) if (level.priority >= priority) before += level.list.length;
      return before;
    },
  };
}
