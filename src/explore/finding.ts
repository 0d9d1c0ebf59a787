/** A run that broke a property. */
import type { Violation } from '../measure/result.ts';
import type { Plan } from './plan.ts';

export interface Finding {
  /** The first that was broken. */
  readonly violation: Violation;
  readonly plan: Plan;
  /** Number of the run in its campaign, from 0. */
  readonly run: number;
}
