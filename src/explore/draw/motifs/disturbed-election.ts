/** An election during which single messages are lost, late or doubled, and voters restart. */
import { writes } from '../calls.ts';
import type { Motif } from '../motif.ts';
import { LEADER } from '../stage.ts';
import { tamperWith } from '../tamper-with.ts';

export const disturbedElection: Motif = {
  name: 'disturbed-election',
  weight: 3,
  play(stage, at) {
    const { draw, voters } = stage;
    const away = draw.chance(0.5) ? stage.lull() : stage.absence();
    writes(stage, at - stage.moment(), draw.integer(3), stage.moment());
    const count = 1 + draw.integer(3);
    for (let i = 0; i < count; i++) tamperWith(stage, at - stage.moment());
    if (voters > 1 && draw.chance(0.2)) stage.order(at, 'transfer-leadership', [draw.integer(voters)]);
    else stage.fault(at, draw.pick(['crash', 'crash', 'isolate', 'pause']), [LEADER], away);
    if (draw.chance(0.4)) stage.fault(at + stage.absence() / 2, 'crash', [stage.node()], stage.lull());
    return at + stage.absence();
  },
};
