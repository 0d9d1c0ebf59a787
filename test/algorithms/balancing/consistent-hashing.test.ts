/** Keys stay where they are, as far as the membership lets them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/algorithms/balancing/balancer.ts';
import { buildRing, ringIndex } from '../../../src/algorithms/balancing/parts/hash-ring.ts';
import { jumpBucket } from '../../../src/algorithms/balancing/parts/jump-bucket.ts';
import { maglevTable } from '../../../src/algorithms/balancing/parts/maglev-table.ts';
import { nextPrime } from '../../../src/algorithms/balancing/parts/next-prime.ts';
import { mix32 } from '../../../src/core/hash/mix32.ts';
import { backendsOf, fakeProxy } from './fake-proxy.ts';

const KEYS = 4000;
const N = 20;

/** Where every key goes: names, since positions change. */
function placement(name: string, backends: readonly Backend[], unavailable: readonly number[] = []): string[] {
  const proxy = fakeProxy(name, name === 'bounded-load-hash' ? { balance: 1e6 } : {});
  for (const backend of unavailable) proxy.unavailable.add(backend);
  proxy.balancer.update(backends);
  return Array.from({ length: KEYS }, (_, key) => backends[proxy.pick({ key: mix32(key) })].name);
}

const moved = (before: readonly string[], after: readonly string[]): number[] =>
  [...before.keys()].filter((key) => before[key] !== after[key]);

const weighted = backendsOf(
  N,
  Array.from({ length: N }, (_, i) => [1, 2, 0.5, 1][i % 4]),
);
const LISTS: [string, Backend[]][] = [
  ['ring-hash', backendsOf(N)],
  ['ring-hash', weighted],
  ['rendezvous', backendsOf(N)],
  ['rendezvous', weighted],
  ['bounded-load-hash', weighted],
];

describe.each(LISTS)('%s', (name, backends) => {
  it('moves exactly the keys of a backend that leaves, and spreads them', () => {
    const before = placement(name, backends);
    for (const leaver of [0, 7, N - 1]) {
      const after = placement(
        name,
        backends.filter((_, i) => i !== leaver),
      );
      const keys = moved(before, after);
      expect(keys).toEqual([...before.keys()].filter((key) => before[key] === backends[leaver].name));
      expect(keys.length).toBeGreaterThan(KEYS / N / 4);
      expect(new Set(keys.map((key) => after[key])).size).toBeGreaterThan(N / 2);
    }
  });

  it('moves keys to a backend that joins and nowhere else', () => {
    const joined = [...backends.slice(0, 5), { name: 'newcomer', weight: 1, zone: 'a' }, ...backends.slice(5)];
    const after = placement(name, joined);
    const keys = moved(placement(name, backends), after);
    expect(new Set(keys.map((key) => after[key]))).toEqual(new Set(['newcomer']));
    expect(keys.length / KEYS).toBeGreaterThan(0.7 / (N + 1));
    expect(keys.length / KEYS).toBeLessThan(1.4 / (N + 1));
  });
});

describe.each(['ring-hash', 'rendezvous', 'maglev', 'bounded-load-hash', 'jump-hash'])('%s', (name) => {
  it('moves the keys of a backend that may not be used and no others, and spreads them', () => {
    const before = placement(name, weighted);
    const after = placement(name, weighted, [7]);
    const keys = moved(before, after);
    expect(keys).toEqual([...before.keys()].filter((key) => before[key] === 'b7'));
    expect(new Set(keys.map((key) => after[key])).size).toBeGreaterThan(N / 2);
  });

  it('has one owner for a key, whoever asks', () => {
    expect(placement(name, weighted)).toEqual(placement(name, weighted));
  });
});

describe.each(['ring-hash', 'rendezvous', 'maglev', 'bounded-load-hash'])('%s', (name) => {
  it('does not mind the order of the list', () => {
    const shuffled = [...weighted].sort(
      (a, b) => mix32(a.name.length + Number(a.name.slice(1))) - mix32(b.name.length + Number(b.name.slice(1))),
    );
    expect(shuffled).not.toEqual(weighted);
    expect(placement(name, shuffled)).toEqual(placement(name, weighted));
  });
});

describe('ring-hash', () => {
  /** Each backend's share of the ring over the average. */
  function shares(backends: readonly Backend[], virtualNodes: number): number[] {
    const { points, owners } = buildRing(backends, virtualNodes);
    const arcs = new Array<number>(backends.length).fill(0);
    points.forEach((point, i) => {
      arcs[owners[i]] += i === 0 ? point + 2 ** 32 - points[points.length - 1] : point - points[i - 1];
    });
    return arcs.map((arc) => (arc / 2 ** 32) * backends.length);
  }

  it('has shares with a standard deviation of √((n − 1) / (vn + 1)), 99 % of them between 0.76 and 1.28', () => {
    const samples = Array.from({ length: 60 }, (_, ring) =>
      shares(
        backendsOf(100).map((backend) => ({ ...backend, name: `ring${ring}-${backend.name}` })),
        100,
      ),
    ).flat();
    const deviation = Math.sqrt(samples.reduce((sum, share) => sum + (share - 1) ** 2, 0) / samples.length);
    // 6000 shares: the error of the estimate is about 0.9 %.
    expect(deviation / Math.sqrt(99 / 10_001)).toBeGreaterThan(0.97);
    expect(deviation / Math.sqrt(99 / 10_001)).toBeLessThan(1.03);
    samples.sort((a, b) => a - b);
    expect(Math.abs(samples[30] - 0.76)).toBeLessThan(0.015);
    expect(Math.abs(samples[samples.length - 31] - 1.28)).toBeLessThan(0.015);
  });

  it.each([1, 25, 400])('is as uneven as that with %i virtual nodes', (virtualNodes) => {
    const rings = virtualNodes === 400 ? 5 : 40;
    const samples = Array.from({ length: rings }, (_, ring) =>
      shares(
        backendsOf(50).map(({ weight, zone }, i) => ({ name: `10.0.${ring}.${i}`, weight, zone })),
        virtualNodes,
      ),
    ).flat();
    const deviation = Math.sqrt(samples.reduce((sum, share) => sum + (share - 1) ** 2, 0) / samples.length);
    const expected = Math.sqrt(49 / (virtualNodes * 50 + 1));
    expect(Math.abs(deviation / expected - 1)).toBeLessThan(0.12);
  });

  it('gives a key to the first point at or after its place, and round to the first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 30 }), { minLength: 1, maxLength: 12 }), (held) => {
        const points = Uint32Array.from(held, (key) => mix32(key)).sort();
        const owners = new Int32Array(points.length);
        for (let key = 0; key <= 30; key++) {
          const next = points.findIndex((point) => point >= mix32(key));
          expect(ringIndex({ points, owners }, key)).toBe(Math.max(0, next));
        }
      }),
      { seed: 9, numRuns: 50 },
    );
  });

  it('gives points for units of weight', () => {
    const { owners } = buildRing(backendsOf(3, [1, 5, 0.001]), 10);
    expect([0, 1, 2].map((backend) => owners.filter((owner) => owner === backend).length)).toEqual([10, 50, 1]);
  });

  it('refuses what its points cannot number', () => {
    const many = { length: 2 ** 21 + 1 } as unknown as Backend[];
    expect(() => buildRing(many, 1)).toThrow(RangeError);
  });
});

describe('maglev', () => {
  const counts = (backends: readonly Backend[], size: number): number[] => {
    const found = new Array<number>(backends.length).fill(0);
    for (const backend of maglevTable(backends, size)) found[backend]++;
    return found;
  };

  it('gives each of 1000 backends 65 or 66 of 65 537 places', () => {
    const found = counts(backendsOf(1000), 65_537);
    expect(new Set(found)).toEqual(new Set([65, 66]));
    expect(found.filter((count) => count === 66)).toHaveLength(537);
  });

  it("has Envoy's shares for weights 1 and 2", () => {
    expect(counts(backendsOf(2, [1, 2]), 65_537)).toEqual([21_846, 43_691]);
    expect(counts(backendsOf(2, [2, 1]), 65_537)).toEqual([43_691, 21_846]);
    // The light one takes its turn in rounds 1 and 4.
    expect(counts(backendsOf(2, [1, 4]), 5)).toEqual([2, 3]);
  });

  it('fills every table, also with fewer places than backends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.constantFrom(2, 3, 5, 7, 13, 251), (count, size) => {
        const found = counts(backendsOf(count), size);
        expect(found.reduce((sum, places) => sum + places, 0)).toBe(size);
        expect(Math.max(...found) - Math.min(...found)).toBeLessThanOrEqual(1);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('moves few keys of others when a backend leaves', () => {
    const backends = backendsOf(N);
    const before = placement('maglev', backends);
    const keys = moved(before, placement('maglev', backends.slice(1)));
    const others = keys.filter((key) => before[key] !== 'b0');
    expect(keys.length - others.length).toBe(before.filter((name) => name === 'b0').length);
    // §5.3, figure 12: about 2 % of the entries at this size.
    expect(others.length / KEYS).toBeLessThan(0.04);
  });

  it('finds an available backend that has no place', () => {
    const proxy = fakeProxy('maglev', { tableSize: 2 });
    proxy.balancer.update(backendsOf(5));
    for (const down of [0, 1, 2, 4]) proxy.unavailable.add(down);
    expect(proxy.pick()).toBe(3);
  });

  it('raises the size of its table to a prime', () => {
    expect([0, 2, 3, 4, 90, 65_536, 65_537, 100_000].map(nextPrime)).toEqual([2, 2, 3, 5, 97, 65_537, 65_537, 100_003]);
  });
});

describe('jump-hash', () => {
  const jump = (key: bigint, buckets: number): number =>
    jumpBucket(Number(key >> 32n), Number(key & 0xffffffffn), buckets);

  /** The paper's Figure 1, in 64-bit integers. */
  function reference(start: bigint, buckets: number): number {
    let key = start;
    let b = -1;
    let j = 0;
    while (j < buckets) {
      b = j;
      key = BigInt.asUintN(64, key * 2862933555777941757n + 1n);
      j = Math.floor((b + 1) * (2 ** 31 / (Number(key >> 33n) + 1)));
    }
    return b;
  }

  it("has Guava's vectors", () => {
    const hundred = [0, 55, 62, 8, 45, 59, 86, 97, 82, 59, 73, 37, 17, 56, 86, 21, 90, 37, 38, 83];
    expect(hundred.map((_, key) => jump(BigInt(key), 100))).toEqual(hundred);
    expect(jump(10863919174838991n, 11)).toBe(6);
    expect(jump(2016238256797177309n, 11)).toBe(3);
    expect(jump(1673758223894951030n, 11)).toBe(5);
    expect(jump(2n, 100_001)).toBe(80_343);
  });

  it('is what 64-bit arithmetic makes of it', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        (key, buckets) => {
          expect(jump(key, buckets)).toBe(reference(key, buckets));
        },
      ),
      { seed: 7, numRuns: 2000 },
    );
  });

  it('moves keys to a last bucket that joins, 1/(n + 1) of them', () => {
    const [before, after] = [placement('jump-hash', backendsOf(N)), placement('jump-hash', backendsOf(N + 1))];
    const keys = moved(before, after);
    expect(new Set(keys.map((key) => after[key]))).toEqual(new Set([`b${N}`]));
    expect(Math.abs((keys.length / KEYS) * (N + 1) - 1)).toBeLessThan(0.2);
  });
});

describe('bounded-load-hash', () => {
  it('never sends a request above ⌈c · average⌉, which a hot key would', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.constantFrom(1, 1.1, 1.25, 2),
        fc.array(fc.record({ key: fc.nat({ max: 3 }), ends: fc.nat({ max: 1 }), which: fc.nat() }), {
          maxLength: 150,
          size: 'max',
        }),
        (count, balance, requests) => {
          const proxy = fakeProxy('bounded-load-hash', { balance });
          proxy.balancer.update(backendsOf(count));
          const loads = new Array<number>(count).fill(0);
          let total = 0;
          for (const { key, ends, which } of requests) {
            const backend = proxy.pick({ key });
            proxy.balancer.sent(backend);
            loads[backend]++;
            total++;
            expect(loads[backend]).toBeLessThanOrEqual(Math.ceil((balance * total) / count));
            const ending = which % count;
            if (ends === 1 && loads[ending] > 0) {
              proxy.balancer.ended(ending, 1000, true);
              loads[ending]--;
              total--;
            }
          }
        },
      ),
      { seed: 11, numRuns: 60 },
    );
  });

  it('fills capacities in proportion to weights, over those available', () => {
    const proxy = fakeProxy('bounded-load-hash', { balance: 1 });
    proxy.balancer.update(backendsOf(4, [1, 2, 3, 4]));
    proxy.unavailable.add(3);
    const loads = [0, 0, 0, 0];
    for (let request = 0; request < 60; request++) {
      const backend = proxy.pick({ key: 5 });
      proxy.balancer.sent(backend);
      loads[backend]++;
    }
    expect(loads).toEqual([10, 20, 30, 0]);
  });
});
