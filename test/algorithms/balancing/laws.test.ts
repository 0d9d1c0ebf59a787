/** What holds for every balancer, whatever happens around it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backend, BalancingAlgorithm } from '../../../src/algorithms/balancing/balancer.ts';
import { balancingAlgorithms } from '../../../src/algorithms/balancing/registry.ts';
import type { ParameterValues } from '../../../src/core/parameters.ts';
import { backendsOf, type FakeProxy, fakeProxy } from './fake-proxy.ts';

type Step =
  | { readonly do: 'request'; readonly key: number; readonly session: number }
  | { readonly do: 'end'; readonly which: number; readonly latency: number; readonly ok: boolean }
  | { readonly do: 'availability'; readonly which: number; readonly up: boolean }
  | { readonly do: 'all-down' }
  | { readonly do: 'idle'; readonly which: number }
  | { readonly do: 'poll'; readonly loads: readonly number[] }
  | { readonly do: 'wait'; readonly micros: number }
  | { readonly do: 'update'; readonly backends: readonly Backend[] };

const lists = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...'abcdefghijklmno').map((letter) => `s-${letter}`),
    weight: fc.constantFrom(1, 2, 5, 0.5),
    zone: fc.constantFrom('a', 'b', 'c'),
  }),
  { selector: ({ name }) => name, maxLength: 12 },
);
const natural = fc.nat({ max: 1000 });
const request = fc.record({
  do: fc.constant('request' as const),
  key: fc.nat({ max: 2 ** 32 - 1 }),
  session: fc.integer({ min: -1, max: 20 }),
});
const end = fc.record({
  do: fc.constant('end' as const),
  which: natural,
  latency: fc.nat({ max: 1e6 }),
  ok: fc.boolean(),
});
const steps = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: request },
    { weight: 6, arbitrary: end },
    fc.record({ do: fc.constant('availability' as const), which: natural, up: fc.boolean() }),
    { weight: 1, arbitrary: fc.constant({ do: 'all-down' as const }) },
    fc.record({ do: fc.constant('idle' as const), which: natural }),
    fc.record({
      do: fc.constant('poll' as const),
      loads: fc.array(fc.nat({ max: 20 }), { minLength: 12, maxLength: 12 }),
    }),
    fc.record({ do: fc.constant('wait' as const), micros: fc.nat({ max: 3e7 }) }),
    fc.record({ do: fc.constant('update' as const), backends: lists }),
  ),
  { maxLength: 60, size: 'max' },
);

/** Every option at one of the values that are worth a try. */
const optionsOf = (algorithm: BalancingAlgorithm): fc.Arbitrary<ParameterValues> =>
  fc.record(
    Object.fromEntries(
      Object.entries(algorithm.options).map(([name, { default: usual, swarm, type }]) => [
        name,
        fc.constantFrom(...(name === 'over' && typeof type === 'object' ? type.oneOf : (swarm ?? [usual!]))),
      ]),
    ),
  );

/** Plays `script`, asserts what holds at each step, and returns what was picked. */
function play(proxy: FakeProxy, first: readonly Backend[], script: readonly Step[]): number[] {
  const { balancer, unavailable } = proxy;
  const picked: number[] = [];
  let backends = first;
  let underway: string[] = [];
  balancer.update(backends);
  for (const step of script) {
    proxy.now += 100;
    if (step.do === 'request') {
      const up = backends.filter((_, position) => !unavailable.has(position));
      const backend = balancer.pick({ key: step.key, session: step.session });
      if (up.length === 0) expect(backend).toBe(-1);
      else expect(up).toContain(backends[backend]);
      picked.push(backend);
      if (backend >= 0) {
        balancer.sent(backend);
        underway.push(backends[backend].name);
      }
    } else if (step.do === 'end' && underway.length > 0) {
      const [name] = underway.splice(step.which % underway.length, 1);
      const backend = backends.findIndex((other) => other.name === name);
      if (backend >= 0) balancer.ended(backend, step.latency, step.ok);
    } else if (step.do === 'availability' && backends.length > 0) {
      if (step.up) unavailable.delete(step.which % backends.length);
      else unavailable.add(step.which % backends.length);
    } else if (step.do === 'all-down') for (const position of backends.keys()) unavailable.add(position);
    else if (step.do === 'idle' && backends.length > 0) balancer.idle?.(step.which % backends.length);
    else if (step.do === 'poll') proxy.loads = [...step.loads];
    else if (step.do === 'wait') proxy.now += step.micros;
    else if (step.do === 'update') {
      backends = step.backends;
      underway = underway.filter((_, i) => i % 2 === 0 || backends.some(({ name }) => name === underway[i]));
      unavailable.clear();
      balancer.update(backends);
    }
  }
  return picked;
}

describe.each([...balancingAlgorithms])('%s', (name, algorithm) => {
  it('is described for people', () => {
    expect(algorithm.name).toBe(name);
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(algorithm.summary).toMatch(/^\S.{10,110}[^.]$/);
    expect(algorithm.source.length).toBeGreaterThan(10);
    expect(algorithm.complexity).toMatch(/pick .*update /);
    for (const option of Object.values(algorithm.options)) {
      expect(option.doc.length).toBeGreaterThan(5);
      expect(option.source).toBeDefined();
      expect(option.swarm).toContainEqual(option.default);
    }
  });

  it('picks an available backend, −1 if and only if there is none, and the same again from the same stream', () => {
    fc.assert(
      fc.property(
        lists,
        steps,
        optionsOf(algorithm),
        fc.constantFrom('a', 'elsewhere'),
        (list, script, options, zone) => {
          const picked = play(fakeProxy(algorithm, options, { zone }), list, script);
          expect(play(fakeProxy(algorithm, options, { zone }), list, script)).toEqual(picked);
        },
      ),
      { seed: 5, numRuns: 30 },
    );
  });

  it('finds the one that is left of a hundred, whichever it is, and every one of two', () => {
    const proxy = fakeProxy(algorithm);
    proxy.balancer.update(backendsOf(100));
    for (let last = 0; last < 100; last += 9) {
      proxy.unavailable.clear();
      for (let backend = 0; backend < 100; backend++) if (backend !== last) proxy.unavailable.add(backend);
      expect(proxy.pick({ key: last })).toBe(last);
    }
    proxy.unavailable.delete(3);
    const seen = new Set(Array.from({ length: 64 }, (_, key) => proxy.pick({ key })));
    for (const backend of seen) expect([3, 99]).toContain(backend);
    proxy.unavailable.clear();
    for (let backend = 0; backend < 100; backend++) proxy.unavailable.add(backend);
    expect(proxy.pick()).toBe(-1);
  });

  it('leaves nobody out when all are alike', () => {
    const proxy = fakeProxy(algorithm, {}, { zone: 'elsewhere' });
    proxy.balancer.update(backendsOf(12));
    const counts = new Array<number>(12).fill(0);
    for (let key = 0; key < 6000; key++) {
      proxy.now += 1000;
      const backend = proxy.pick({ key });
      counts[backend]++;
      proxy.balancer.sent(backend);
      proxy.balancer.ended(backend, 1000, true);
    }
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });
});
