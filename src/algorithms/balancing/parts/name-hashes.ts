/**
 * Names as 64 bits, in two halves, and what consistent hashing makes of them: hashes of a name together with a number.
 * 64, since with 32 two of a thousand backends would share all of their points once in ten thousand lists.
 */
import { mix32 } from '../../../core/hash/mix32.ts';
import { murmur3 } from '../../../core/hash/murmur3.ts';
import type { Backend } from '../balancer.ts';

const SECOND_SEED = 0x9e3779b9;

/** By position. */
export interface NameHashes {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

export const hashNames = (backends: readonly Backend[]): NameHashes => ({
  first: Uint32Array.from(backends, ({ name }) => murmur3(name)),
  second: Uint32Array.from(backends, ({ name }) => murmur3(name, SECOND_SEED)),
});

/** A hash of the backend's name and `number`, an integer in [0, 2³²). */
export const hashWith = ({ first, second }: NameHashes, backend: number, number: number): number =>
  mix32(first[backend] ^ mix32(second[backend] + number));

/** Positions in the order of the names, so that what is built does not depend on the order of the list. */
export const orderOfNames = (backends: readonly Backend[]): Int32Array =>
  Int32Array.from(backends.keys()).sort((a, b) => (backends[a].name < backends[b].name ? -1 : 1));
