/** A validated scenario: plain data, every default filled in, every quantity in base units. */
import type { Topology } from '../cluster/topology.ts';
import type { Micros } from '../core/time.ts';
import type { FaultSpec } from '../faults/fault.ts';
import type { ServiceSpec } from '../services/service.ts';
import type { VerifySpec } from '../verify/verify-spec.ts';
import type { ClientSpec } from '../workload/client.ts';
import type { JobClassSpec } from '../workload/job-class.ts';
import type { CompareSpec } from './compare-spec.ts';
import type { RareEventsSpec } from './rare-events/rare-events-spec.ts';

export interface Scenario {
  readonly name: string;
  readonly description: string;
  /** Of the file's bytes, 64 hex digits. */
  readonly sha256: string;
  /** Calendar time measured, after the warm-up. */
  readonly duration: Micros;
  /** Not measured. Faults and measurements start after it. */
  readonly warmup: Micros;
  /** Independent seeds: seed, seed + 1, … */
  readonly runs: number;
  readonly seed: number;
  /** Servers first, then one client machine per client and zone. */
  readonly topology: Topology;
  readonly services: readonly ServiceSpec[];
  readonly clients: readonly ClientSpec[];
  /** Who submits jobs to batch clusters; absent: nobody. */
  readonly jobs?: readonly JobClassSpec[];
  readonly faults: readonly FaultSpec[];
  readonly expect: readonly Expectation[];
  readonly verify: VerifySpec;
  /** Absent: not looked for. */
  readonly rareEvents?: RareEventsSpec;
  /** What `fivenines compare` varies; absent: nothing. Runs do not look at it. */
  readonly compare?: CompareSpec;
}

/** `availability.time >= 99.999%`, parsed. */
export interface Expectation {
  /** As written. */
  readonly expression: string;
  /** Path into `summary` (or a shorthand for one), e.g. `availability.time`. */
  readonly metric: string;
  readonly operator: '<' | '<=' | '==' | '!=' | '>=' | '>';
  /** In result units: seconds, shares, counts. */
  readonly value: number;
}
