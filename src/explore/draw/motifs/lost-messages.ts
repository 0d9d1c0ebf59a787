/** Single messages are lost, late or doubled while nothing else is wrong. */
import { writes } from '../calls.ts';
import type { Motif } from '../motif.ts';
import { tamperWith } from '../tamper-with.ts';

export const lostMessages: Motif = {
  name: 'lost-messages',
  weight: 2,
  play(stage, at) {
    const { draw } = stage;
    const count = 1 + draw.integer(4);
    for (let i = 0; i < count; i++) tamperWith(stage, at + draw.between(1, stage.lull()));
    writes(stage, at, 1 + draw.integer(5), stage.moment());
    return at + stage.absence();
  },
};
