/** Nothing goes wrong for a while: replicas catch up, logs are compacted. */
import { writes } from '../calls.ts';
import type { Motif } from '../motif.ts';

export const peace: Motif = {
  name: 'peace',
  weight: 1,
  play(stage, at) {
    writes(stage, at, 1 + stage.draw.integer(6), stage.moment());
    return at + stage.absence();
  },
};
