/** The leader, or whoever has just acknowledged, loses its power right after a write. */
import { writes } from '../calls.ts';
import type { Motif } from '../motif.ts';

export const crashAfterAppend: Motif = {
  name: 'crash-after-append',
  weight: 3,
  play(stage, at) {
    const { draw } = stage;
    writes(stage, at, 1 + draw.integer(3), stage.moment());
    const struck = at + stage.moment();
    const span = draw.chance(0.5) ? stage.lull() : stage.absence();
    stage.fault(struck, draw.chance(0.15) ? 'torn-write' : 'crash', [stage.target()], span);
    return struck + (draw.chance(0.6) ? span : stage.lull());
  },
};
