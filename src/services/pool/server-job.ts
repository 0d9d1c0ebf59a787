/** A request at a server, from its arrival to its end. Records are used again: nothing is allocated per request. */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { Micros } from '../../core/time.ts';
import type { PoolRequest } from './pool-messages.ts';

/** Before any time: a warm-up lies below zero. */
export const NOT_STARTED: Micros = Number.NEGATIVE_INFINITY;

export interface ServerJob {
  /** Its number on this server: token of its computing. */
  readonly slot: number;
  phase: 'free' | 'waiting' | 'computing' | 'calling';
  from: ProcessId;
  request: PoolRequest | undefined;
  /** On the server's clock. `startedAt` means something once it no longer waits. */
  arrivedAt: Micros;
  startedAt: Micros;
  /** Calendar time, for the books only; `startedOn` is `NOT_STARTED` while it waits. */
  arrivedOn: Micros;
  startedOn: Micros;
  /** Neighbours in the queue. */
  previous: ServerJob | undefined;
  next: ServerJob | undefined;
  /** Calls to other services: the next to make, those that have not come back, and whether a required one has failed. */
  nextCall: number;
  openCalls: number;
  failed: boolean;
}

export const createServerJob = (slot: number): ServerJob => ({
  slot,
  phase: 'free',
  from: -1,
  request: undefined,
  arrivedAt: 0,
  startedAt: 0,
  arrivedOn: 0,
  startedOn: NOT_STARTED,
  previous: undefined,
  next: undefined,
  nextCall: 0,
  openCalls: 0,
  failed: false,
});
