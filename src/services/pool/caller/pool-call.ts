/** What a caller asks of a pool, and how that can end. */
import type { Micros } from '../../../core/time.ts';

export interface PoolCall {
  /** Integer in [0, 2³²): hash of what it is about. */
  readonly key: number;
  /** −1 for none. */
  readonly session: number;
  /** Higher is more important. */
  readonly priority: number;
  /** CPU time at nominal speed: the same in every attempt. */
  readonly work: Micros;
  /** How long its caller waits; no longer than the policy's timeout. */
  readonly timeout: Micros;
}

/**
 * `ok`; `timeout`: no answer in time; `overload`, `not-ready`, `failed`: as the last server said; `disconnected`: the
 * connection broke; `retry-budget`: one of these, and a retry was due that the budget did not allow; `no-backend`: the
 * list is empty; `breaker-open`: refused here, by the circuit breaker or its limit of requests under way.
 */
export type PoolOutcome =
  | 'ok'
  | 'timeout'
  | 'overload'
  | 'not-ready'
  | 'failed'
  | 'no-backend'
  | 'breaker-open'
  | 'retry-budget'
  | 'disconnected';

/**
 * Tells the end of a call, once, and never while `call` itself runs. `attempts`: requests sent, hedges included. `lost`:
 * an attempt had no answer and may have been carried out.
 */
export type PoolCallEnd = (outcome: PoolOutcome, attempts: number, lost: boolean) => void;
