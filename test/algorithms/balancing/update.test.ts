/** What a balancer knows stays with the names when the list of backends changes. */
import { describe, expect, it } from 'vitest';
import { balancingAlgorithms } from '../../../src/algorithms/balancing/registry.ts';
import type { ParameterValues } from '../../../src/core/parameters.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { backendsOf, type FakeProxy, fakeProxy } from './fake-proxy.ts';

const WEIGHTS = [5, 1, 1, 2, 3, 1];
const LIST = backendsOf(6, WEIGHTS);

/** `requests` from `first` on, with ends, failures and idle reports between them; what was picked. */
function traffic(proxy: FakeProxy, first: number, requests: number): number[] {
  const chance = randomStream(first, 'traffic');
  return Array.from({ length: requests }, (_, i) => {
    proxy.now += 50_000;
    proxy.loads = LIST.map(() => Math.floor(chance() * 5));
    const backend = proxy.pick({ key: first + i, session: Math.floor(chance() * 9) });
    proxy.balancer.sent(backend);
    const ending = Math.floor(chance() * LIST.length);
    if (chance() < 0.8) proxy.balancer.ended(ending, 1000 + Math.floor(chance() * 9000), chance() < 0.9);
    if (chance() < 0.3) proxy.balancer.idle?.(Math.floor(chance() * LIST.length));
    return backend;
  });
}

describe.each([...balancingAlgorithms.keys()])('%s', (name) => {
  it('goes on as if nothing had been when a backend has come and gone', () => {
    const [undisturbed, disturbed] = [fakeProxy(name), fakeProxy(name)];
    for (const proxy of [undisturbed, disturbed]) {
      proxy.balancer.update(LIST);
      traffic(proxy, 1, 400);
    }
    disturbed.balancer.update([...LIST, { name: 'newcomer', weight: 4, zone: 'd' }]);
    disturbed.balancer.update(LIST.map((backend) => ({ ...backend })));
    expect(traffic(disturbed, 401, 400)).toEqual(traffic(undisturbed, 401, 400));
  });
});

const ALL: ParameterValues = { d: 6 };

describe.each<[string, ParameterValues]>([
  ['least-connections', {}],
  ['power-of-d-choices', ALL],
  ['power-of-d-choices', { d: 40 }],
  ['join-shortest-queue', { load: 'in-flight' }],
  ['threshold', { load: 'in-flight', threshold: 1, probes: 1000 }],
  ['least-response-time', {}],
  ['peak-ewma', ALL],
  ['bounded-load-hash', { balance: 1 }],
])('%s', (name, options) => {
  it('still knows who is free when the order has changed', () => {
    const proxy = fakeProxy(name, options);
    proxy.balancer.update(backendsOf(6));
    for (let backend = 0; backend < 6; backend++) {
      proxy.balancer.sent(backend);
      proxy.balancer.ended(backend, 1000, true);
      if (backend !== 2) proxy.balancer.sent(backend);
    }
    proxy.balancer.update(backendsOf(6).reverse());
    for (let key = 0; key < 20; key++) expect(proxy.pick({ key })).toBe(3);
  });
});

describe('join-idle-queue', () => {
  it('keeps the order of the idle, by name', () => {
    const proxy = fakeProxy('join-idle-queue');
    proxy.balancer.update(backendsOf(6));
    for (const backend of [4, 1, 3]) proxy.balancer.idle?.(backend);
    proxy.balancer.update(backendsOf(5).reverse());
    const picked = [4, 1, 3].map(() => {
      const backend = proxy.pick();
      proxy.balancer.sent(backend);
      return 4 - backend;
    });
    expect(picked).toEqual([4, 1, 3]);
  });
});

describe('round-robin', () => {
  it('goes on at the backend that was next, or at the one after it', () => {
    const proxy = fakeProxy('round-robin', { start: 'first' });
    proxy.balancer.update(backendsOf(6));
    proxy.pick();
    proxy.pick();
    const named = (...numbers: number[]) => numbers.map((i) => backendsOf(6)[i]);
    proxy.balancer.update(named(5, 4, 2, 1));
    expect(proxy.pick()).toBe(2);
    expect(proxy.pick()).toBe(3);
    proxy.balancer.update(named(5, 2, 1));
    expect(proxy.pick()).toBe(0);
    proxy.balancer.update(named(0, 3));
    expect(proxy.pick()).toBe(0);
  });

  it('begins anywhere unless asked not to', () => {
    const starts = Array.from({ length: 60 }, (_, seed) => {
      const proxy = fakeProxy('round-robin', {}, { seed });
      proxy.balancer.update(backendsOf(4));
      return proxy.pick();
    });
    expect(new Set(starts)).toEqual(new Set([0, 1, 2, 3]));
  });
});
