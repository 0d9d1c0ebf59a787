/**
 * A named stream of random numbers: the same seed and name give the same draws, whatever else the run draws.
 * That is what makes two algorithms comparable under the same arrivals and faults (common random numbers).
 *
 * Source of the generator: Baagøe's Alea, as `seedrandom.alea`; unseeded it would be one fixed stream and a bare
 * `seedrandom()` a truly random one, so this file is the only place that calls it, and always with a seed.
 */
import seedrandom from 'seedrandom';

/** Draws uniform numbers in [0, 1). Zero can occur: take `ln(1 - u)`, never `ln(u)`. */
export type RandomStream = () => number;

/** Alea's first outputs after seeding are correlated across similar seeds. */
const DISCARDED_DRAWS = 8;

const TWO_TO_MINUS_32 = 2.3283064365386963e-10;

/**
 * The stream `name` of the run `seed`. Names read as paths: `network/n1→n2`, `arrivals/web`, `node/n3/election`.
 * Seeded by the library and stepped here: its own generator carries several closures, which a hundred thousand links
 * would have to keep; the draws are the same.
 */
export function randomStream(seed: number | string, name: string): RandomStream {
  const { c, s0, s1, s2 } = seedrandom.alea(`${seed}/${name}`, { state: true }).state();
  // In fields, which hold doubles in place; a captured variable would be boxed anew at every draw.
  const state = { c, s0, s1, s2 };
  const draw: RandomStream = () => {
    const t = 2091639 * state.s0 + state.c * TWO_TO_MINUS_32;
    state.s0 = state.s1;
    state.s1 = state.s2;
    state.c = t | 0;
    state.s2 = t - state.c;
    return state.s2;
  };
  for (let i = 0; i < DISCARDED_DRAWS; i++) draw();
  return draw;
}

/** Uniform integer in [0, n). */
export const randomInteger = (stream: RandomStream, n: number): number => Math.floor(stream() * n);
