/** Machines are added, removed and exchanged, by leaders that come and go. Never more than the last voter is left out. */
import { joinParts, machineName } from '../../shrink/machine-names.ts';
import { writeElsewhere, writes } from '../calls.ts';
import type { Motif } from '../motif.ts';
import { LEADER, type Stage } from '../stage.ts';

export const membershipChanges: Motif = {
  name: 'membership-changes',
  weight: 7,
  wishes: { spares: true, options: ['alpha'] },
  fits: ({ voters, spares }) => voters + spares > 1,
  play(stage, at) {
    const { draw } = stage;
    const count = 1 + draw.integer(4);
    let time = at;
    for (let i = 0; i < count; i++) {
      orderChange(stage, time);
      // Now and then more than a window takes.
      if (draw.chance(0.3)) burst(stage, time);
      else if (draw.chance(0.5)) writes(stage, time, 1 + draw.integer(2), stage.moment());
      if (draw.chance(0.2)) {
        partWithFriends(stage, time + stage.moment());
      } else if (draw.chance(0.5)) {
        const kind = draw.pick(['crash', 'isolate', 'isolate', 'pause']);
        // A leader that is cut off before the order keeps the change to itself.
        const struck = time + stage.moment() * (draw.chance(0.5) ? 1 : -1);
        stage.fault(struck, kind, [draw.chance(0.7) ? LEADER : stage.node()], stage.absence());
      }
      time += draw.chance(0.5) ? stage.moment() : stage.absence();
    }
    return time;
  },
};

/** The leader goes on with somebody, or with all newcomers, and so do those it leaves. */
function partWithFriends(stage: Stage, at: number): void {
  const { draw, voters, spares, rhythm } = stage;
  const newcomers = Array.from({ length: spares }, (_, i) => machineName(voters + i));
  const friends = draw.pick([[], [stage.node()], newcomers]);
  stage.fault(at, 'partition', [joinParts([LEADER, ...friends]), 'nodes of store'], stage.absence());
  if (draw.chance(0.5)) writes(stage, at, 1 + draw.integer(3), stage.moment());
  if (draw.chance(0.5)) writeElsewhere(stage, at, 2 * rhythm.patience.max);
}

function burst(stage: Stage, at: number): void {
  const { draw } = stage;
  const count = 4 + draw.integer(9);
  const span = stage.moment();
  for (let i = 0; i < count; i++) writes(stage, at + draw.integer(2 * span) - span / 2, 1, 0);
}

function orderChange(stage: Stage, at: number): void {
  const { draw, voters, spares } = stage;
  const all = Array.from({ length: voters + spares }, (_, machine) => machine);
  const insists = draw.chance(0.5) ? stage.lull() : undefined;
  const way = draw.integer(10);
  if (way < 3 && spares > 0) stage.order(at, 'add-voter', [voters + draw.integer(spares)], insists);
  else if (way < 4) stage.order(at, 'add-voter', [draw.pick(all)], insists);
  else if (way < 5 && spares > 0) stage.order(at, 'add-learner', [voters + draw.integer(spares)], insists);
  else if (way < 7 && voters > 1) stage.order(at, 'remove', [1 + draw.integer(voters - 1)], insists);
  else stage.order(at, 'replace', draw.some(all, 0.5), insists);
}
