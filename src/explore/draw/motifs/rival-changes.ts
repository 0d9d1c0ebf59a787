/**
 * Two leaders change the membership, each without knowing of the other: one is cut off with a few friends when it gets
 * its order, and comes back with it; a replica that gives its vote and is then deaf to what is appended may side with
 * either. The pattern of the bug in single-server changes (D. Ongaro, raft-dev, 2015-07-10).
 */
import type { Micros } from '../../../core/time.ts';
import { machineName } from '../../shrink/machine-names.ts';
import { writes } from '../calls.ts';
import type { Motif } from '../motif.ts';
import type { Stage } from '../stage.ts';

/** Messages of a link that the deaf replica misses. */
const LOST = 40;

export const rivalChanges: Motif = {
  name: 'rival-changes',
  weight: 8,
  // Majorities of an even number and of one more or one less may miss each other.
  wishes: { voters: [4], spares: true },
  fits: ({ voters }) => voters > 2,
  play(stage, at) {
    const { draw, voters, spares, rhythm, carriers } = stage;
    const { patience } = rhythm;
    const old = draw.integer(voters);
    const deaf = (old + 1 + draw.integer(voters - 1)) % voters;
    const spare = spares > 0 ? [voters + draw.integer(spares)] : [];
    const friends = [old, ...(draw.chance(0.8) ? spare : [])];
    const others = Array.from({ length: voters }, (_, machine) => machine).filter((machine) => machine !== old);
    const rest = others.filter((machine) => machine !== deaf);
    if (draw.chance(0.9)) stage.order(at, 'transfer-leadership', [old]);

    const cut = at + 3 * rhythm.trip + stage.lull();
    const span = draw.between(1.5 * patience.max, 5 * patience.max);
    stage.fault(cut, 'partition', [named(friends), named(others)], span);
    if (draw.chance(0.8)) {
      for (const messages of carriers) {
        stage.fault(cut, 'tamper', [named(rest), machineName(deaf)], span, { messages, count: LOST });
      }
    }
    // One makes it easier to agree for those who are with the old leader, the other for those who are not.
    const first = cut + stage.moment();
    if (spare.length > 0 && draw.chance(0.5)) stage.order(first, 'add-voter', spare, stage.moment());
    else if (draw.chance(0.5)) stage.order(first, 'remove', [draw.pick(rest)], stage.moment());
    else change(stage, first, old, spare, stage.moment());
    const second = cut + draw.between(patience.min, 2 * patience.max);
    if (draw.chance(0.5)) stage.order(second, 'remove', [old], 2 * patience.max);
    else change(stage, second, old, spare, draw.chance(0.5) ? patience.max : undefined);
    if (draw.chance(0.3)) writes(stage, second, 1 + draw.integer(3), stage.moment());

    const back = cut + span;
    const again = stage.absence();
    const way = draw.integer(5);
    if (way < 3) stage.fault(back, 'partition', [named([...friends, deaf]), named(rest)], again);
    else if (way === 3) stage.fault(back + stage.lull(), draw.pick(['crash', 'isolate']), [named(rest)], again);
    return back + (draw.chance(0.5) ? again : stage.lull());
  },
};

const named = (machines: readonly number[]): string => machines.map(machineName).join(' and ');

function change(stage: Stage, at: Micros, old: number, spare: readonly number[], insists: Micros | undefined): void {
  const { draw, voters, spares } = stage;
  const way = draw.integer(6);
  if (way < 2 && spare.length > 0) stage.order(at, 'add-voter', spare, insists);
  else if (way < 4) stage.order(at, 'remove', [draw.chance(0.5) ? old : draw.integer(voters)], insists);
  else {
    const all = Array.from({ length: voters + spares }, (_, machine) => machine);
    stage.order(at, 'replace', draw.some(all, 0.5), insists);
  }
}
