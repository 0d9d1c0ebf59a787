/** Choices of a generator, all from one stream. */
import { exp } from '../../core/maths/exp.ts';
import { ln } from '../../core/maths/ln.ts';
import { type RandomStream, randomInteger } from '../../core/random/random-stream.ts';

export interface Draw {
  /** True with probability `share`. */
  chance(share: number): boolean;
  /** Uniform in 0..n−1. */
  integer(n: number): number;
  /** A whole number between the bounds, ends included, its logarithm uniform: every order of magnitude is as likely. */
  between(min: number, max: number): number;
  /** RangeError on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** By weight. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T;
  /** Each with probability `share`, in their order; never none of them. */
  some<T>(list: readonly T[], share: number): readonly T[];
}

export function createDraw(random: RandomStream): Draw {
  const draw: Draw = {
    chance: (share) => random() < share,
    integer: (n) => randomInteger(random, n),
    between(min, max) {
      const low = Math.max(1, min);
      if (max <= low) return Math.round(Math.max(min, max));
      return Math.min(Math.round(max), Math.round(low * exp(random() * ln(max / low))));
    },
    pick(list) {
      if (list.length === 0) throw new RangeError('nothing to choose from');
      return list[randomInteger(random, list.length)];
    },
    weighted(list) {
      let left = random() * list.reduce((sum, { weight }) => sum + weight, 0);
      const found = list.find(({ weight }) => {
        left -= weight;
        return left < 0;
      });
      return found ?? list[list.length - 1];
    },
    some(list, share) {
      const chosen = list.filter(() => random() < share);
      return chosen.length > 0 ? chosen : [draw.pick(list)];
    },
  };
  return draw;
}
