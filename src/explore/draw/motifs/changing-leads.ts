/** The lead changes hands again and again, each leader appending a little before it falls: Figure 8 of the Raft paper. */
import { writes } from '../calls.ts';
import type { Motif } from '../motif.ts';
import { LEADER } from '../stage.ts';

const WAYS = ['crash', 'isolate', 'pause', 'mixed'];

export const changingLeads: Motif = {
  name: 'changing-leads',
  weight: 4,
  play(stage, at) {
    const { draw, rhythm } = stage;
    const rounds = 2 + draw.integer(4);
    const way = draw.pick(WAYS);
    const { patience } = rhythm;
    let time = at;
    for (let round = 0; round < rounds; round++) {
      const kind = way === 'mixed' ? draw.pick(['crash', 'isolate', 'pause']) : way;
      writes(stage, time - stage.moment(), 1 + draw.integer(2), stage.moment());
      stage.fault(time, kind, [LEADER], draw.between(patience.min / 2, 3 * patience.max));
      time += draw.between(patience.min / 2, 2.5 * patience.max);
    }
    return time;
  },
};
