/**
 * The contract of a load balancer: which backend gets the next request, decided from what one instance of a proxy can
 * know. Many instances run side by side, each with a view of its own, possibly stale; that is what decides in practice.
 *
 * Backends are numbered by their position in the list of the last `update`. Nothing on the way of a request allocates.
 */
import type { Parameters, ParameterValues } from '../../core/parameters.ts';
import type { Micros } from '../../core/time.ts';

/** A backend as service discovery announces it. */
export interface Backend {
  /** Stable: what consistent hashing hashes. Unique in a list. */
  readonly name: string;
  /** Its share relative to the others, above 0. */
  readonly weight: number;
  readonly zone: string;
}

/** What a request shows to a balancer. */
export interface BalancedRequest {
  /** Hash of what it is about, an integer in [0, 2³²): equal for equal keys. */
  readonly key: number;
  /** The caller's session, an integer ≥ 0; −1 for none. */
  readonly session: number;
}

/** What an instance can see and use. */
export interface BalancerEnvironment {
  /** Where this instance runs. */
  readonly zone: string;
  now(): Micros;
  /** Uniform in [0, 1), from a stream of this instance's own. */
  random(): number;
  /** Whether the backend may get requests: not known to be down, ejected or draining. */
  available(backend: number): boolean;
  /** Requests at the backend, in service and waiting, as this instance was last told: as old as its last poll. */
  reportedLoad(backend: number): number;
  /**
   * Of the instances of this proxy, the share in `zone`, in 0..1, above 0 in its own. Asked for at each `update`. Absent:
   * as many in every zone that has backends.
   */
  instanceShare?(zone: string): number;
}

export interface Balancer {
  /**
   * The list of backends has changed; called once before the first pick. What is known of a backend stays, by name.
   * The list is nobody's to change afterwards.
   */
  update(backends: readonly Backend[]): void;
  /** Where the request goes: the position of an available backend; −1 if there is none. Does not count as sent. */
  pick(request: BalancedRequest): number;
  /** This instance has sent a request there. */
  sent(backend: number): void;
  /** It was answered, failed or given up after `latency`. Not called for a backend that has left the list. */
  ended(backend: number, latency: Micros, ok: boolean): void;
  /** The backend has told this instance that it has nothing to do. */
  idle?(backend: number): void;
}

export interface BalancingAlgorithm {
  /** Kebab-case, as scenarios write it. */
  readonly name: string;
  /** One line for `fivenines list`. */
  readonly summary: string;
  /** Paper, or the proxy that does it so. */
  readonly source: string;
  /** Of a pick over n backends, such as `O(1)` or `O(log n)`; and of an update. */
  readonly complexity: string;
  readonly options: Parameters;
  /** `options`: validated, defaults filled in. */
  create(environment: BalancerEnvironment, options: ParameterValues): Balancer;
}
