/** A balancing algorithm of the registry without a simulation around it: a clock, and backends that are all available. */
import type { Backend, Balancer } from '../src/algorithms/balancing/balancer.ts';
import { balancingAlgorithms } from '../src/algorithms/balancing/registry.ts';
import { defaultValues } from '../src/core/default-values.ts';
import type { ParameterValues } from '../src/core/parameters.ts';
import { randomStream } from '../src/core/random/random-stream.ts';

export interface BareBalancer {
  readonly balancer: Balancer;
  /** Microseconds. */
  now: number;
  /** The backend for a request with this key. */
  pick(key: number): number;
}

/** With the defaults of what `options` leaves out; it knows `backends`. */
export function bareBalancer(
  name: string,
  options: ParameterValues,
  backends: readonly Backend[],
  seed = 1,
): BareBalancer {
  const algorithm = balancingAlgorithms.get(name);
  if (algorithm === undefined) throw new RangeError(`no balancer ${name}`);
  const random = randomStream(seed, 'balancer');
  const environment = { zone: 'a', now: () => bare.now, random, available: () => true, reportedLoad: () => 0 };
  const balancer = algorithm.create(environment, { ...defaultValues(algorithm.options), ...options });
  const bare: BareBalancer = { balancer, now: 0, pick: (key) => balancer.pick({ key, session: -1 }) };
  balancer.update(backends);
  return bare;
}

/** So many, alike but for their names and, where given, weights. */
export const backendsNamed = (prefix: string, count: number, weights: readonly number[] = []): Backend[] =>
  Array.from({ length: count }, (_, i) => ({ name: `${prefix}${i}`, weight: weights[i] ?? 1, zone: 'a' }));
