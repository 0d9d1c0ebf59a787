/** The books of one server of a pool, as they are when somebody looks at them. */
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';

export interface ServerFlow {
  readonly service: string;
  readonly node: NodeId;
  /** Attempts that have reached it since the run began. */
  readonly arrived: number;
  /** What the server itself says it has: 0 while it is down. */
  readonly waiting: number;
  readonly inProgress: number;
  /** When those arrived that have not ended. */
  readonly arrivals: readonly Micros[];
  /** How long these have waited so far, together. */
  readonly waited: Micros;
  /** Now, and request-microseconds up to now: of those that waited, and of all that were there. */
  readonly until: Micros;
  readonly waitingIntegral: number;
  readonly presentIntegral: number;
}
