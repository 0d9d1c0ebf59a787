/**
 * Keeps two threads that run the same thing abreast: after each window both wait until they have each other's digest.
 * The threads settle it between themselves, blocking, since a simulation is synchronous and cannot await.
 *
 * Digests have two slots a side, used in turn: a thread may be one window ahead while the other still reads.
 */

/** Which of the two a thread is. */
export type Side = 0 | 1;

const ABANDONED = 0;
/** Windows finished, one counter a side. */
const ARRIVED = 1;
/** Two words for each slot of each side. */
const DIGESTS = 3;
const WORDS = DIGESTS + 8;

export const createLockstep = (): Int32Array => new Int32Array(new SharedArrayBuffer(4 * WORDS));

/** Lets both sides go: each `keepStep` that waits, or will, answers undefined. */
export function abandon(shared: Int32Array): void {
  Atomics.store(shared, ABANDONED, 1);
  for (const side of [0, 1]) {
    Atomics.add(shared, ARRIVED + side, 1 << 30);
    Atomics.notify(shared, ARRIVED + side);
  }
}

/** Says whether the other side's digest of window `window` (counted from 0, in order) is the same; undefined if abandoned. */
export function keepStep(
  shared: Int32Array,
  side: Side,
  window: number,
  digest: readonly [number, number],
): boolean | undefined {
  const other = 1 - side;
  const slot = (of: number): number => DIGESTS + 4 * of + 2 * (window % 2);
  Atomics.store(shared, slot(side), digest[0]);
  Atomics.store(shared, slot(side) + 1, digest[1]);
  Atomics.add(shared, ARRIVED + side, 1);
  Atomics.notify(shared, ARRIVED + side);
  for (;;) {
    const arrived = Atomics.load(shared, ARRIVED + other);
    if (Atomics.load(shared, ABANDONED) === 1) return undefined;
    if (arrived > window) break;
    Atomics.wait(shared, ARRIVED + other, arrived);
  }
  return Atomics.load(shared, slot(other)) === digest[0] && Atomics.load(shared, slot(other) + 1) === digest[1];
}
