/** What goes to a hunting thread and what comes back. */
import type { Trial } from '../../explore/campaign.ts';
import type { Finding } from '../../explore/finding.ts';
import type { HuntSpace } from '../../explore/hunt-space.ts';
import type { LearntMessages } from '../../explore/learn-messages.ts';
import type { Plan } from '../../explore/plan.ts';
import type { PlanOutcome } from '../../explore/plan-outcome.ts';

interface TaskBase {
  readonly space: HuntSpace;
  /** Absolute paths. */
  readonly plugins: readonly string[];
  /** Shared with the main thread: not 0 once everything is to stop. */
  readonly stop: Int32Array;
}

export interface RunTask extends TaskBase {
  readonly type: 'run';
  readonly trials: readonly Trial[];
  /** Shared with the main thread: how many of them have been run. */
  readonly done: Int32Array;
}

export interface ShrinkTask extends TaskBase {
  readonly type: 'shrink';
  readonly finding: Finding;
}

export interface LearnTask extends Pick<TaskBase, 'plugins'> {
  readonly type: 'learn';
  readonly space: Omit<HuntSpace, keyof LearntMessages>;
}

export type HuntTask = RunTask | ShrinkTask | LearnTask;

/** Of the trials that were run before everything stopped, in their order. */
export type RunAnswer = readonly PlanOutcome[];

export interface ShrinkAnswer {
  readonly plan: Plan;
  readonly shape: string;
  /** Of the shrunk run. */
  readonly detail: string;
  readonly atSeconds: number;
  /** Runs that shrinking took. */
  readonly tried: number;
  /** False where it was cut short. */
  readonly complete: boolean;
}
