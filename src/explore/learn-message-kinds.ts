/** Which kinds of messages a protocol sends, from what it sends in a few runs with some trouble in them. */

import { drawPlan } from './draw-plan.ts';
import type { HuntSpace } from './hunt-space.ts';
import type { Plan } from './plan.ts';
import { runPlan } from './run-plan.ts';

const RUNS = 24;
/** What clients and the store say to each other is no business of the protocol. */
const OF_CLIENTS = 'store/';

/** In alphabetical order; the same for the same space. */
export function learnMessageKinds(space: Omit<HuntSpace, 'messageKinds'>): readonly string[] {
  const kinds = new Set<string>();
  for (let seed = 0; seed < RUNS; seed++) {
    const plan: Plan = drawPlan({ ...space, messageKinds: [] }, seed);
    runPlan(plan, {
      watch: (trace) => trace.subscribe('message', ({ message }) => kinds.add(message.kind)),
    });
  }
  return [...kinds].filter((kind) => !kind.startsWith(OF_CLIENTS)).sort();
}
