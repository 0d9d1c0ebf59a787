/** Whether a plan is one that the options of a check ask for: shrinking must not leave them. */
import type { Plan } from '../../explore/plan.ts';
import type { HuntedPlanOptions } from './hunted-plans.ts';

/** Faults that drawing and shrinking put in place of chance and of many. */
const ALWAYS = ['heal'];

export function admittedBy(options: HuntedPlanOptions): (plan: Plan) => boolean {
  const { voters, spares = Number.POSITIVE_INFINITY, faults, configuration = {}, orders = true } = options;
  const kinds = faults === undefined ? undefined : new Set([...ALWAYS, ...faults]);
  const fixed = Object.entries(configuration).map(([name, value]) => [name, JSON.stringify(value)]);
  return (plan) =>
    (voters === undefined || (plan.voters >= voters.min && plan.voters <= voters.max)) &&
    plan.spares <= spares &&
    (orders || plan.orders.length === 0) &&
    plan.faults.every(({ kind }) => kinds?.has(kind) ?? true) &&
    fixed.every(([name, value]) => JSON.stringify(plan.options[name]) === value);
}
