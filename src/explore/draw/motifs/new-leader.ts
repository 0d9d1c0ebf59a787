/** What is read and written in the first moments of a new leader. */
import { reads, writes } from '../calls.ts';
import type { Motif } from '../motif.ts';
import { LEADER } from '../stage.ts';

export const newLeader: Motif = {
  name: 'new-leader',
  weight: 3,
  play(stage, at) {
    const { draw, rhythm, voters } = stage;
    const { patience } = rhythm;
    writes(stage, at - stage.moment(), 1 + draw.integer(3), stage.moment());
    const handedOver = voters > 1 && draw.chance(0.35);
    const away = draw.chance(0.5) ? stage.lull() : stage.absence();
    if (handedOver) stage.order(at, 'transfer-leadership', [draw.integer(voters)]);
    else stage.fault(at, draw.pick(['crash', 'isolate']), [LEADER], away);
    const elected = handedOver ? at : at + draw.between(patience.min / 2, 1.5 * patience.max);
    reads(stage, elected, handedOver ? patience.min : patience.max);
    reads(stage, elected, handedOver ? patience.min : patience.max);
    if (draw.chance(0.5)) writes(stage, elected, 1 + draw.integer(3), stage.moment());
    return elected + stage.lull();
  },
};
