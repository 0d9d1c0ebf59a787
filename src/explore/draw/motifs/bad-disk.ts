/** A disk that is slow or full for a while, with writes to it, and perhaps a loss of power before it is done. */
import { writes } from '../calls.ts';
import type { Motif } from '../motif.ts';
import { LEADER } from '../stage.ts';

export const badDisk: Motif = {
  name: 'bad-disk',
  weight: 2,
  fits: ({ fsync }) => fsync.max > 0,
  play(stage, at) {
    const { draw, rhythm, fsync } = stage;
    const target = draw.chance(0.2) ? 'all nodes' : stage.target();
    const span = stage.absence();
    if (draw.chance(0.25)) stage.fault(at, 'disk-full', [target], span);
    else
      stage.fault(at, 'slow-disk', [target], span, {
        factor: draw.between(2, Math.max(4, (2 * rhythm.patience.max) / fsync.max)),
      });
    writes(stage, at, 1 + draw.integer(4), stage.moment());
    if (draw.chance(0.5)) stage.fault(at + stage.lull(), draw.pick(['crash', 'isolate']), [LEADER], stage.absence());
    if (draw.chance(0.4)) stage.fault(at + stage.lull(), 'crash', [target], stage.lull());
    return at + (draw.chance(0.5) ? span : stage.lull());
  },
};
