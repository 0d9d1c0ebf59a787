/** Disks that lie, rot or are replaced by empty ones: beyond what any consensus protocol bears. */
import { writes } from '../calls.ts';
import type { Motif } from '../motif.ts';

export const unborneDisks: Motif = {
  name: 'unborne-disks',
  weight: 8,
  play(stage, at) {
    const { draw } = stage;
    const target = stage.target();
    const kind = draw.pick(['wipe', 'lost-fsync', 'bit-rot']);
    writes(stage, at, 1 + draw.integer(4), stage.moment());
    stage.fault(at, kind, [target], kind === 'bit-rot' ? undefined : stage.absence());
    if (kind !== 'wipe') stage.fault(at + stage.lull(), 'crash', [target], stage.lull());
    return at + stage.absence();
  },
};
