/** Faults at random times, for tests that make everything else themselves. */
import type * as fc from 'fast-check';
import { faultArbitrary } from '../../explore/arbitraries/fault-arbitrary.ts';
import type { PlanLimits } from '../../explore/arbitraries/plan-limits.ts';
import type { PlannedFault } from '../../explore/plan.ts';
import { inOrderOfTime } from './in-order-of-time.ts';
import { limitsOf } from './limits-of.ts';

export interface FaultScheduleOptions {
  /** Faults at most. Default 12. */
  readonly faults?: number;
  /** Machines that faults may name, `n1` to `n<machines>`. Default 3. */
  readonly machines?: number;
  /** Names from `fivenines list faults`. Default: what consensus protocols bear. */
  readonly kinds?: readonly string[];
  /** Faults strike within this, in microseconds. Default 6 s. */
  readonly duration?: number;
  /** Kinds of messages that are lost, held up or doubled singly, such as `raft/append`. Default: any message. */
  readonly messages?: readonly string[];
}

/**
 * Shrinks to fewer faults, and each to a plain kind that strikes one machine by name at a round time.
 *
 * @example
 * fc.property(faultSchedules({ machines: 3 }), (faults) => {
 *   expect(runCluster(raft, planOf(raft, { faults }))).toHoldInvariants();
 * });
 */
export function faultSchedules(options: FaultScheduleOptions = {}): fc.Arbitrary<readonly PlannedFault[]> {
  const { faults, machines = 3, kinds, duration, messages } = options;
  const bounds: Partial<PlanLimits> = {
    ...(kinds === undefined ? {} : { faultKinds: kinds }),
    ...(duration === undefined ? {} : { duration }),
    ...(messages === undefined ? {} : { messages }),
  };
  const limits = limitsOf({ name: '', options: {} }, bounds);
  return inOrderOfTime(faultArbitrary(limits, machines), faults ?? limits.faults);
}
