/** The lead changes hands again and again, each leader appending a little before it falls: Figure 8 of the Raft paper. */
import type { ParameterValues } from '../../../core/parameters.ts';
import { writes } from '../calls.ts';
import type { Motif } from '../motif.ts';
import { LEADER } from '../stage.ts';

const WAYS = ['crash', 'isolate', 'pause', 'mixed'];

export const changingLeads: Motif = {
  name: 'changing-leads',
  weight: 3,
  play(stage, at) {
    const { draw, rhythm } = stage;
    const rounds = 2 + draw.integer(4);
    const way = draw.pick(WAYS);
    const { patience } = rhythm;
    let time = at;
    if (stage.fsync.max > 0 && draw.chance(0.25)) {
      const factor = draw.between(2, Math.max(4, (2 * patience.max) / stage.fsync.max));
      stage.fault(at - stage.lull(), 'slow-disk', [draw.chance(0.5) ? 'all nodes' : LEADER], 4 * stage.absence(), {
        factor,
      });
    }
    for (let round = 0; round < rounds; round++) {
      const kind = way === 'mixed' ? draw.pick(['crash', 'isolate', 'pause']) : way;
      writes(stage, time - stage.moment(), 1 + draw.integer(2), stage.moment());
      const parameters: ParameterValues = kind === 'isolate' ? { clients: draw.chance(0.5) } : {};
      stage.fault(time, kind, [LEADER], draw.between(patience.min / 2, 3 * patience.max), parameters);
      if (draw.chance(0.5)) writes(stage, time + stage.moment(), 1 + draw.integer(3), stage.moment());
      time += draw.between(patience.min / 2, 2.5 * patience.max);
    }
    return time;
  },
};
