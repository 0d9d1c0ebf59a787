/** Machines restart one after the other, at any moment, for any while: in the middle of elections above all. */
import type { Motif } from '../motif.ts';
import { LEADER } from '../stage.ts';

export const restarts: Motif = {
  name: 'restarts',
  weight: 2,
  play(stage, at) {
    const { draw, rhythm } = stage;
    const count = 2 + draw.integer(5);
    let time = at;
    if (draw.chance(0.5)) stage.fault(time, 'crash', [LEADER], stage.absence());
    for (let i = 0; i < count; i++) {
      time += draw.between(1, rhythm.patience.max);
      const kind = draw.chance(0.15) ? 'stop' : 'crash';
      stage.fault(time, kind, [draw.chance(0.25) ? stage.target() : stage.node()], stage.lull());
    }
    return time + stage.moment();
  },
};
