/** Clocks that run fast or slow, as far as the protocol bears it, or whose time of day jumps; then the leader is cut off. */
import { reads, writeElsewhere } from '../calls.ts';
import type { Motif } from '../motif.ts';
import { LEADER } from '../stage.ts';

/** Parts per million that the fault can do. */
const MOST = 100_000;

export const clocks: Motif = {
  name: 'clocks',
  weight: 1,
  play(stage, at) {
    const { draw, rhythm, driftBound } = stage;
    const span = 3 * stage.absence();
    const fast = draw.chance(0.5);
    if (draw.chance(0.3)) {
      const by = draw.between(1, 2 * rhythm.patience.max);
      stage.fault(at, 'clock-jump', [stage.target()], undefined, { by: fast ? by : -by });
    } else if (driftBound > 0) {
      const rate = Math.min(driftBound, MOST);
      stage.drift(at, fast ? rate : -rate, span);
    }
    const isolated = at + stage.lull();
    stage.fault(isolated, draw.pick(['isolate', 'pause']), [LEADER], stage.absence(), {});
    writeElsewhere(stage, isolated + stage.lull(), rhythm.patience.max);
    reads(stage, isolated + stage.lull(), rhythm.patience.max);
    return isolated + stage.lull();
  },
};
