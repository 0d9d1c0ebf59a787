/** The leader is cut off or stands still, others elect, clients that believe in it go on asking it, and it comes back. */
import { reads, writeElsewhere, writes } from '../calls.ts';
import type { Motif } from '../motif.ts';
import { LEADER } from '../stage.ts';

export const deposedLeader: Motif = {
  name: 'deposed-leader',
  weight: 4,
  play(stage, at) {
    const { draw, rhythm } = stage;
    const { patience } = rhythm;
    const span = stage.absence();
    const way = draw.integer(6);
    if (draw.chance(0.7)) writes(stage, at - stage.moment(), 1 + draw.integer(4), stage.moment());
    if (way < 3) stage.fault(at, 'isolate', [LEADER], span, { clients: draw.chance(0.3) });
    else if (way === 3) stage.fault(at, 'pause', [LEADER], span);
    else if (way === 4) stage.fault(at, 'one-way-partition', [LEADER, 'nodes of store'], span);
    else stage.fault(at, 'partition', [`${LEADER} and ${stage.node()}`, 'nodes of store'], span);
    // What nobody else will get: a tail that has to go again.
    if (draw.chance(0.6)) writes(stage, at + stage.moment(), 1 + draw.integer(8), stage.moment());
    if (draw.chance(0.7)) writeElsewhere(stage, at + draw.between(patience.min / 2, patience.max), patience.max);
    if (draw.chance(0.7)) reads(stage, at + draw.between(patience.min / 2, 2 * patience.max), patience.max);
    if (draw.chance(0.3)) {
      const other = draw.chance(0.5) ? LEADER : stage.node();
      stage.fault(at + span - stage.moment(), draw.pick(['crash', 'isolate']), [other], stage.absence());
    }
    return at + (draw.chance(0.6) ? span : draw.between(patience.min / 2, span)) + stage.moment();
  },
};
