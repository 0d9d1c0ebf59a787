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

/** The stream `name` of the run `seed`. Names read as paths: `network/n1→n2`, `arrivals/web`, `node/n3/election`. */
export function randomStream(seed: number | string, name: string): RandomStream {
  const draw = seedrandom.alea(`${seed}/${name}`);
  for (let i = 0; i < DISCARDED_DRAWS; i++) draw();
  return draw;
}

/** Uniform integer in [0, n). */
export const randomInteger = (stream: RandomStream, n: number): number => Math.floor(stream() * n);
