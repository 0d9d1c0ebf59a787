/** Calls of clients at random times, for tests that make everything else themselves. */
import type * as fc from 'fast-check';
import { operationArbitrary } from '../../explore/arbitraries/operation-arbitrary.ts';
import type { PlanLimits } from '../../explore/arbitraries/plan-limits.ts';
import type { PlannedOperation } from '../../explore/plan.ts';
import { inOrderOfTime } from './in-order-of-time.ts';
import { limitsOf } from './limits-of.ts';

export interface WorkloadOptions {
  /** Calls at most. Default 30. */
  readonly operations?: number;
  /** What is called. Default `write`, `read`, `append` and `cas`. */
  readonly names?: readonly PlannedOperation['f'][];
  /** Default `k1` and `k2`. */
  readonly keys?: readonly string[];
  /** Clients that call. Default 2. */
  readonly clients?: number;
  /** Machines that may be asked first. Default 3. */
  readonly machines?: number;
  /** Calls are made within this, in microseconds. Default 6 s. */
  readonly duration?: number;
}

/**
 * Values are not drawn: each write writes another one, so that histories can be told apart. Shrinks to fewer calls, and
 * these to plain writes and reads of one key by one client at round times.
 *
 * @example
 * fc.property(workloads({ keys: ['x'] }), (operations) => {
 *   expect(historyOf(raft, planOf(raft, { operations }))).toBeLinearizable('kv');
 * });
 */
export function workloads(options: WorkloadOptions = {}): fc.Arbitrary<readonly PlannedOperation[]> {
  const { operations, names, keys, clients, machines = 3, duration } = options;
  const bounds: Partial<PlanLimits> = {
    voters: { min: machines, max: machines },
    ...(names === undefined ? {} : { operationNames: names }),
    ...(keys === undefined ? {} : { keys }),
    ...(clients === undefined ? {} : { clients }),
    ...(duration === undefined ? {} : { duration }),
  };
  const limits = limitsOf({ name: '', options: {} }, bounds);
  return inOrderOfTime(operationArbitrary(limits), operations ?? limits.operations);
}
