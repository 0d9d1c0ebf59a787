/**
 * Leaders that are elected and not heard: what they append reaches nobody, until it does. Two take turns, each away while
 * the other leads: tails of several terms that contradict each other, as in Figure 8 of the Raft paper.
 */
import { machineName } from '../../shrink/machine-names.ts';
import type { Motif } from '../motif.ts';

/** Messages of a link that are lost in a turn. */
const LOST = 30;

export const unheardLeader: Motif = {
  name: 'unheard-leader',
  weight: 4,
  fits: ({ voters, carriers }) => voters > 2 && carriers.length > 0,
  play(stage, at) {
    const { draw, voters, habits, rhythm, carriers } = stage;
    const { patience } = rhythm;
    const messages = draw.pick(carriers);
    const first = draw.integer(voters);
    const pair = [first, (first + 1 + draw.integer(voters - 1)) % voters];
    const turns = 2 + draw.integer(3);
    if (draw.chance(0.5)) stage.order(at - stage.lull(), 'transfer-leadership', [first]);
    let time = at;
    for (let turn = 0; turn < turns; turn++) {
      const [leads, away] = [pair[turn % 2], machineName(pair[(turn + 1) % 2])];
      const span = draw.between(1.2 * patience.max, 3 * patience.max);
      const heard = turn > 0 && draw.chance(turn === turns - 1 ? 0.7 : 0.3);
      if (turn > 0) stage.fault(time, draw.pick(['crash', 'isolate']), [away], span + stage.moment());
      if (!heard) stage.fault(time, 'tamper', [machineName(leads)], span, { messages, count: LOST });
      for (let i = 1 + draw.integer(3); i > 0; i--) {
        stage.call(time + draw.between(1, span), draw.pick(habits.writes), { via: leads });
      }
      if (heard) {
        const cut = time + draw.between(patience.min / 2, span);
        stage.fault(cut, draw.pick(['crash', 'isolate']), [machineName(leads)], stage.absence());
        time = cut;
      } else time += span;
    }
    return time + stage.lull();
  },
};
