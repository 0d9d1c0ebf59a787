/** Jobs that are submitted to a batch cluster: plain data. */
import type { DistributionSpec } from '../core/distributions/distribution.ts';
import type { Micros } from '../core/time.ts';
import type { ArrivalSpec } from './client.ts';

export interface JobClassSpec {
  readonly name: string;
  /** The batch cluster that runs them. */
  readonly target: string;
  readonly user: string;
  readonly priority: number;
  /** When jobs of this class are submitted. */
  readonly arrivals: ArrivalSpec;
  /** Least and most tasks of a job, drawn evenly. */
  readonly tasks: { readonly min: number; readonly max: number };
  /** Of each task: whole cores, and bytes. */
  readonly cores: number;
  readonly memory: number;
  /** Of a task on a machine of nominal speed. It belongs to the task: the same wherever it runs. */
  readonly runtime: DistributionSpec;
  /** A chance in 0..1 that an attempt takes `factor` times as long, drawn anew for every attempt. */
  readonly straggler: { readonly chance: number; readonly factor: number };
  /** All tasks start together or none. */
  readonly gang: boolean;
  /** Failed or preempted tasks start anew; this many failures of one task end the job. */
  readonly maxFailures: number;
  /** From submission to the end wanted; Infinity for none. Jobs that end later are counted as late. */
  readonly deadline: Micros;
}
