/**
 * One hunted run: everything that was drawn for it, as plain data. A run is a pure function of its plan; a
 * counterexample is a plan, shrunk, and is written as a scenario file.
 *
 * Machines are numbered from 0 and named `n1`, `n2`, …: first the voters, then the spares. Times count from the start of
 * the run, at which the cluster boots: there is no warm-up.
 */
import type { Transport } from '../cluster/topology.ts';
import type { ParameterValues, Range } from '../core/parameters.ts';
import type { Micros } from '../core/time.ts';
import type { ScriptedOperation } from '../workload/client.ts';

export interface Plan {
  /** Of the run's random streams: latencies, timeouts. */
  readonly seed: number;
  /** Name of the protocol in the registry. */
  readonly protocol: string;
  /** Those that differ from the protocol's defaults. */
  readonly options: ParameterValues;
  readonly voters: number;
  /** Replicas outside the first membership. */
  readonly spares: number;
  readonly transport: Transport;
  /** One way, microseconds, uniform; constant where both ends are equal. */
  readonly latency: Range;
  /** Microseconds for an fsync, uniform. */
  readonly fsync: Range;
  readonly duration: Micros;
  /** Ascending in time. */
  readonly operations: readonly PlannedOperation[];
  /** Orders of the operator, ascending in time. */
  readonly orders: readonly PlannedOrder[];
  /** Ascending in time. */
  readonly faults: readonly PlannedFault[];
  /** Absent where liveness is not owed: the faults went beyond what the protocol bears. */
  readonly healing: Healing | undefined;
}

export interface PlannedOperation extends Pick<ScriptedOperation, 'at' | 'f' | 'key'> {
  /** From 0 on: which of the clients calls. Each has a machine and a belief of its own about who leads. */
  readonly client: number;
  /** The replica asked first. */
  readonly via?: number;
}

export interface PlannedOrder {
  readonly at: Micros;
  /** How long the operator insists; absent: until it is carried out. */
  readonly for?: Micros;
  readonly type: 'add-voter' | 'add-learner' | 'remove' | 'transfer-leadership' | 'replace';
  /** One machine; of a `replace`, the voters. */
  readonly nodes: readonly number[];
}

/** A fault as scenario files have it, at one time. */
export interface PlannedFault {
  readonly kind: string;
  /** Targets as in scenario files: `n1`, `leader of store`, `n1 and n2`, `rest`. */
  readonly groups: readonly string[];
  readonly at: Micros;
  /** Absent for kinds that are over at once. */
  readonly for?: Micros;
  /** Without defaults. */
  readonly parameters: ParameterValues;
}

/** All faults end; then only a majority is connected, and must get going again. */
export interface Healing {
  readonly at: Micros;
  /** Machines that stay cut off (their processes go on). */
  readonly without: readonly number[];
  /** A write must be acknowledged so long after `at`. */
  readonly within: Micros;
}
