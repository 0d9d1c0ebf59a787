/** A job as it is handed in. */
import type { Micros } from '../../core/time.ts';

export interface SubmittedJob {
  readonly jobClass: string;
  readonly user: string;
  readonly priority: number;
  /** Of each task: whole cores, and bytes. */
  readonly cores: number;
  readonly memory: number;
  /** All tasks start together or none. */
  readonly gang: boolean;
  /** Failures of one task that end the job. */
  readonly maxFailures: number;
  /** From now to the end wanted; Infinity for none. */
  readonly deadline: Micros;
  /** Of each task, on a machine of nominal speed: the same wherever and however often it runs. */
  readonly runtimes: readonly Micros[];
  /** How many times as long an attempt takes; attempts are numbered from 0. The same in every run of a seed. */
  stretch(task: number, attempt: number): number;
}
