/** One decision a little earlier or later, or at the very time of another. */
import { decisionsOf, timeOf, withDecisions } from '../shrink/decisions.ts';
import { at } from './at.ts';
import type { Mutation } from './mutation.ts';

export const moveDecision: Mutation = {
  name: 'move-decision',
  weight: 4,
  apply(plan, { draw }) {
    const decisions = decisionsOf(plan);
    if (decisions.length === 0) return plan;
    const place = draw.integer(decisions.length);
    const moved = decisions[place];
    const by = draw.between(100, plan.duration / 8);
    const time = draw.chance(0.3)
      ? timeOf(draw.pick(decisions)) + draw.between(1, 5 * Math.max(1, plan.latency.max))
      : timeOf(moved) + (draw.chance(0.5) ? by : -by);
    return withDecisions(plan, decisions.with(place, at(moved, time)));
  },
};
