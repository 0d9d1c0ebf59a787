/** What a queueing discipline is: who waits, who is next, and who has to go when there are too many. */
import type { Micros } from '../../../core/time.ts';
import type { ServerJob } from '../server-job.ts';

export interface RequestQueue {
  readonly length: number;
  /** Takes the job in. Answers who has to go for it because the queue is full: it itself, or another; else undefined. */
  push(job: ServerJob): ServerJob | undefined;
  /** Takes out whose turn it is at `now`, on the clock of `arrivedAt`. What the discipline drops on the way goes to its `drop`. */
  shift(now: Micros): ServerJob | undefined;
  /** Takes out a job that waits. */
  remove(job: ServerJob): void;
  /** How many of those that wait would be served before a job of this priority that arrives now, if nobody came after it. */
  ahead(priority: number): number;
}
