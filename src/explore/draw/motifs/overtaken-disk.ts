/**
 * A disk so slow that what it writes is overtaken: the replica follows a leader that is cut off with it, then another one
 * that replaces what is still being written, and loses its power when the disk has answered. Meanwhile it is needed for
 * the majority; then the others are on their own. (The ABA problem of storage that answers late.)
 */
import { machineName } from '../../shrink/machine-names.ts';
import { reads, writes } from '../calls.ts';
import type { Motif } from '../motif.ts';

export const overtakenDisk: Motif = {
  name: 'overtaken-disk',
  weight: 6,
  wishes: { voters: [5] },
  fits: ({ voters, fsync }) => voters > 2 && fsync.max > 0,
  play(stage, at) {
    const { draw, voters, rhythm, fsync, habits } = stage;
    const { patience } = rhythm;
    const first = draw.integer(voters);
    const [old, slow, ...rest] = Array.from({ length: voters }, (_, i) => (first + i) % voters);
    if (draw.chance(0.8)) stage.order(at, 'transfer-leadership', [old]);

    const cut = at + 3 * rhythm.trip + stage.lull();
    const apart = draw.between(1.2 * patience.max, 2.5 * patience.max);
    const takes = apart + draw.between(patience.min / 2, 2 * patience.max);
    const factor = Math.max(2, Math.round((2 * takes) / (fsync.min + fsync.max)));
    stage.fault(cut, 'partition', [named([old, slow]), named(rest)], apart);
    const answered = cut + Math.round(takes * (1 + draw.integer(50) / 100));
    // A sync covers what has come while the one before it went on: several writes, if it slows down in their midst.
    const slows = cut + (draw.chance(0.7) ? stage.moment() : 0);
    stage.fault(slows, 'slow-disk', [machineName(slow)], answered - slows, { factor });
    for (let i = 2 + draw.integer(5); i > 0; i--) {
      stage.call(cut + stage.moment(), draw.pick(habits.writes), { via: old });
    }

    // Back among others, as many as make a majority with it.
    const back = cut + apart;
    const needed = Math.ceil((voters - 1) / 2);
    const away = draw.chance(0.8) ? [old, ...rest.slice(needed)] : [old];
    stage.fault(
      back,
      'partition',
      [named(away), named([slow, ...rest.slice(0, needed)])],
      answered - back + stage.lull(),
    );
    for (let i = 2 + draw.integer(4); i > 0; i--) {
      stage.call(back + draw.between(1, answered - back), draw.pick(habits.writes), {
        via: rest[draw.integer(needed)],
      });
    }
    if (draw.chance(0.8)) stage.fault(answered, 'crash', [machineName(slow)], stage.lull());

    const then = answered + stage.moment();
    const span = draw.between(1.5 * patience.max, 5 * patience.max);
    if (draw.chance(0.8)) stage.fault(then, 'partition', [named([...away, slow]), named(rest.slice(0, needed))], span);
    writes(stage, then + patience.max, draw.integer(3), stage.moment());
    if (draw.chance(0.3)) reads(stage, then + patience.max, span);
    return then + span;
  },
};

const named = (machines: readonly number[]): string => machines.map(machineName).join(' and ');
