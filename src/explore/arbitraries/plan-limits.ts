/** What plans are drawn from: every list and bound of the arbitraries, with defaults that suit any protocol. */
import type { Parameters, Range } from '../../core/parameters.ts';
import { MILLISECOND, type Micros, SECOND } from '../../core/time.ts';
import type { OperationName } from '../../services/store-client/invoke.ts';
import type { PlannedOrder } from '../plan.ts';

export interface PlanLimits {
  /** Name of the protocol in the registry. */
  readonly protocol: string;
  /** The protocol's own, for those that are worth a try (`swarm`). */
  readonly parameters: Parameters;
  readonly voters: Range;
  /** At most. */
  readonly spares: number;
  readonly duration: Micros;
  readonly latency: Range;
  readonly fsync: Range;
  /** Kinds that may be drawn. The default leaves out what no protocol bears: lying disks, lost disks, bad clocks. */
  readonly faultKinds: readonly string[];
  readonly faults: number;
  /** Kinds of messages to meddle with singly, as traces name them; none: any message. */
  readonly messages: readonly string[];
  readonly orderTypes: readonly PlannedOrder['type'][];
  readonly orders: number;
  readonly operationNames: readonly OperationName[];
  readonly operations: number;
  readonly keys: readonly string[];
  readonly clients: number;
}

export const DEFAULT_LIMITS: Omit<PlanLimits, 'protocol' | 'parameters'> = {
  voters: { min: 3, max: 5 },
  spares: 0,
  duration: 6 * SECOND,
  latency: { min: 100, max: 20 * MILLISECOND },
  fsync: { min: 0, max: 20 * MILLISECOND },
  faultKinds: ['crash', 'stop', 'pause', 'isolate', 'partition', 'one-way-partition', 'link-loss', 'delay', 'tamper'],
  faults: 12,
  messages: [],
  orderTypes: ['transfer-leadership'],
  orders: 2,
  operationNames: ['write', 'read', 'append', 'cas'],
  operations: 30,
  keys: ['k1', 'k2'],
  clients: 2,
};
