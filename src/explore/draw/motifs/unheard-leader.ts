/**
 * Leaders that are elected and not heard: what they append reaches nobody, until it does. Two take turns, each away while
 * the other leads: tails of several terms that contradict each other, as in Figure 8 of the Raft paper.
 */
import { machineName } from '../../shrink/machine-names.ts';
import type { Motif } from '../motif.ts';

/** Messages of a link that are lost in a turn. */
const LOST = 30;
/** Turns: with four, the first leader returns with a tail that is older than that of the second, and leads again. */
const TURNS = [2, 3, 4, 4, 5];
/** Messages that pass before, in later turns. */
const HEARD = [0, 1, 1, 2, 2, 2, 3, 3, 4, 5];

export const unheardLeader: Motif = {
  name: 'unheard-leader',
  weight: 8,
  wishes: { voters: [3, 3, 5], options: ['maxEntriesPerMessage'] },
  fits: ({ voters, carriers }) => voters > 2 && carriers.length > 0,
  play(stage, at) {
    const { draw, voters, habits, rhythm, carriers } = stage;
    const { patience } = rhythm;
    const first = draw.integer(voters);
    const pair = [first, (first + 1 + draw.integer(voters - 1)) % voters];
    const turns = draw.pick(TURNS);
    const away = draw.pick(['crash', 'isolate']);
    if (draw.chance(0.7)) stage.order(at - stage.lull(), 'transfer-leadership', [first]);
    let time = at;
    for (let turn = 0; turn < turns; turn++) {
      const [leads, rests] = [pair[turn % 2], machineName(pair[(turn + 1) % 2])];
      const span = draw.between(1.2 * patience.max, 3 * patience.max);
      if (turn > 0) stage.fault(time, away, [rests], span + stage.moment());
      // Later on it is heard for a few messages: enough for some of what it has, and not for all.
      const skip = turn > 1 || draw.chance(0.2) ? draw.pick(HEARD) : 0;
      for (const messages of carriers) {
        const parameters = { messages, count: LOST, ...(skip === 0 ? {} : { skip }) };
        stage.fault(time, 'tamper', [machineName(leads)], span, parameters);
      }
      for (let i = 1 + draw.integer(3); i > 0; i--) {
        stage.call(time + draw.between(1, span), draw.pick(habits.writes), { via: leads });
      }
      time += span;
    }
    return time + stage.lull();
  },
};
