/** Everything from some time on later, or sooner: other things get done in between. */
import { decisionsOf, timeOf, withDecisions } from '../shrink/decisions.ts';
import { at } from './at.ts';
import type { Mutation } from './mutation.ts';

export const stretch: Mutation = {
  name: 'stretch',
  weight: 2,
  apply(plan, { draw }) {
    const decisions = decisionsOf(plan);
    if (decisions.length === 0) return plan;
    const from = timeOf(draw.pick(decisions));
    const by = draw.between(1000, plan.duration / 8) * (draw.chance(0.5) ? 1 : -1);
    const moved = decisions.map((each) => (timeOf(each) < from ? each : at(each, Math.max(from, timeOf(each) + by))));
    const { healing } = plan;
    const end = healing === undefined ? undefined : { ...healing, at: Math.max(1, healing.at + by) };
    return { ...withDecisions(plan, moved), healing: end };
  },
};
