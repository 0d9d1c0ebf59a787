/**
 * Finds waiting requests by what a cancellation says of them. It costs nothing until the first one comes: most callers
 * never cancel.
 */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { ServerJob } from './server-job.ts';

export interface CancelIndex {
  /** It waits, or waits no longer. */
  add(job: ServerJob): void;
  remove(job: ServerJob): void;
  /** `jobs`: all of the server's, which are looked through the first time. */
  find(from: ProcessId, call: number, attempt: number, jobs: readonly ServerJob[]): ServerJob | undefined;
}

/** Above the number of attempts at a call. */
const ATTEMPTS = 1024;

export function createCancelIndex(): CancelIndex {
  /** By caller, then by call and attempt. */
  let waiting: Map<ProcessId, Map<number, ServerJob>> | undefined;

  function add(job: ServerJob): void {
    if (waiting === undefined || job.request === undefined) return;
    let ofCaller = waiting.get(job.from);
    if (ofCaller === undefined) {
      ofCaller = new Map();
      waiting.set(job.from, ofCaller);
    }
    ofCaller.set(job.request.call * ATTEMPTS + job.request.attempt, job);
  }

  return {
    add,
    remove({ from, request }) {
      if (request !== undefined) waiting?.get(from)?.delete(request.call * ATTEMPTS + request.attempt);
    },
    find(from, call, attempt, jobs) {
      if (waiting === undefined) {
        waiting = new Map();
        for (const job of jobs) if (job.phase === 'waiting') add(job);
      }
      return waiting.get(from)?.get(call * ATTEMPTS + attempt);
    },
  };
}
