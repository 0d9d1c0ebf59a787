/** Shrinks a plan whose run breaks a property, by running candidates: what a hunt does with a finding. */
import type { Plan } from '../plan.ts';
import { runPlan } from '../run-plan.ts';
import { recordDeliveries } from './record-deliveries.ts';
import { type ShrinkOptions, type Shrunk, shrinkPlan } from './shrink-plan.ts';

/** `property` must be the first that the run of `plan` breaks; it is the first that the run of the result breaks. */
export function shrinkViolation(
  plan: Plan,
  property: string,
  options: Omit<ShrinkOptions, 'liveness' | 'deliveriesOf'> = {},
): Shrunk {
  const violates = (candidate: Plan): boolean => runPlan(candidate).violations[0]?.property === property;
  return shrinkPlan(plan, violates, { ...options, liveness: property === 'liveness', deliveriesOf: recordDeliveries });
}
