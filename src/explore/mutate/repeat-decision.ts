/** That again, some time later: one decision, or all within a stretch of time. */
import { decisionsOf, timeOf, withDecisions } from '../shrink/decisions.ts';
import { at } from './at.ts';
import type { Mutation } from './mutation.ts';

export const repeatDecision: Mutation = {
  name: 'repeat-decision',
  weight: 3,
  apply(plan, { draw }) {
    const decisions = decisionsOf(plan);
    if (decisions.length === 0) return plan;
    const first = draw.pick(decisions);
    const span = draw.chance(0.5) ? 0 : draw.between(1000, plan.duration / 4);
    const later = draw.between(1000, plan.duration / 3);
    const repeated = decisions.filter((each) => timeOf(each) >= timeOf(first) && timeOf(each) <= timeOf(first) + span);
    const list = span === 0 ? [first] : repeated;
    return withDecisions(plan, [...decisions, ...list.map((each) => at(each, timeOf(each) + later))]);
  },
};
