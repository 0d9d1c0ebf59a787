/** First in, first out; one more than `limit` is refused. */
import type { ServerJob } from '../server-job.ts';
import { JobList } from './job-list.ts';
import type { RequestQueue } from './request-queue.ts';

export class Fifo implements RequestQueue {
  private readonly limit: number;
  private readonly list = new JobList();

  constructor(limit: number) {
    this.limit = limit;
  }

  get length(): number {
    return this.list.length;
  }

  push(job: ServerJob): ServerJob | undefined {
    if (this.list.length >= this.limit) return job;
    this.list.append(job);
    return undefined;
  }

  shift(): ServerJob | undefined {
    const job = this.list.first;
    if (job !== undefined) this.list.remove(job);
    return job;
  }

  remove(job: ServerJob): void {
    this.list.remove(job);
  }

  ahead(): number {
    return this.list.length;
  }
}
