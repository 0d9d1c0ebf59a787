/** Which kinds of messages a protocol sends, from what it sends in a few runs with some trouble in them. */
import { getOrCreate } from '../core/get-or-create.ts';
import { drawPlan } from './draw-plan.ts';
import type { HuntSpace } from './hunt-space.ts';
import { runPlan } from './run-plan.ts';

const RUNS = 24;
/** What clients and the store say to each other is no business of the protocol. */
const OF_CLIENTS = 'store/';

export type LearntMessages = Required<Pick<HuntSpace, 'messageKinds' | 'carriers'>>;

export const NOTHING_LEARNT: LearntMessages = { messageKinds: [], carriers: [] };

/**
 * In alphabetical order; the same for the same space. Commands make messages longer, so that a kind of which some are
 * longer than others is taken to carry them.
 */
export function learnMessages(space: Omit<HuntSpace, keyof LearntMessages>): LearntMessages {
  const sizes = new Map<string, { min: number; max: number }>();
  for (let seed = 0; seed < RUNS; seed++) {
    runPlan(drawPlan({ ...space, ...NOTHING_LEARNT }, seed), {
      watch: (trace) =>
        trace.subscribe('message', ({ message, bytes }) => {
          const size = getOrCreate(sizes, message.kind, () => ({ min: bytes, max: bytes }));
          size.min = Math.min(size.min, bytes);
          size.max = Math.max(size.max, bytes);
        }),
    });
  }
  const messageKinds = [...sizes.keys()].filter((kind) => !kind.startsWith(OF_CLIENTS)).sort();
  const carriers = messageKinds.filter((kind) => {
    const { min, max } = sizes.get(kind) ?? { min: 0, max: 0 };
    return max > min;
  });
  return { messageKinds, carriers };
}
