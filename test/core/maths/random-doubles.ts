/** A fixed sequence of doubles of every magnitude, subnormals included: random bits from a 32-bit linear congruence. */
import { fromWords } from '../../../src/core/maths/float-bits.ts';

export function randomDoubles(count: number, seed: number): number[] {
  let state = seed | 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state;
  };
  return Array.from({ length: count }, () => fromWords(next(), next()));
}
