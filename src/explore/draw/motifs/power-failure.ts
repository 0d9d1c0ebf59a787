/** All or most lose their power at once, right after writes, and come back. */
import { writes } from '../calls.ts';
import type { Motif } from '../motif.ts';

const GROUPS = ['all nodes', 'all nodes', 'a majority of store', 'a minority of store', 'followers of store'];

export const powerFailure: Motif = {
  name: 'power-failure',
  weight: 2,
  play(stage, at) {
    const { draw } = stage;
    writes(stage, at, 1 + draw.integer(3), stage.moment());
    const struck = at + stage.moment();
    const span = stage.lull();
    const groups = stage.voters > 1 ? GROUPS : ['all nodes'];
    stage.fault(struck, 'crash', [draw.pick(groups)], span, draw.chance(0.2) ? { torn: true } : {});
    if (draw.chance(0.3)) stage.fault(struck + span + stage.lull(), 'crash', [stage.target()], stage.absence());
    return struck + span + stage.moment();
  },
};
