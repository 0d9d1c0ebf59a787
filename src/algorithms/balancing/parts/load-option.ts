/** Which load of a backend a balancer goes by: what it knows itself, or what it is told. */
import type { Parameter } from '../../../core/parameters.ts';
import type { BalancerEnvironment } from '../balancer.ts';
import type { InFlight } from './in-flight.ts';

export const LOADS = ['in-flight', 'reported'] as const;

/** The descriptor, with the default that the algorithm's source has. */
export const loadOption = (loadDefault: (typeof LOADS)[number], source: string): Parameter => ({
  type: { oneOf: LOADS },
  doc: 'load that counts: in-flight, the requests of this instance that are under way; reported, all requests there as of the last poll',
  default: loadDefault,
  source,
  swarm: LOADS,
});

/** The load of a backend, in requests. */
export const loadBy = (option: unknown, environment: BalancerEnvironment, flight: InFlight) =>
  option === 'reported'
    ? (backend: number): number => environment.reportedLoad(backend)
    : (backend: number): number => flight.counts[backend];
