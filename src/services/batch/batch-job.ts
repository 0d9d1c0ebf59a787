/** Jobs as the manager of a batch cluster keeps them. */
import type { Micros } from '../../core/time.ts';
import type { SubmittedJob } from './submitted-job.ts';

export interface BatchJob {
  readonly id: number;
  readonly of: SubmittedJob;
  /** Numbers of user and class, for schedulers. */
  readonly user: number;
  readonly jobClass: number;
  /** On the manager's clock. */
  readonly submittedAt: Micros;
  readonly tasks: readonly BatchTask[];
  /** Tasks that are not done. */
  left: number;
  /** How long finished tasks took, ascending. */
  readonly durations: Micros[];
  /** Tasks that were given a second copy. */
  copies: number;
}

export interface BatchTask {
  readonly job: BatchJob;
  readonly index: number;
  done: boolean;
  attempts: number;
  failures: number;
  /** It, and a copy of it if there is one: waiting or running. */
  readonly claims: Claim[];
}

/** A claim to run once: what schedulers know as a task, and executors as an attempt. */
export interface Claim {
  readonly id: number;
  readonly task: BatchTask;
  readonly copy: boolean;
  /** Claims that start and stop together; −1 for none. */
  readonly gang: number;
  /** Position of the machine that it runs on; −1 while it waits. */
  machine: number;
  startedAt: Micros;
}

export const isRunning = ({ machine }: Claim): boolean => machine >= 0;
