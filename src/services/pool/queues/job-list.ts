/** A doubly linked list of jobs, through fields of their own: every operation is O(1) and allocates nothing. */
import type { ServerJob } from '../server-job.ts';

export interface JobList {
  readonly length: number;
  readonly first: ServerJob | undefined;
  readonly last: ServerJob | undefined;
  append(job: ServerJob): void;
  /** `job` is in this list. */
  remove(job: ServerJob): void;
}

export function createJobList(): JobList {
  const list = {
    length: 0,
    first: undefined as ServerJob | undefined,
    last: undefined as ServerJob | undefined,
    append(job: ServerJob): void {
      const { last } = list;
      job.previous = last;
      job.next = undefined;
      if (last === undefined) list.first = job;
      else last.next = job;
      list.last = job;
      list.length++;
    },
    remove(job: ServerJob): void {
      const { previous, next } = job;
      if (previous === undefined) list.first = next;
      else previous.next = next;
      if (next === undefined) list.last = previous;
      else next.previous = previous;
      job.previous = undefined;
      job.next = undefined;
      list.length--;
    },
  };
  return list;
}
