/**
 * The contract of an autoscaler: a control loop that reads the metrics of a service, as late and as incomplete as its
 * pipeline delivers them, and says how many instances there should be, or how large they should be.
 */
import type { OptionConflict } from '../../core/option-conflict.ts';
import type { Parameters, ParameterValues } from '../../core/parameters.ts';
import type { Micros } from '../../core/time.ts';

/** One instance as the metric pipeline shows it. */
export interface ObservedInstance {
  readonly name: string;
  readonly phase: 'pending' | 'running' | 'failed';
  readonly terminating: boolean;
  readonly ready: boolean;
  /** When it was started, and when it last became ready or unready. */
  readonly startedAt: Micros;
  readonly readinessChangedAt: Micros;
  /** Cores requested. */
  readonly request: number;
  /** Cores in use, averaged over `window` that ends at `sampledAt`; absent: no metric has arrived. */
  readonly usage?: { readonly cores: number; readonly sampledAt: Micros; readonly window: Micros };
}

/** What a decision is made from. */
export interface ScalingObservation {
  readonly now: Micros;
  /** Instances asked for at present. */
  readonly replicas: number;
  readonly instances: readonly ObservedInstance[];
  /** Of the service as a whole, averaged as the pipeline does; absent where nothing has arrived. */
  readonly requestsPerSecond?: number;
  /** Requests that wait or are in progress: a backlog that is being worked on is still a backlog. */
  readonly queueLength?: number;
  /** Seconds, 99th percentile of the sojourn time. */
  readonly latency?: number;
}

export interface ScalingDecision {
  /** Instances wanted. */
  readonly replicas: number;
  /** Cores wanted for each instance; absent: as they are. */
  readonly request?: number;
  /** Why, for people, in one line: `cpu 91 % of a target of 60 %: 4 → 6`. */
  readonly reason: string;
}

/** Instances wanted at least and at most; they hold for every decision. */
export interface ReplicaBounds {
  readonly min: number;
  readonly max: number;
}

export interface Autoscaler {
  /** Called once every sync period. */
  decide(observation: ScalingObservation): ScalingDecision;
}

export interface AutoscalingAlgorithm {
  /** Kebab-case, as scenarios write it. */
  readonly name: string;
  /** One line for `fivenines list`. */
  readonly summary: string;
  readonly source: string;
  readonly options: Parameters;
  /** Asked when a scenario is read, with defaults filled in, once each option is right by itself. */
  check?(options: ParameterValues): OptionConflict | undefined;
  /** `options`: validated, defaults filled in. */
  create(options: ParameterValues, bounds: ReplicaBounds): Autoscaler;
}
