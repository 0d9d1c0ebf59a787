/** What callers and the servers of a pool say to each other. */
import type { Message } from '../../algorithms/environment.ts';
import type { Micros } from '../../core/time.ts';

export interface PoolRequest extends Message {
  readonly kind: 'pool/request';
  /** Numbers the calls of the calling process: the same in every attempt. */
  readonly call: number;
  /** From 1; hedges count as attempts. */
  readonly attempt: number;
  /** Integer in [0, 2³²): hash of what it is about. */
  readonly key: number;
  /** −1 for none. */
  readonly session: number;
  /** Higher is more important. */
  readonly priority: number;
  /** CPU time at nominal speed. */
  readonly work: Micros;
  /** How long the caller still waits for this attempt, at the time of sending. A length and not a time: clocks differ. */
  readonly patience: Micros;
}

export interface PoolResponse extends Message {
  readonly kind: 'pool/response';
  readonly call: number;
  readonly attempt: number;
  /**
   * `overload`: refused on arrival, or dropped from the queue; `not-ready`: starting or draining; `failed`: a service that
   * it calls did not answer. No answer at all is the fourth way to fail.
   */
  readonly status: 'ok' | 'overload' | 'not-ready' | 'failed';
}

/**
 * The call has its answer from another attempt: what is still queued may be dropped. An attempt that has run out of time
 * is not cancelled; its server was told its patience.
 */
export interface PoolCancel extends Message {
  readonly kind: 'pool/cancel';
  readonly call: number;
  readonly attempt: number;
}

export interface PoolHealthCheck extends Message {
  readonly kind: 'pool/health-check';
}

export interface PoolHealthy extends Message {
  readonly kind: 'pool/healthy';
}

/** To one balancer instance, drawn at random: this server has nothing to do (Join-Idle-Queue). */
export interface PoolIdle extends Message {
  readonly kind: 'pool/idle';
}

export type PoolMessage = PoolRequest | PoolResponse | PoolCancel | PoolHealthCheck | PoolHealthy | PoolIdle;

/** Headers of HTTP/2 and gRPC frames, compressed, and the fields above: what every message has on the wire. */
export const ENVELOPE_BYTES = 64;
