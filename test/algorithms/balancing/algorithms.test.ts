/** Each algorithm against its source. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smoothPick } from '../../../src/algorithms/balancing/parts/smooth-pick.ts';
import { balancingAlgorithms, registerBalancing } from '../../../src/algorithms/balancing/registry.ts';
import type { ParameterValues } from '../../../src/core/parameters.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { backendsOf, fakeProxy, tally } from './fake-proxy.ts';

const proxyOf = (
  name: string,
  count: number,
  options: ParameterValues = {},
  weights: readonly number[] = [],
  place: { seed?: number; zone?: string } = {},
) => {
  const proxy = fakeProxy(name, options, place);
  proxy.balancer.update(backendsOf(count, weights));
  return proxy;
};

describe('weights', () => {
  it.each<[string, ParameterValues]>([
    ['weighted-random', {}],
    ['smooth-weighted-round-robin', {}],
    ['least-connections', {}],
    ['power-of-d-choices', {}],
    ['history-weighted', {}],
    ['rendezvous', {}],
    ['ring-hash', { virtualNodes: 4000 }],
    ['maglev', {}],
    ['bounded-load-hash', { virtualNodes: 4000 }],
  ])('%s gives shares in proportion to them, also when one is away', (name, options) => {
    const weights = [1, 2, 3, 4, 10];
    const proxy = proxyOf(name, 5, options, weights);
    const picks = 40_000;
    tally(proxy, 5, picks).forEach((count, backend) => {
      expect(Math.abs(count / ((picks * weights[backend]) / 20) - 1)).toBeLessThan(0.07);
    });
    proxy.unavailable.add(3);
    const left = tally(proxy, 5, picks);
    expect(left[3]).toBe(0);
    for (const backend of [0, 1, 2, 4]) {
      expect(Math.abs(left[backend] / ((picks * weights[backend]) / 16) - 1)).toBeLessThan(0.1);
    }
  });

  it.each(['random', 'round-robin', 'threshold', 'join-shortest-queue', 'join-idle-queue', 'jump-hash'])(
    '%s gives everyone the same',
    (name) => {
      const weights = [1, 2, 3, 4, 10];
      for (const count of tally(proxyOf(name, 5, {}, weights), 5, 40_000)) {
        expect(Math.abs(count / 8000 - 1)).toBeLessThan(0.05);
      }
    },
  );
});

describe('smooth-weighted-round-robin', () => {
  it("has nginx's sequence and current weights for 5, 1, 1", () => {
    const weight = Float64Array.of(5, 1, 1);
    const state = { weight, effective: weight.slice(), current: new Float64Array(3) };
    const steps = Array.from({ length: 7 }, () => ['abc'[smoothPick(state, () => true)], ...state.current]);
    expect(steps).toEqual([
      ['a', -2, 1, 1],
      ['a', -4, 2, 2],
      ['b', 1, -4, 3],
      ['a', -1, -3, 4],
      ['c', 4, -2, -2],
      ['a', 2, -1, -1],
      ['a', 0, 0, 0],
    ]);
  });

  it('picks in that order', () => {
    const proxy = proxyOf('smooth-weighted-round-robin', 3, {}, [5, 1, 1]);
    expect(Array.from({ length: 14 }, () => 'abc'[proxy.pick()]).join('')).toBe('aabacaaaabacaa');
  });

  it('takes the weight of a backend that fails away and gives it back step by step', () => {
    const shareOfFirst = (maxFails: number, failures: number): number => {
      const proxy = proxyOf('smooth-weighted-round-robin', 2, { maxFails }, [10, 10]);
      for (let i = 0; i < failures; i++) proxy.balancer.ended(0, 1000, false);
      return tally(proxy, 2, 10)[0];
    };
    expect(shareOfFirst(1, 0)).toBe(5);
    expect(shareOfFirst(1, 1)).toBeLessThan(4);
    expect(shareOfFirst(0, 50)).toBe(5);
    expect(shareOfFirst(10, 1)).toBe(5);
    const proxy = proxyOf('smooth-weighted-round-robin', 2, {}, [10, 10]);
    proxy.balancer.ended(0, 1000, false);
    tally(proxy, 2, 20);
    expect(tally(proxy, 2, 20)).toEqual([10, 10]);
  });
});

describe('least-connections', () => {
  it('compares requests under way for their weights', () => {
    const proxy = proxyOf('least-connections', 3, {}, [1, 2, 4]);
    const loads = [0, 0, 0];
    for (let i = 0; i < 70; i++) {
      const backend = proxy.pick();
      proxy.balancer.sent(backend);
      loads[backend]++;
    }
    expect(loads).toEqual([10, 20, 40]);
    proxy.balancer.ended(0, 1000, true);
    expect(proxy.pick()).toBe(0);
  });

  it('lets equals take turns by weight', () => {
    const proxy = proxyOf('least-connections', 3, {}, [5, 1, 1]);
    expect(Array.from({ length: 7 }, () => 'abc'[proxy.pick()]).join('')).toBe('aabacaa');
    expect(proxy.draws).toBe(0);
  });

  it('counts nothing below 0', () => {
    const proxy = proxyOf('least-connections', 2);
    for (let i = 0; i < 5; i++) proxy.balancer.ended(0, 1000, true);
    proxy.balancer.sent(0);
    expect(tally(proxy, 2, 10)).toEqual([0, 10]);
  });
});

describe('threshold', () => {
  it('probes until a backend has room for one more, and takes the last as it is', () => {
    const share = (probes: number): number => {
      const proxy = proxyOf('threshold', 2, { probes, threshold: 2 });
      proxy.loads = [2, 1];
      return tally(proxy, 2, 20_000)[0] / 20_000;
    };
    for (const probes of [1, 2, 3, 5]) expect(Math.abs(share(probes) - 0.5 ** probes)).toBeLessThan(0.012);
  });
});

describe('power of d choices', () => {
  it.each([2, 3, 5])('with d = %i picks the worst only among itself', (d) => {
    const proxy = proxyOf('power-of-d-choices', 10, { d, load: 'reported' });
    proxy.loads = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const counts = tally(proxy, 10, 20_000);
    // C(9 − i, d − 1) of C(10, d) samples have i as their least.
    const choose = (n: number, k: number): number => (k === 0 ? 1 : n < k ? 0 : (choose(n - 1, k - 1) * n) / k);
    counts.forEach((count, i) => {
      expect(Math.abs(count / 20_000 - choose(9 - i, d - 1) / choose(10, d))).toBeLessThan(0.012);
    });
  });

  it('is random with d = 1 and the shortest queue with d = n', () => {
    const one = proxyOf('power-of-d-choices', 4, { d: 1, load: 'reported' });
    one.loads = [9, 9, 0, 9];
    for (const count of tally(one, 4, 8000)) expect(Math.abs(count / 2000 - 1)).toBeLessThan(0.1);
    const all = proxyOf('power-of-d-choices', 4, { d: 4, load: 'reported' });
    all.loads = [9, 9, 0, 9];
    expect(tally(all, 4, 100)).toEqual([0, 0, 100, 0]);
  });

  it('is power-of-two with d = 2', () => {
    const [named, general] = [proxyOf('power-of-two', 9), proxyOf('power-of-d-choices', 9, { d: 2 })];
    for (let key = 0; key < 200; key++) {
      const backend = named.pick();
      expect(general.pick()).toBe(backend);
      named.balancer.sent(backend);
      general.balancer.sent(backend);
    }
  });

  it('bears weights that leave no choice', () => {
    const proxy = proxyOf('power-of-d-choices', 4, { d: 3 }, [1e12, 1, 1, 1]);
    expect(tally(proxy, 4, 50)).toEqual([50, 0, 0, 0]);
  });
});

describe('join-shortest-queue', () => {
  it('takes one of the shortest, each as often', () => {
    const proxy = proxyOf('join-shortest-queue', 5);
    proxy.loads = [3, 1, 2, 1, 1];
    const counts = tally(proxy, 5, 9000);
    expect(counts[0] + counts[2]).toBe(0);
    for (const backend of [1, 3, 4]) expect(Math.abs(counts[backend] / 3000 - 1)).toBeLessThan(0.07);
  });
});

describe('join-idle-queue', () => {
  it('serves the idle in the order of their reports, once each, then draws', () => {
    const proxy = proxyOf('join-idle-queue', 8);
    for (const backend of [6, 2, 5, 2, 6]) proxy.balancer.idle?.(backend);
    const next = (): number => {
      const backend = proxy.pick();
      proxy.balancer.sent(backend);
      return backend;
    };
    expect([next(), next(), next()]).toEqual([6, 2, 5]);
    expect(proxy.draws).toBe(0);
    next();
    expect(proxy.draws).toBe(1);
  });

  it('passes over the unavailable without forgetting them', () => {
    const proxy = proxyOf('join-idle-queue', 8);
    for (const backend of [6, 2]) proxy.balancer.idle?.(backend);
    proxy.unavailable.add(6);
    expect(proxy.pick()).toBe(2);
    proxy.unavailable.clear();
    expect(proxy.pick()).toBe(6);
    proxy.balancer.sent(6);
    expect(proxy.pick()).toBe(2);
  });
});

describe('least-response-time', () => {
  it('weighs mean latency with requests under way', () => {
    const proxy = proxyOf('least-response-time', 2);
    proxy.balancer.ended(0, 10_000, true);
    proxy.balancer.ended(1, 35_000, true);
    const order = Array.from({ length: 5 }, () => {
      const backend = proxy.pick();
      proxy.balancer.sent(backend);
      return backend;
    });
    expect(order).toEqual([0, 0, 0, 1, 0]);
  });

  it('averages exponentially', () => {
    const proxy = proxyOf('least-response-time', 2, { smoothing: 0.5 });
    for (const latency of [8000, 4000, 2000]) proxy.balancer.ended(0, latency, true);
    // 8000, then 6000, then 4000.
    proxy.balancer.ended(1, 4001, true);
    expect(proxy.pick()).toBe(0);
    proxy.balancer.ended(1, 3998, true);
    expect(proxy.pick()).toBe(1);
  });

  it('tries a newcomer with one request at a time', () => {
    const proxy = proxyOf('least-response-time', 3);
    for (const backend of [0, 1]) proxy.balancer.ended(backend, 5000, true);
    expect(proxy.pick()).toBe(2);
    proxy.balancer.sent(2);
    for (let i = 0; i < 50; i++) {
      const backend = proxy.pick();
      expect(backend).not.toBe(2);
      proxy.balancer.sent(backend);
    }
  });
});

describe('peak-ewma', () => {
  it("goes by Finagle's formula", () => {
    const chance = randomStream(3, 'traffic');
    const decay = 10_000_000;
    const proxy = proxyOf('peak-ewma', 2, { decay });
    const model = [0, 1].map(() => ({ cost: 0, stamp: 0, pending: 0 }));
    const observe = (node: (typeof model)[number], rtt: number): void => {
      const w = Math.exp(-(proxy.now - node.stamp) / decay);
      node.cost = rtt > node.cost ? rtt : node.cost * w + rtt * (1 - w);
      node.stamp = proxy.now;
    };
    const load = (node: (typeof model)[number]): number => {
      observe(node, 0);
      return node.cost === 0 && node.pending > 0 ? 2 ** 52 + node.pending : node.cost * (node.pending + 1);
    };
    const picked = [0, 0];
    for (let i = 0; i < 3000; i++) {
      proxy.now += Math.floor(chance() * 400_000);
      const [a, b] = model.map(load);
      const backend = proxy.pick();
      if (a !== b) expect(backend).toBe(a < b ? 0 : 1);
      picked[backend]++;
      proxy.balancer.sent(backend);
      model[backend].pending++;
      for (const node of [0, 1]) {
        if (model[node].pending === 0 || chance() < 0.5) continue;
        const latency = 1000 + Math.floor(chance() * (node === 0 ? 9000 : 20_000));
        proxy.balancer.ended(node, latency, chance() < 0.9);
        model[node].pending--;
        observe(model[node], latency);
      }
    }
    expect(picked[0]).toBeGreaterThan(picked[1]);
    expect(picked[1]).toBeGreaterThan(300);
  });

  it('flees a peak at once and forgets it in the course of the decay', () => {
    const proxy = proxyOf('peak-ewma', 2, { decay: 1_000_000 });
    for (const latency of [1000, 1000, 1000]) proxy.balancer.ended(0, latency, true);
    proxy.balancer.ended(1, 1500, true);
    expect(proxy.pick()).toBe(0);
    proxy.balancer.ended(0, 50_000, true);
    expect(proxy.pick()).toBe(1);
    let waited = 0;
    for (; proxy.pick() === 1; waited += 100_000) {
      proxy.now += 100_000;
      proxy.balancer.ended(1, 1500, true);
    }
    // e^(−t/τ) · 50 000 < 1500 from t = 3.51 τ on.
    expect(waited).toBe(3_600_000);
  });
});

describe('history-weighted', () => {
  /** Ten answers a slice from each backend, for two windows; then the shares of the next slice. */
  function sharesAfter(answer: (backend: number, i: number) => [number, boolean] | undefined, options = {}): number[] {
    const proxy = proxyOf('history-weighted', 4, { window: 1_000_000, ...options });
    for (let i = 0; i < 200; i++) {
      for (let backend = 0; backend < 4; backend++) {
        const answered = answer(backend, i);
        if (answered !== undefined) proxy.balancer.ended(backend, ...answered);
      }
      proxy.now += 10_000;
    }
    return tally(proxy, 4, 60_000).map((count) => count / 60_000);
  }
  const close = (found: readonly number[], expected: readonly number[]): void => {
    const total = expected.reduce((sum, share) => sum + share, 0);
    found.forEach((share, i) => {
      expect(Math.abs(share - expected[i] / total)).toBeLessThan(0.01);
    });
  };

  it('weighs by the inverse of the mean latency', () => {
    close(
      sharesAfter((backend) => [1000 * (backend + 1), true]),
      [1, 1 / 2, 1 / 3, 1 / 4],
    );
  });

  it('charges failures per success', () => {
    const half = (backend: number, i: number): [number, boolean] => [1000, backend > 0 || i % 2 === 0];
    close(sharesAfter(half), [0.5, 1, 1, 1]);
    close(sharesAfter(half, { errorPenalty: 0 }), [1, 1, 1, 1]);
    close(sharesAfter(half, { errorPenalty: 3 }), [0.25, 1, 1, 1]);
  });

  it('leaves the floor to one that only fails, and the average to one that is unknown', () => {
    close(
      sharesAfter((backend) => [1000, backend > 0], { floor: 0.1 }),
      [0.075, 1, 1, 1],
    );
    close(
      sharesAfter((backend) => (backend === 0 ? undefined : [1000 * backend, true])),
      [(1 + 1 / 2 + 1 / 3) / 3, 1, 1 / 2, 1 / 3],
    );
  });

  it('forgets what has left the window', () => {
    close(
      sharesAfter((backend, i) => [backend === 0 && i < 90 ? 9000 : 1000, true]),
      [1, 1, 1, 1],
    );
    const recent = sharesAfter((backend, i) => [backend === 0 && i < 110 ? 9000 : 1000, true]);
    expect(recent[0]).toBeLessThan(0.17);
  });

  it('goes by weights while it knows nothing, and when all fail', () => {
    const proxy = proxyOf('history-weighted', 2, {}, [1, 3]);
    proxy.balancer.ended(0, 1000, false);
    proxy.now += 5_000_000;
    expect(Math.abs(tally(proxy, 2, 20_000)[1] / 20_000 - 0.75)).toBeLessThan(0.012);
  });
});

describe('zone-aware', () => {
  /** Shares by zone a, b, c of 20 000 requests, with the given weights of backends by zone. */
  function zoneShares(
    weights: readonly number[],
    shares: Record<string, number>,
    { zone = 'a', down = [] as number[], minBackends = 1 } = {},
  ): number[] {
    const proxy = fakeProxy('zone-aware', { minBackends }, { zone });
    proxy.shares = shares;
    for (const backend of down) proxy.unavailable.add(backend);
    proxy.balancer.update(backendsOf(weights.length, weights));
    const counts = tally(proxy, weights.length, 20_000);
    return [0, 1, 2].map((z) => counts.reduce((sum, count, i) => sum + (i % 3 === z ? count : 0), 0) / 20_000);
  }
  const EVEN = { a: 1 / 3, b: 1 / 3, c: 1 / 3 };
  const close = (found: readonly number[], expected: readonly number[]): void => {
    found.forEach((share, i) => {
      expect(Math.abs(share - expected[i])).toBeLessThan(0.012);
    });
  };

  it('stays at home where home can carry it', () => {
    expect(zoneShares([1, 1, 1, 1, 1, 1], EVEN)).toEqual([1, 0, 0]);
    expect(zoneShares([4, 1, 1], EVEN)).toEqual([1, 0, 0]);
    expect(zoneShares([1, 1, 1], { a: 0.2, b: 0.4, c: 0.4 })).toEqual([1, 0, 0]);
  });

  it('spills the rest to zones with capacity to spare, in proportion to it', () => {
    // Home has 1/6 of the capacity and 1/3 of the callers: half stays. Spare: b 1/6 − … = 0, c 1/3.
    close(zoneShares([1, 2, 3], EVEN), [0.5, 0, 0.5]);
    // Home 1/9 against 1/3; spare 4/9 − 1/3 each.
    close(zoneShares([1, 4, 4], EVEN), [1 / 3, 1 / 3, 1 / 3]);
    // Envoy's manual: capacity 25 %, 25 %, 50 % and callers 50 %, 25 %, 25 %.
    close(zoneShares([1, 1, 2], { a: 0.5, b: 0.25, c: 0.25 }), [0.5, 0, 0.5]);
  });

  it('spills when backends at home are away', () => {
    // Home has 1 of 5 left: 3/5 stay, the rest is shared by b and c.
    close(zoneShares([1, 1, 1, 1, 1, 1], EVEN, { down: [0] }), [0.6, 0.2, 0.2]);
  });

  it('balances over all where zones cannot count', () => {
    close(zoneShares([1, 1, 1, 1, 1, 1], EVEN, { zone: 'd' }), [1 / 3, 1 / 3, 1 / 3]);
    close(zoneShares([1, 1, 1, 1, 1, 1], EVEN, { down: [0, 3] }), [0, 0.5, 0.5]);
    close(zoneShares([1, 1, 1, 1, 1, 1], EVEN, { minBackends: 7 }), [1 / 3, 1 / 3, 1 / 3]);
    expect(zoneShares([1, 1, 1, 1, 1, 1], EVEN, { minBackends: 6 })).toEqual([1, 0, 0]);
  });

  it('balances all zones as their capacities are, when every zone has its callers', () => {
    const weights = [1, 2, 3];
    const callers = { a: 0.5, b: 0.1, c: 0.4 };
    const total = [0, 0, 0];
    for (const [zone, share] of Object.entries(callers)) {
      zoneShares(weights, callers, { zone }).forEach((found, i) => {
        total[i] += found * share;
      });
    }
    close(total, [1 / 6, 2 / 6, 3 / 6]);
  });

  it('lets the wrapped algorithm know what happens in the zone', () => {
    const proxy = proxyOf('zone-aware', 9, { over: 'least-connections' });
    proxy.balancer.sent(0);
    proxy.balancer.sent(6);
    expect(tally(proxy, 9, 10)[3]).toBe(10);
    proxy.balancer.ended(6, 1000, true);
    expect(tally(proxy, 9, 10)).toEqual([0, 0, 0, 5, 0, 0, 5, 0, 0]);
    const elsewhere = proxyOf('zone-aware', 9, { over: 'least-connections' }, [], { zone: 'd' });
    for (const backend of [0, 1, 2, 3, 4, 5, 7, 8]) elsewhere.balancer.sent(backend);
    expect(elsewhere.pick()).toBe(6);
    const idle = proxyOf('zone-aware', 9, { over: 'join-idle-queue' });
    for (const backend of [4, 6, 3]) idle.balancer.idle?.(backend);
    expect(idle.pick()).toBe(6);
    idle.balancer.sent(6);
    expect(idle.pick()).toBe(3);
  });
});

describe('sticky-sessions', () => {
  it('sends a session where it went before, and others in turn', () => {
    const proxy = proxyOf('sticky-sessions', 4, {}, [], { seed: 2 });
    const first = Array.from({ length: 8 }, (_, session) => proxy.pick({ session }));
    expect([...first].sort()).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    expect(Array.from({ length: 8 }, (_, session) => proxy.pick({ session }))).toEqual(first);
    expect(new Set([1, 2, 3, 4].map(() => proxy.pick())).size).toBe(4);
  });

  it('binds anew when the backend is away, for good', () => {
    const proxy = proxyOf('sticky-sessions', 4);
    const before = proxy.pick({ session: 7 });
    proxy.unavailable.add(before);
    const after = proxy.pick({ session: 7 });
    expect(after).not.toBe(before);
    proxy.unavailable.clear();
    for (let i = 0; i < 5; i++) expect(proxy.pick({ session: 7 })).toBe(after);
  });

  it('remembers a bounded time', () => {
    const proxy = proxyOf('sticky-sessions', 4, { expiry: 1000 });
    const first = proxy.pick({ session: 7 });
    for (let i = 0; i < 5; i++) {
      proxy.now += 999;
      expect(proxy.pick({ session: 7 })).toBe(first);
    }
    proxy.now += 1000;
    expect(proxy.pick({ session: 7 })).toBe((first + 1) % 4);
  });

  it('follows names through a change of the list', () => {
    const proxy = proxyOf('sticky-sessions', 4);
    const before = [0, 1, 2, 3].map((session) => proxy.pick({ session }));
    proxy.balancer.update(backendsOf(3).reverse());
    before.forEach((backend, session) => {
      if (backend < 3) expect(proxy.pick({ session })).toBe(2 - backend);
    });
  });
});

describe('rendezvous', () => {
  it('decides alike for equal weights, whatever they are', () => {
    const [ones, sevens] = [proxyOf('rendezvous', 9), proxyOf('rendezvous', 9, {}, new Array(9).fill(7))];
    const nearly = proxyOf('rendezvous', 9, {}, [1 + 2 ** -50, ...new Array(8).fill(1)]);
    for (let key = 0; key < 500; key++) {
      expect(sevens.pick({ key })).toBe(ones.pick({ key }));
      expect(nearly.pick({ key })).toBe(ones.pick({ key }));
    }
  });
});

describe('the registry', () => {
  it('has every algorithm of the lecture', () => {
    expect([...balancingAlgorithms.keys()]).toHaveLength(20);
  });

  it('takes no name twice', () => {
    const [random] = balancingAlgorithms.values();
    expect(() => registerBalancing(random)).toThrow('"random" is registered already');
  });
});

describe('wrapped algorithms', () => {
  it('may be any but the wrapper', () => {
    fc.assert(
      fc.property(fc.constantFrom('zone-aware', 'sticky-sessions'), (name) => {
        const { type } = balancingAlgorithms.get(name)!.options.over;
        const names = typeof type === 'object' ? type.oneOf : [];
        expect(names).not.toContain(name);
        expect(names.length).toBe(name === 'zone-aware' ? 18 : 19);
      }),
      { seed: 1, numRuns: 4 },
    );
  });
});
