/** A doubly linked list of jobs, through fields of their own: every operation is O(1) and allocates nothing. */
import type { ServerJob } from '../server-job.ts';

export class JobList {
  length = 0;
  first: ServerJob | undefined = undefined;
  last: ServerJob | undefined = undefined;

  append(job: ServerJob): void {
    const { last } = this;
    job.previous = last;
    job.next = undefined;
    if (last === undefined) this.first = job;
    else last.next = job;
    this.last = job;
    this.length++;
  }

  /** `job` is in this list. */
  remove(job: ServerJob): void {
    const { previous, next } = job;
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next === undefined) this.last = previous;
    else next.previous = previous;
    job.previous = undefined;
    job.next = undefined;
    this.length--;
  }
}
