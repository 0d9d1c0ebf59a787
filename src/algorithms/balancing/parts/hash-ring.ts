/**
 * A ring of 2³² places on which each backend has points of its own, its virtual nodes; a key belongs to the owner of the
 * next point at or after it (Karger et al., STOC 1997; Stoica et al., "Chord", SIGCOMM 2001; R. Jones' ketama, 2007).
 * The number of points is that of a weight of 1 times the weight, whoever else is there: whoever leaves or joins moves
 * no key between others.
 */
import { mix32 } from '../../../core/hash/mix32.ts';
import type { Backend } from '../balancer.ts';
import { hashNames, hashWith, orderOfNames } from './name-hashes.ts';

export interface HashRing {
  /** Ascending, in [0, 2³²). */
  readonly points: Uint32Array;
  /** The position of the owner of each point. */
  readonly owners: Int32Array;
}

/** A point and the rank of its owner share the 53 bits of a double. */
const RANKS = 2_097_152;

/** At least one point each. RangeError for more than 2²¹ backends. */
export function buildRing(backends: readonly Backend[], virtualNodes: number): HashRing {
  if (backends.length > RANKS) throw new RangeError(`a ring holds at most ${RANKS} backends: ${backends.length}`);
  const hashes = hashNames(backends);
  const order = orderOfNames(backends);
  const counts = backends.map(({ weight }) => Math.max(1, Math.round(virtualNodes * weight)));
  const ranked = new Float64Array(counts.reduce((sum, count) => sum + count, 0));
  let next = 0;
  order.forEach((backend, rank) => {
    for (let i = 0; i < counts[backend]; i++) {
      ranked[next++] = hashWith(hashes, backend, Math.imul(i, 0x9e3779b9)) * RANKS + rank;
    }
  });
  ranked.sort();
  return {
    points: Uint32Array.from(ranked, (point) => Math.floor(point / RANKS)),
    owners: Int32Array.from(ranked, (point) => order[point % RANKS]),
  };
}

/** The index of the first point at or after the place of `key`; the ring is not empty. O(log of the points). */
export function ringIndex({ points }: HashRing, key: number): number {
  const place = mix32(key);
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points[middle] < place) low = middle + 1;
    else high = middle;
  }
  return low === points.length ? 0 : low;
}
