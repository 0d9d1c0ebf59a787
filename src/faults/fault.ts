/**
 * A fault is a plain record: what breaks, where, when, for how long. Scenario files, random generators, the hunter
 * and unit tests all speak these records.
 */
import type { DistributionSpec } from '../core/distributions/distribution.ts';
import type { ParameterValues } from '../core/parameters.ts';
import type { Micros } from '../core/time.ts';

/** When a fault strikes. All on the calendar. */
export type FaultSchedule =
  | { readonly type: 'at'; readonly times: readonly Micros[] }
  /** Again and again, the gap drawn anew each time, counted from the start of the previous one. */
  | { readonly type: 'every'; readonly gap: DistributionSpec }
  /** Per target (`each node`, `each zone`, …): up for `mtbf`, down for `repair`, and so on, independently. */
  | { readonly type: 'mtbf'; readonly mtbf: DistributionSpec; readonly repair: DistributionSpec };

export interface FaultSpec {
  /** Names it for `heal` and for reports; unique in a scenario. Default `kind#position`. */
  readonly name: string;
  readonly kind: string;
  /**
   * Selector expressions, see `faults/target.ts`: `n1`, `leader of store`, `a follower of store`,
   * `2 random nodes in zone a`, `each node`, `each rack`, `rest`, … One for most kinds; several groups for a partition.
   */
  readonly targets: readonly string[];
  readonly schedule: FaultSchedule;
  /** How long it lasts; absent: until healed by name, or for ever. Ignored by `mtbf`, which has `repair`. */
  readonly length?: DistributionSpec;
  /** Chance that a node fault takes neighbours in the same rack (or zone) with it: correlated bursts. */
  readonly burst?: { readonly share: number; readonly within: 'rack' | 'zone' | 'region'; readonly spread: Micros };
  /** Not before, not after: calendar bounds. */
  readonly from?: Micros;
  readonly to?: Micros;
  /** At most so many occurrences. */
  readonly limit?: number;
  /** Values for the kind's own parameters, defaults filled in. */
  readonly parameters: ParameterValues;
}
