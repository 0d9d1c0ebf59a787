/** Leadership is handed over on order, with calls before, during and after it, and sometimes to a replica that is not there. */
import { reads, writeElsewhere, writes } from '../calls.ts';
import type { Motif } from '../motif.ts';

export const handover: Motif = {
  name: 'handover',
  weight: 2,
  fits: ({ voters }) => voters > 1,
  play(stage, at) {
    const { draw, voters } = stage;
    const to = draw.integer(voters);
    writes(stage, at - stage.moment(), 1 + draw.integer(3), stage.moment());
    if (draw.chance(0.3))
      stage.fault(at - stage.moment(), draw.pick(['crash', 'isolate']), [stage.node()], stage.absence());
    stage.order(at, 'transfer-leadership', [to]);
    if (draw.chance(0.4))
      stage.fault(at + stage.moment(), 'isolate', [stage.target()], stage.absence(), { clients: false });
    writeElsewhere(stage, at + stage.moment(), stage.lull());
    reads(stage, at + stage.moment(), stage.lull());
    return at + stage.lull();
  },
};
