/**
 * The calls of a server to other services on behalf of a request: one after the other, or together with the one before
 * it. Which of them a request makes follows from the request alone, so that every attempt makes the same, under every
 * balancer. None may take longer than the caller of the request still waits; with no time left, a call fails unmade.
 * A failed required call ends the request when those that were made together with it are over.
 */
import type { Environment } from '../../algorithms/environment.ts';
import { mix32 } from '../../core/hash/mix32.ts';
import { murmur3 } from '../../core/hash/murmur3.ts';
import type { Egress } from './egress/egress.ts';
import type { CallSpec } from './pool.ts';
import type { PoolRequest } from './pool-messages.ts';
import type { ServerJob } from './server-job.ts';

export interface ServerCalls {
  /** `finish` is told when all are over; `job.failed` then says whether a required one has failed. */
  start(job: ServerJob): void;
}

export interface ServerCallsPlan {
  readonly calls: readonly CallSpec[];
  /** In the order of `calls`. */
  readonly egresses: readonly Egress[];
  /** Make the choice of calls the run's and the service's own. */
  readonly seed: number;
  readonly service: string;
}

const TWO_TO_MINUS_32 = 2.3283064365386963e-10;

export function createServerCalls(
  environment: Pick<Environment, 'now'>,
  { calls, egresses, seed, service }: ServerCallsPlan,
  finish: (job: ServerJob) => void,
): ServerCalls {
  const salts = calls.map((_, index) => murmur3(`${service}/${index}`, mix32(seed)));

  function wants({ from, request }: ServerJob, index: number): boolean {
    const { call } = request as PoolRequest;
    return mix32(mix32(call ^ salts[index]) ^ from) * TWO_TO_MINUS_32 < calls[index].share;
  }

  function make(job: ServerJob, index: number): void {
    const { timeout, required } = calls[index];
    const { key, session, priority, patience } = job.request as PoolRequest;
    const left = patience - (environment.now() - job.arrivedAt);
    if (left <= 0) {
      job.failed ||= required;
      return;
    }
    job.openCalls++;
    egresses[index].call({ key, session, priority, timeout: Math.min(timeout, left) }, (ok) => {
      if (!ok && required) job.failed = true;
      job.openCalls--;
      if (job.openCalls === 0) goOn(job);
    });
  }

  function goOn(job: ServerJob): void {
    while (!job.failed && job.nextCall < calls.length) {
      // One more, so that a call that is over at once does not go on from here a second time.
      job.openCalls = 1;
      do {
        if (wants(job, job.nextCall)) make(job, job.nextCall);
        job.nextCall++;
      } while (job.nextCall < calls.length && calls[job.nextCall].parallel);
      job.openCalls--;
      if (job.openCalls > 0) return;
    }
    finish(job);
  }

  return {
    start(job) {
      job.nextCall = 0;
      job.openCalls = 0;
      job.failed = false;
      goOn(job);
    },
  };
}
