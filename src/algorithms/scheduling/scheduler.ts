/**
 * The contract of a scheduler: which waiting task goes to which machine next, and whom it displaces. Tasks belong to
 * jobs, jobs to users; resources are vectors (cores, bytes of memory).
 *
 * A scheduler is told of what changes and keeps its own books, so that a step need not look at everything that waits. Its
 * host carries out what it says: `next` counts as done.
 */
import type { Parameters, ParameterValues } from '../../core/parameters.ts';
import type { Micros } from '../../core/time.ts';

/** Amounts by kind of resource, in an order that is the same for all. Sums are exact for whole numbers. */
export type Resources = readonly number[];

export interface WaitingTask {
  readonly id: number;
  readonly job: number;
  readonly user: number;
  /** Tasks of the same class are alike: what is learnt of one is expected of others. */
  readonly jobClass: number;
  /** Higher is more important. Which algorithms heed it, and which displace lower ones for it, they say. */
  readonly priority: number;
  readonly demand: Resources;
  readonly submittedAt: Micros;
  /** Tasks of the same gang start together or not at all; −1 for none. */
  readonly gang: number;
  /** A machine that it must not run on (where the task runs that it is a copy of); −1 for none. */
  readonly avoid: number;
}

export interface RunningTask extends WaitingTask {
  readonly machine: number;
  readonly startedAt: Micros;
}

/** One step. The host carries it out and asks again until the answer is undefined. */
export interface Placement {
  /** All tasks of a gang, or one task; each with its machine. */
  readonly place: readonly { readonly task: number; readonly machine: number }[];
  /** Running tasks that are stopped first, gangs as a whole. The host submits anew what is to wait again. */
  readonly preempt: readonly number[];
}

export interface Scheduler {
  /** A machine may run tasks from now on, or no more; none may at first. What ran on one that leaves has `ended` before. */
  machine(id: number, available: boolean): void;
  /** They wait from now on: a task, or all of a gang that are to start together. New ones, or ones that were stopped. */
  submit(tasks: readonly WaitingTask[]): void;
  /** A waiting task is wanted no more. */
  withdraw(task: number): void;
  /** A task runs no more: it came to its end after `runtime`, or (undefined) it failed or was stopped by its host. */
  ended(task: number, runtime: Micros | undefined): void;
  /** The next step that is possible now; undefined for none. Never asks for more than is free after the preemptions. */
  next(now: Micros): Placement | undefined;
}

export interface SchedulerEnvironment {
  /** What each machine has, by its id. */
  readonly machines: readonly Resources[];
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
  /** `options`: validated, defaults filled in. */
  create(environment: SchedulerEnvironment, options: ParameterValues): Scheduler;
}
