/** Who calls a service: plain data. */
import type { DistributionSpec } from '../core/distributions/distribution.ts';
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { CallPolicy } from '../services/retry/call-policy.ts';
import type { OperationName } from '../services/store-client/invoke.ts';

/** Open-loop arrivals. Rates are per second over the whole client, whatever the number of users. */
export type ArrivalSpec =
  | { readonly kind: 'poisson'; readonly rate: number }
  | { readonly kind: 'constant'; readonly rate: number }
  | { readonly kind: 'on-off'; readonly rate: number; readonly on: DistributionSpec; readonly off: DistributionSpec }
  /** Poisson with a sinusoidal rate between `low` and `high` over `period`, highest at `peak` (offset into the period). */
  | {
      readonly kind: 'diurnal';
      readonly low: number;
      readonly high: number;
      readonly period: Micros;
      readonly peak: Micros;
    }
  /** Exact times, ascending, relative to the start. */
  | { readonly kind: 'timestamps'; readonly times: readonly Micros[]; readonly source: string }
  /** Piecewise-constant Poisson. */
  | {
      readonly kind: 'rates';
      readonly steps: readonly { readonly at: Micros; readonly rate: number }[];
      readonly source: string;
    };

export type KeySpec =
  | { readonly kind: 'uniform'; readonly count: number }
  | { readonly kind: 'zipf'; readonly exponent: number; readonly count: number }
  /** A share of the accesses goes to the first `hot` of `count` keys. */
  | { readonly kind: 'hot-set'; readonly count: number; readonly hot: number; readonly share: number };

interface ClientBase extends CallPolicy {
  readonly name: string;
  /** The service it calls. */
  readonly target: string;
  /** Client machines stand in these zones, one each; arrivals and users are spread over them evenly. */
  readonly zones: readonly string[];
  readonly keys: KeySpec;
  /** Weights by operation; they add up to 1. */
  readonly mix: Readonly<Partial<Record<OperationName, number>>>;
  readonly valueBytes: number;
  /** Distinct users of this client, for user uptime. */
  readonly users: number;
  /** Of requests to a pool, drawn per request; shares add up to 1. Higher is more important. Absent: all 0. */
  readonly priorities?: readonly { readonly priority: number; readonly share: number }[];
}

/** One call of a script. Times count from the end of the warm-up. */
export interface ScriptedOperation {
  readonly at: Micros;
  readonly f: OperationName;
  readonly key: string;
  /** What is written or appended; absent: a value of its own, as other clients have. */
  readonly value?: number | string;
  /** Of a `cas`. */
  readonly expected?: number | string | null;
  /** The node whose replica is asked first; absent: whoever the client believes to lead. */
  readonly via?: NodeId;
}

export type ClientSpec =
  /** One write per zone at every tick: what availability by time is measured from. */
  | (ClientBase & { readonly kind: 'probe'; readonly every: Micros })
  | (ClientBase & { readonly kind: 'open'; readonly arrivals: ArrivalSpec })
  /** Calls at set times, ascending, all from the machine in the first zone. */
  | (ClientBase & { readonly kind: 'scripted'; readonly operations: readonly ScriptedOperation[] })
  /** `concurrency` callers, each of which waits for its answer and thinks before the next call. */
  | (ClientBase & { readonly kind: 'closed'; readonly concurrency: number; readonly think: DistributionSpec });
