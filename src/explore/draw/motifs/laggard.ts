/** A replica misses many entries, perhaps more than logs are kept for, catches up, and is needed at once. */
import { reads, writes } from '../calls.ts';
import type { Motif } from '../motif.ts';
import { LEADER } from '../stage.ts';
import { tamperWith } from '../tamper-with.ts';

export const laggard: Motif = {
  name: 'laggard',
  weight: 8,
  wishes: { voters: [3, 3, 5], transport: 'datagram', options: ['snapshotEvery', 'snapshotKeep', 'snapshotChunk'] },
  fits: ({ voters }) => voters > 1,
  play(stage, at) {
    const { draw, rhythm } = stage;
    const behind = draw.chance(0.6) ? stage.node() : draw.chance(0.5) ? LEADER : 'a follower of store';
    const count = 4 + draw.integer(14);
    const gap = Math.max(stage.moment(), rhythm.trip / 2);
    const span = count * gap + (draw.chance(0.5) ? stage.lull() : stage.absence());
    stage.fault(at, draw.pick(['isolate', 'isolate', 'crash', 'pause']), [behind], span);
    writes(stage, at + stage.lull() / 2, count, gap);
    const back = at + span;
    if (draw.chance(0.5)) stage.fault(back + stage.lull(), draw.pick(['crash', 'isolate']), [LEADER], stage.absence());
    if (draw.chance(0.3)) {
      const first = back + stage.moment();
      stage.fault(first, 'crash', [behind], stage.lull());
      if (draw.chance(0.3)) stage.fault(first, draw.pick(['crash', 'slow-disk']), ['all nodes'], stage.lull());
    }
    // In the middle of catching up, as a rule in answer to a sign of life.
    const catching = back + draw.between(rhythm.trip / 2, rhythm.beat + 12 * rhythm.trip);
    if (draw.chance(0.3))
      stage.fault(
        catching,
        draw.pick(['crash', 'isolate', 'pause']),
        [draw.chance(0.5) ? LEADER : behind],
        stage.lull(),
      );
    if (draw.chance(0.3)) tamperWith(stage, back - stage.moment());
    // One of the first things that it says, or is told, is lost.
    if (draw.chance(0.5)) {
      const way = behind === LEADER || draw.chance(0.6) ? [behind] : [LEADER, behind];
      const parameters = { skip: draw.integer(10), count: 1 + draw.integer(2) };
      stage.fault(back - draw.integer(Math.max(1, rhythm.trip)), 'tamper', way, stage.absence(), parameters);
    } else if (draw.chance(0.3)) {
      const lossy = draw.chance(0.7) ? behind : 'all nodes';
      stage.fault(back, 'link-loss', [lossy], stage.absence(), { share: draw.pick([0.1, 0.3, 0.5]) });
    }
    if (draw.chance(0.2)) stage.fault(back + stage.lull(), 'crash', ['all nodes'], stage.lull());
    if (draw.chance(0.4)) reads(stage, back + stage.lull(), stage.absence());
    return back + stage.lull();
  },
};
