/** More trouble: a motif at the end of those that are there, or in the middle of them. */
import { configurationOf } from '../draw/draw-configuration.ts';
import { MOTIFS } from '../draw/motifs.ts';
import { createStage } from '../draw/stage.ts';
import { decisionsOf, timeOf, withDecisions } from '../shrink/decisions.ts';
import type { Mutation } from './mutation.ts';

/** Of the kinds of messages, how many the motif may meddle with. */
const KINDS = 0.3;

export const addMotif: Mutation = {
  name: 'add-motif',
  weight: 5,
  apply(plan, { draw, space, protocol }) {
    const decisions = decisionsOf(plan).filter((decision) => timeOf(decision) < plan.duration);
    const configuration = configurationOf(plan, protocol);
    const keys = [...new Set(plan.operations.map(({ key }) => key)), 'x'].slice(0, 3);
    const clients = 1 + Math.max(0, ...plan.operations.map(({ client }) => client));
    const kinds = space.messageKinds.length === 0 ? [] : draw.some(space.messageKinds, KINDS);
    const stage = createStage(
      configuration,
      { keys, clients, writes: ['write', 'append'] },
      { messageKinds: kinds, carriers: space.carriers },
      draw,
    );
    const motif = draw.weighted(MOTIFS.filter((each) => each.fits?.(stage) ?? true));
    const { patience } = configuration.rhythm;
    const after = decisions.length === 0 ? patience.max : timeOf(draw.pick(decisions));
    const over = motif.play(stage, after + draw.between(1, 2 * patience.max));
    const end = Math.max(plan.healing?.at ?? 0, Math.round(over + draw.between(1, patience.max)));
    return {
      ...withDecisions(plan, [...decisions, ...decisionsOf({ ...plan, ...stage.decisions() })]),
      healing: { within: 0, without: [], ...plan.healing, at: end },
    };
  },
};
