/**
 * Finds waiting requests by what a cancellation says of them. It costs nothing until the first one comes: most callers
 * never cancel.
 */
import type { ProcessId } from '../../algorithms/environment.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import type { ServerJob } from './server-job.ts';

/** Above the number of attempts at a call. */
const ATTEMPTS = 1024;

export class CancelIndex {
  /** By caller, then by call and attempt. */
  private waiting: Map<ProcessId, Map<number, ServerJob>> | undefined;

  /** It waits. */
  add(job: ServerJob): void {
    const { from, request } = job;
    if (this.waiting === undefined || request === undefined) return;
    getOrCreate(this.waiting, from, () => new Map<number, ServerJob>()).set(
      request.call * ATTEMPTS + request.attempt,
      job,
    );
  }

  /** It waits no longer. */
  remove({ from, request }: ServerJob): void {
    if (this.waiting === undefined || request === undefined) return;
    this.waiting.get(from)?.delete(request.call * ATTEMPTS + request.attempt);
  }

  /** `jobs`: all of the server's, which are looked through the first time. */
  find(from: ProcessId, call: number, attempt: number, jobs: readonly ServerJob[]): ServerJob | undefined {
    if (this.waiting === undefined) {
      this.waiting = new Map();
      for (const job of jobs) if (job.phase === 'waiting') this.add(job);
    }
    return this.waiting.get(from)?.get(call * ATTEMPTS + attempt);
  }
}
