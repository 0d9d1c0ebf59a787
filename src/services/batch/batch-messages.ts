/** What the manager of a batch cluster and the executors on its machines say to each other. */
import type { Micros } from '../../core/time.ts';

/** One run of a task on a machine. */
export interface Attempt {
  /** Unique within the cluster. */
  readonly id: number;
  readonly job: number;
  readonly task: number;
  /** A speculative copy. */
  readonly copy: boolean;
  readonly cores: number;
  readonly memory: number;
  /** On each of its cores, at nominal speed. */
  readonly work: Micros;
}

export type StopReason = 'preempted' | 'superseded' | 'failed';

export type BatchMessage =
  /** From an executor that has nothing to do: it has just started, or has dropped all that it had. */
  | { readonly kind: 'batch/hello'; readonly life: number }
  /** For that life of the executor only. */
  | { readonly kind: 'batch/start'; readonly life: number; readonly attempt: Attempt }
  | { readonly kind: 'batch/stop'; readonly attempt: number; readonly reason: StopReason }
  | { readonly kind: 'batch/finished'; readonly attempt: number; readonly job: number; readonly task: number }
  /** So that a connection that carries nothing else is seen to break. */
  | { readonly kind: 'batch/heartbeat' }
  /** Drop everything and say hello. */
  | { readonly kind: 'batch/reset' };

/** On the wire, each: an RPC with a small body. */
export const BATCH_MESSAGE_BYTES = 256;
