/** Answers to clients are lost, so that they ask again for what was done. */
import { reads, writes } from '../calls.ts';
import type { Motif } from '../motif.ts';

const ANSWER = 'store/response';

export const lostAnswers: Motif = {
  name: 'lost-answers',
  weight: 1.5,
  play(stage, at) {
    const { draw } = stage;
    const action = draw.pick(['drop', 'drop', 'hold', 'duplicate']);
    const count = 1 + draw.integer(3);
    stage.fault(at, 'tamper', ['all nodes'], undefined, {
      messages: ANSWER,
      action,
      ...(action === 'drop' ? {} : { by: stage.absence() }),
      ...(count === 1 ? {} : { count }),
    });
    writes(stage, at, 1 + draw.integer(4), stage.moment());
    reads(stage, at + stage.moment(), stage.absence());
    return at + stage.lull();
  },
};
