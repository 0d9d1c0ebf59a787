/** A world for one balancer: a clock, loads and availability that a test sets. */
import type {
  Backend,
  BalancedRequest,
  Balancer,
  BalancerEnvironment,
  BalancingAlgorithm,
} from '../../../src/algorithms/balancing/balancer.ts';
import { balancingAlgorithms } from '../../../src/algorithms/balancing/registry.ts';
import { defaultValues } from '../../../src/core/default-values.ts';
import type { ParameterValues } from '../../../src/core/parameters.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';

export interface FakeProxy {
  readonly balancer: Balancer;
  now: number;
  readonly unavailable: Set<number>;
  loads: number[];
  draws: number;
  shares: Record<string, number> | undefined;
  pick(request?: Partial<BalancedRequest>): number;
}

export function fakeProxy(
  algorithm: BalancingAlgorithm | string,
  options: ParameterValues = {},
  { seed = 1, zone = 'a' }: { seed?: number; zone?: string } = {},
): FakeProxy {
  const found = typeof algorithm === 'string' ? balancingAlgorithms.get(algorithm) : algorithm;
  if (found === undefined) throw new Error(`no algorithm ${algorithm}`);
  const stream = randomStream(seed, 'balancer');
  const environment: BalancerEnvironment = {
    zone,
    now: () => proxy.now,
    random: () => {
      proxy.draws++;
      return stream();
    },
    available: (backend) => {
      if (!Number.isInteger(backend) || backend < 0) throw new RangeError(`asked about backend ${backend}`);
      return !proxy.unavailable.has(backend);
    },
    reportedLoad: (backend) => proxy.loads[backend] ?? 0,
    instanceShare: (name) => proxy.shares?.[name] ?? 1 / 3,
  };
  const balancer = found.create(environment, { ...defaultValues(found.options), ...options });
  const proxy: FakeProxy = {
    balancer,
    now: 0,
    unavailable: new Set(),
    loads: [],
    draws: 0,
    shares: undefined,
    pick: ({ key = 0, session = -1 } = {}) => balancer.pick({ key, session }),
  };
  return proxy;
}

/** Backends named b0, b1, …, in zones a, b, c in turn. */
export const backendsOf = (count: number, weights: readonly number[] = []): Backend[] =>
  Array.from({ length: count }, (_, i) => ({ name: `b${i}`, weight: weights[i] ?? 1, zone: 'abc'[i % 3] }));

/** How often each of `count` backends is picked in `picks` requests with keys 0, 1, …, none under way. */
export function tally(proxy: FakeProxy, count: number, picks: number): number[] {
  const counts = new Array<number>(count).fill(0);
  for (let key = 0; key < picks; key++) counts[proxy.pick({ key })]++;
  return counts;
}
