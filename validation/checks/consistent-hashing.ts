/**
 * Consistent hashing: how even shares are, and what moves.
 *
 * Sources: shares of a ring with v points for each of n backends are Beta(v, v(n − 1)), so n times a share has the standard
 * deviation √((n − 1)/(vn + 1)) (Karger et al. 1997 for the ring); Eisenbud et al., "Maglev", NSDI 2016, §3.4: shares
 * differ by one place at most; Envoy, maglev_lb_test.cc; Guava, HashingTest.java, for jump hashes.
 */
import type { Backend } from '../../src/algorithms/balancing/balancer.ts';
import { buildRing } from '../../src/algorithms/balancing/parts/hash-ring.ts';
import { jumpBucket } from '../../src/algorithms/balancing/parts/jump-bucket.ts';
import { maglevTable } from '../../src/algorithms/balancing/parts/maglev-table.ts';
import { backendsNamed, bareBalancer } from '../bare-balancer.ts';
import type { Check } from '../check.ts';

const RING = 100;
const VIRTUAL_NODES = 100;
const RING_PLACES = 2 ** 32;

/** Each backend's share of the ring times their number. */
function ringShares(ring: number): number[] {
  const { points, owners } = buildRing(backendsNamed(`${ring}/`, RING), VIRTUAL_NODES);
  const arcs = new Array<number>(RING).fill(0);
  points.forEach((point, i) => {
    arcs[owners[i]] += i === 0 ? point + RING_PLACES - points[points.length - 1] : point - points[i - 1];
  });
  return arcs.map((arc) => (arc / RING_PLACES) * RING);
}

const ringSpread: Check = {
  name: 'hashing/ring-shares',
  title: `Ring hash, ${RING} backends with ${VIRTUAL_NODES} virtual nodes`,
  source: 'closed form: Beta distribution',
  exercised: "ring-hash's ring",
  figures: [
    {
      quantity: 'standard deviation of share × n',
      expected: Math.sqrt((RING - 1) / (VIRTUAL_NODES * RING + 1)),
      tolerance: { kind: 'relative', by: 0.03 },
    },
    { quantity: 'share × n, 0.5 % are below', expected: 0.76, tolerance: { kind: 'absolute', by: 0.015 } },
    { quantity: 'share × n, 0.5 % are above', expected: 1.28, tolerance: { kind: 'absolute', by: 0.015 } },
  ],
  trials: { full: 100, short: 30 },
  simulate(rings) {
    const shares = Array.from({ length: rings }, (_, ring) => ringShares(ring)).flat();
    const deviation = Math.sqrt(shares.reduce((sum, share) => sum + (share - 1) * (share - 1), 0) / shares.length);
    shares.sort((a, b) => a - b);
    const tail = Math.round(0.005 * shares.length);
    return [{ value: deviation }, { value: shares[tail] }, { value: shares[shares.length - 1 - tail] }];
  },
};

const KEYS = 100_000;

/** Names, since positions change. */
function owners(backends: readonly Backend[]): string[] {
  const { pick } = bareBalancer('ring-hash', { virtualNodes: VIRTUAL_NODES }, backends);
  return Array.from({ length: KEYS }, (_, key) => backends[pick(key)].name);
}

const ringMoves: Check = {
  name: 'hashing/ring-moves',
  title: `Ring hash, one of ${RING} backends leaves`,
  source: 'Karger et al. 1997',
  exercised: 'ring-hash',
  figures: [
    { quantity: 'its keys that moved, share', expected: 1, tolerance: { kind: 'absolute', by: 0 } },
    { quantity: 'keys of others that moved', expected: 0, tolerance: { kind: 'absolute', by: 0 } },
  ],
  trials: { full: 1, short: 1 },
  simulate() {
    const backends = backendsNamed('b', RING);
    const [leaver, ...others] = backends;
    const before = owners(backends);
    const after = owners(others);
    const moved = before.filter((name, key) => name !== after[key]);
    const own = moved.filter((name) => name === leaver.name).length;
    return [{ value: own / before.filter((name) => name === leaver.name).length }, { value: moved.length - own }];
  },
};

const PLACES = 65_537;
const MAGLEV = 1000;

/** Places in the table of each backend. */
function placesOf(count: number, weights: readonly number[] = []): number[] {
  const places = new Array<number>(count).fill(0);
  for (const backend of maglevTable(backendsNamed('b', count, weights), PLACES)) places[backend]++;
  return places;
}

const maglevShares: Check = {
  name: 'hashing/maglev',
  title: `Maglev's table of ${PLACES} places`,
  source: 'Maglev, NSDI 2016, §3.4; Envoy, maglev_lb_test.cc',
  exercised: "maglev's table",
  figures: [
    {
      quantity: `of ${MAGLEV} backends have 65 places`,
      expected: MAGLEV - (PLACES % MAGLEV),
      tolerance: { kind: 'absolute', by: 0 },
    },
    {
      quantity: `of ${MAGLEV} backends have 66 places`,
      expected: PLACES % MAGLEV,
      tolerance: { kind: 'absolute', by: 0 },
    },
    { quantity: 'places for weight 1 beside weight 2', expected: 21_846, tolerance: { kind: 'absolute', by: 0 } },
    { quantity: 'places for weight 2 beside weight 1', expected: 43_691, tolerance: { kind: 'absolute', by: 0 } },
  ],
  trials: { full: 1, short: 1 },
  simulate() {
    const places = placesOf(MAGLEV);
    const having = (count: number) => ({ value: places.filter((own) => own === count).length });
    const [light, heavy] = placesOf(2, [1, 2]);
    return [having(65), having(66), { value: light }, { value: heavy }];
  },
};

/** Of keys 0, 1, …, 19 among a hundred. */
const HUNDRED = [0, 55, 62, 8, 45, 59, 86, 97, 82, 59, 73, 37, 17, 56, 86, 21, 90, 37, 38, 83];
const JUMPS: readonly (readonly [key: bigint, buckets: number, bucket: number])[] = [
  ...HUNDRED.map((bucket, key) => [BigInt(key), 100, bucket] as const),
  [10863919174838991n, 11, 6],
  [2016238256797177309n, 11, 3],
  [1673758223894951030n, 11, 5],
  [2n, 100_001, 80_343],
];

const jumps: Check = {
  name: 'hashing/jump',
  title: 'Jump hash',
  source: 'Guava, HashingTest.java',
  exercised: "jump-hash's buckets",
  figures: [
    {
      quantity: `vectors with the same bucket, of ${JUMPS.length}`,
      expected: JUMPS.length,
      tolerance: { kind: 'absolute', by: 0 },
    },
  ],
  trials: { full: 1, short: 1 },
  simulate: () => [
    {
      value: JUMPS.filter(
        ([key, buckets, bucket]) => jumpBucket(Number(key >> 32n), Number(key & 0xffffffffn), buckets) === bucket,
      ).length,
    },
  ],
};

export const consistentHashing: readonly Check[] = [ringSpread, ringMoves, maglevShares, jumps];
