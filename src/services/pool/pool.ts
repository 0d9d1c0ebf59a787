/** A pool of servers that queue and serve requests, and how callers reach it: plain data. */
import type { Transport } from '../../cluster/topology.ts';
import type { DistributionSpec } from '../../core/distributions/distribution.ts';
import type { ParameterValues } from '../../core/parameters.ts';
import type { Micros } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { CallPolicy } from '../retry/call-policy.ts';

export interface PoolSpec {
  readonly kind: 'pool';
  readonly name: string;
  /** Machines that may run a server, one each. Those after the first `initial` are off until the autoscaler wants them. */
  readonly nodes: readonly NodeId[];
  /** For balancers that count them, in the order of `nodes`; above 0. */
  readonly weights: readonly number[];
  readonly initial: number;
  readonly transport: Transport;
  /**
   * CPU time of a request on one core of nominal speed. It belongs to the request: drawn by the caller, the same in every
   * attempt and for every balancer (common random numbers).
   */
  readonly serviceTime: DistributionSpec;
  /** What a server adds to it, drawn anew for every attempt: pauses, cache misses. Absent: nothing. */
  readonly hiccup?: { readonly chance: number; readonly time: DistributionSpec };
  /** Requests in progress at once on a server, computing or waiting for services that it calls; others queue. */
  readonly concurrency: number;
  readonly queue: QueueSpec;
  /** Absent: only the queue's limit refuses requests. */
  readonly shedding?: SheddingSpec;
  /** Drops queued requests whose caller has given up by now. */
  readonly dropExpired: boolean;
  /** After its start a server is ready after `readiness` and takes `1 + slowdown` times as long at first, linearly less until `length` is over. */
  readonly startUp: { readonly readiness: DistributionSpec; readonly length: Micros; readonly slowdown: number };
  /** How long a server that is to stop finishes what it has, without new requests. */
  readonly drain: Micros;
  /** Made in this order, after the computing, while the request is in progress. */
  readonly calls: readonly CallSpec[];
  readonly routing: RoutingSpec;
  readonly scaling?: ScalingSpec;
  /** Rolling releases: servers are drained, restarted and awaited, `batch` at a time, with `pause` between batches. */
  readonly releases: readonly { readonly at: Micros; readonly batch: number; readonly pause: Micros }[];
  /** Bytes on the wire beside the headers. */
  readonly requestBytes: number;
  readonly responseBytes: number;
}

export interface QueueSpec {
  /**
   * `fifo`, `lifo`; `priority`: highest first, then fifo; `codel`: fifo that drops from the head while the wait has been
   * above `target` for `interval` (Nichols & Jacobson, "Controlling queue delay", ACM Queue 10, 2012).
   */
  readonly discipline: 'fifo' | 'lifo' | 'priority' | 'codel';
  /** Requests that may wait; one more is refused (`lifo`: the oldest; `priority`: the lowest, the latest of equals). */
  readonly limit: number;
  readonly target: Micros;
  readonly interval: Micros;
}

/** Refuses on arrival what would wait longer than `expectedWait`, by what the server knows of its queue and of past service times. */
export interface SheddingSpec {
  readonly expectedWait: Micros;
  /** Requests of this priority or higher are never shed. */
  readonly exempt: number;
}

export interface CallSpec extends CallPolicy {
  /** A pool or a replicated store. */
  readonly target: string;
  /** Of the requests, in 0..1, that make this call. */
  readonly share: number;
  /** On a store: a write instead of a read. */
  readonly write: boolean;
  /** Goes on together with the call before it instead of after it. */
  readonly parallel: boolean;
  /** A failure of this call fails the request. */
  readonly required: boolean;
}

export interface RoutingSpec {
  /** Name of the balancing algorithm in its registry. */
  readonly balancer: string;
  readonly options: ParameterValues;
  /** Balancers on every client machine, each with a share of the requests; servers that call have one each. */
  readonly instances: number;
  /** What balancers are told of the load: every `poll`, as it was `propagation` ago. `poll` 0: as it is now. */
  readonly view: { readonly poll: Micros; readonly propagation: Micros };
  /** Until an instance knows of servers that came or went. */
  readonly discovery: Micros;
  readonly healthChecks?: HealthCheckSpec;
  readonly outlierEjection?: OutlierEjectionSpec;
  readonly circuitBreaker?: CircuitBreakerSpec;
}

/** Requests of their own, answered at once by a server that is up and ready. */
export interface HealthCheckSpec {
  readonly every: Micros;
  readonly timeout: Micros;
  /** In a row. */
  readonly unhealthyAfter: number;
  readonly healthyAfter: number;
}

/** As in Envoy: a server that fails again and again gets nothing for `baseTime` × how often that happened. */
export interface OutlierEjectionSpec {
  readonly consecutiveFailures: number;
  readonly baseTime: Micros;
  readonly maxTime: Micros;
  /** Of the servers, in 0..1, that may be ejected at a time. */
  readonly maxShare: number;
}

/** Per instance, over the whole pool (Nygard, "Release It!", 2007, §5.2): closed → open → half-open. */
export interface CircuitBreakerSpec {
  readonly window: Micros;
  /** Answers in the window before it may open. */
  readonly minimum: number;
  /** Share of failures in the window at which it opens. */
  readonly failures: number;
  /** How long it stays open. */
  readonly open: Micros;
  /** Requests let through half-open; all must succeed to close it. */
  readonly probes: number;
  /** Requests that an instance may have under way; Infinity for no limit. */
  readonly maxInFlight: number;
}

export interface ScalingSpec {
  /** Name of the autoscaling algorithm in its registry. */
  readonly algorithm: string;
  readonly options: ParameterValues;
  readonly min: number;
  readonly max: number;
  /** How often it decides. */
  readonly every: Micros;
  /** Instances report every `every` an average over `window`, which arrives after `delay`. */
  readonly metrics: { readonly every: Micros; readonly window: Micros; readonly delay: Micros };
  /** Cores that an instance asks for at first: what its use is compared with. */
  readonly request: number;
  /** Filled in this order, emptied from the end. Together all nodes of the pool. */
  readonly nodePools: readonly NodePoolSpec[];
}

export interface NodePoolSpec {
  readonly name: string;
  readonly nodes: readonly NodeId[];
  /** For a machine that is on or being provisioned. */
  readonly pricePerHour: number;
  /** From the decision to the start of the server. */
  readonly provisioning: DistributionSpec;
}
