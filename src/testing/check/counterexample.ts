/** A run that breaks a property, made small: plain data. */
import type { Plan } from '../../explore/plan.ts';

export interface Counterexample {
  readonly protocol: string;
  /** The first property that is broken, by the original and by the small plan. */
  readonly property: string;
  /** What was seen, in the small one. */
  readonly detail: string;
  /** With `path`, what finds it again. */
  readonly seed: number;
  readonly path: string;
  /** Runs up to and including the first that failed. */
  readonly runs: number;
  readonly original: Plan;
  readonly plan: Plan;
  /** Runs that it took to make the plan small. */
  readonly shrinkRuns: number;
  /** Sentences in order of time, each with its instant. */
  readonly narrative: readonly string[];
  /** The scenario file that `fivenines run` replays. */
  readonly scenario: string;
}
