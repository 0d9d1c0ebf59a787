/** Without one decision, or without a stretch of them. */
import { decisionsOf, withDecisions } from '../shrink/decisions.ts';
import type { Mutation } from './mutation.ts';

export const dropDecisions: Mutation = {
  name: 'drop-decisions',
  weight: 2,
  apply(plan, { draw }) {
    const decisions = decisionsOf(plan);
    if (decisions.length === 0) return plan;
    const from = draw.integer(decisions.length);
    const count = draw.chance(0.6) ? 1 : draw.between(1, decisions.length / 2);
    return withDecisions(plan, [...decisions.slice(0, from), ...decisions.slice(from + count)]);
  },
};
