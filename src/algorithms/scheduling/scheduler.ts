/**
 * The contract of a scheduler: which waiting task goes to which machine next, and whom it displaces. Tasks belong to
 * jobs, jobs to users; resources are vectors (cores, bytes of memory).
 */
import type { Parameters, ParameterValues } from '../../core/parameters.ts';
import type { Micros } from '../../core/time.ts';

/** Amounts by kind of resource, in an order that is the same for all. */
export type Resources = readonly number[];

export interface WaitingTask {
  readonly id: number;
  readonly job: number;
  readonly user: number;
  /** Higher goes first and may displace lower. */
  readonly priority: number;
  readonly demand: Resources;
  readonly submittedAt: Micros;
  /** Tasks of the same gang start together or not at all; −1 for none. */
  readonly gang: number;
}

export interface RunningTask extends WaitingTask {
  readonly machine: number;
  readonly startedAt: Micros;
}

export interface Machine {
  readonly id: number;
  readonly capacity: Resources;
  /** What running tasks leave. */
  readonly free: Resources;
  readonly available: boolean;
}

export interface ClusterState {
  readonly now: Micros;
  readonly machines: readonly Machine[];
  /** In order of submission. */
  readonly waiting: readonly WaitingTask[];
  readonly running: readonly RunningTask[];
}

/** One step. The host carries it out and asks again until the answer is undefined. */
export interface Placement {
  /** All tasks of a gang, or one task; each with its machine. */
  readonly place: readonly { readonly task: number; readonly machine: number }[];
  /** Running tasks that are stopped first and wait anew. */
  readonly preempt: readonly number[];
}

export interface Scheduler {
  /** The next step that is possible now; undefined for none. Never asks for more than is free after the preemptions. */
  next(state: ClusterState): Placement | undefined;
  /** A task has run there to its end, for `runtime`. */
  finished?(task: RunningTask, runtime: Micros): void;
}

export interface SchedulerEnvironment {
  /** Uniform in [0, 1). */
  random(): number;
}

export interface SchedulingAlgorithm {
  /** Kebab-case, as scenarios write it. */
  readonly name: string;
  /** One line for `fivenines list`. */
  readonly summary: string;
  readonly source: string;
  readonly options: Parameters;
  create(environment: SchedulerEnvironment, options: ParameterValues): Scheduler;
}
