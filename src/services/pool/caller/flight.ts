/**
 * A call under way. Its record, with those of its two possible requests, belongs to a slot that later calls use again, so
 * that a call allocates nothing but its messages.
 */
import type { Micros } from '../../../core/time.ts';
import type { PoolCall, PoolCallEnd, PoolOutcome } from './pool-call.ts';

/** A request at a server. */
export interface Attempt {
  /** From 1 within the call. */
  number: number;
  /** −1: not under way. */
  server: number;
  sentAt: Micros;
  /** `BackendList.departures` of the server at the time of sending. */
  departures: number;
  /** `CircuitBreaker.era` at the time of sending. */
  era: number;
}

export interface Flight {
  readonly slot: number;
  call: number;
  request: PoolCall;
  done: PoolCallEnd;
  deadline: Micros;
  /** `attempting`: requests are under way. `waiting`: for the next attempt. `refused`: to say so. */
  phase: 'attempting' | 'waiting' | 'refused';
  /** Requests sent, hedges included. */
  sent: number;
  /** Attempts made, hedges not counted. */
  tries: number;
  /** An attempt had no answer. */
  lost: boolean;
  /** It has had its chance of a hedge. */
  hedged: boolean;
  /** When the attempt is given up, with its hedge; and when it gets one, Infinity for never. */
  expiresAt: Micros;
  hedgeAt: Micros;
  /** Why the last request failed. */
  failure: PoolOutcome;
  /** Whom it was sent to. */
  failedServer: number;
  readonly first: Attempt;
  readonly hedge: Attempt;
}

const idleAttempt = (): Attempt => ({ number: 0, server: -1, sentAt: 0, departures: 0, era: 0 });

export const createFlight = (slot: number, request: PoolCall, done: PoolCallEnd): Flight => ({
  slot,
  call: 0,
  request,
  done,
  deadline: 0,
  phase: 'refused',
  sent: 0,
  tries: 0,
  lost: false,
  hedged: false,
  expiresAt: 0,
  hedgeAt: Number.POSITIVE_INFINITY,
  failure: 'timeout',
  failedServer: -1,
  first: idleAttempt(),
  hedge: idleAttempt(),
});
