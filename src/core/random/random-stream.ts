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

/** Numbers of a stream's state, and how many streams share an array. */
const STATE = 4;
const SHARED = 256;
let states = new Float64Array(STATE * SHARED);
let used = 0;

/**
 * The stream `name` of the run `seed`. Names read as paths: `network/n1→n2`, `arrivals/web`, `node/n3/election`.
 * Seeded by the library and stepped here: its own generator carries several closures, which a hundred thousand links
 * would have to keep; the draws are the same.
 */
export function randomStream(seed: number | string, name: string): RandomStream {
  const { c, s0, s1, s2 } = seedrandom.alea(`${seed}/${name}`, { state: true }).state();
  if (used === SHARED) {
    states = new Float64Array(STATE * SHARED);
    used = 0;
  }
  // Side by side in an array: one cache line; captured variables and fields would be boxed one by one.
  const state = states;
  const at = STATE * used++;
  state.set([s0, s1, s2, c], at);
  const draw: RandomStream = () => {
    const t = 2091639 * state[at] + state[at + 3] * TWO_TO_MINUS_32;
    const carry = t | 0;
    const next = t - carry;
    state[at] = state[at + 1];
    state[at + 1] = state[at + 2];
    state[at + 2] = next;
    state[at + 3] = carry;
    return next;
  };
  for (let i = 0; i < DISCARDED_DRAWS; i++) draw();
  return draw;
}

/** Uniform integer in [0, n). */
export const randomInteger = (stream: RandomStream, n: number): number => Math.floor(stream() * n);
