/**
 * The machines, as everything above this floor sees them: a place to put processes and the levers that faults pull.
 * `createCluster` is in `create-cluster.ts`.
 */
import type { Environment, Message, Process, ProcessId } from '../algorithms/environment.ts';
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { ClusterControl } from './control.ts';
import type { Transport } from './topology.ts';

/** CPU time that handling a message takes before the process sees it. 0 bypasses the CPU. */
export interface MessageCost {
  readonly time: Micros;
  /** `serial`: one at a time per process and in order (a protocol's single thread). `parallel`: on any free core. */
  readonly thread: 'serial' | 'parallel';
}

export interface ProcessPlan {
  /** Unique; names the process' random streams. Convention: `store@n1`, `probes@eu/a`. */
  readonly name: string;
  readonly service: string;
  readonly node: NodeId;
  /** For messages that it sends. */
  readonly transport: Transport;
  /** Called at every boot of the node: a process never outlives a crash. */
  create(environment: Environment<Message, unknown>): Process<Message, unknown>;
  /** Called at the end of every life, after its process is gone: for the books of whoever placed it. */
  ended?(): void;
  cost?(message: Message): MessageCost;
  /** Messages that wait for the CPU beyond this many are passed to `refuse` (or dropped without one). */
  readonly queueLimit?: number;
  refuse?(from: ProcessId, message: Message, environment: Environment<Message, unknown>): void;
}

export interface NodeStatistics {
  /** Core-microseconds used, and core-microseconds there were while it was up. */
  readonly busy: number;
  readonly available: number;
  /** Integral of the run queue's length (waiting, not running) over time, in job·µs, and the time it was taken over. */
  readonly queueIntegral: number;
  readonly observed: Micros;
}

export interface Cluster extends ClusterControl {
  /** Ids are handed out from 0, in order. All processes are added before `boot`. */
  addProcess(plan: ProcessPlan): ProcessId;
  /** Starts every node, but for those whose processes are all switched off. */
  boot(): void;
  /**
   * Ends processes in order, as an operator does: they stay off whatever happens to their machine, until `switchOn`. A
   * machine all of whose processes are off has no power, and faults leave it alone. Before `boot`: not even started.
   */
  switchOff(processes: readonly ProcessId[]): void;
  /** Starts those that are off; on a machine that has crashed, when it is repaired. */
  switchOn(processes: readonly ProcessId[]): void;
  nodeOf(process: ProcessId): NodeId;
  /** The living process, undefined while its node is down. For observers and tests; never for algorithms. */
  processAt(process: ProcessId): Process | undefined;
  /** Whether a message sent now from one node to the other could arrive: neither is down, no partition between them. */
  connected(from: NodeId, to: NodeId): boolean;
  /**
   * Puts `work` microseconds at nominal speed on a free core of the machine, or into its run queue; `Process.computed` hears
   * when it is done. A process that ends takes its work with it. RangeError on a machine without a CPU.
   */
  compute(process: ProcessId, work: Micros, token: number): void;
  /** Takes back all work that was put there with `token`: done or not, nothing more is heard of it. */
  cancelCompute(process: ProcessId, token: number): void;
  /** Messages under way that a fault held up or copied: they may outlast it. */
  lateMessages(): number;
  /** CPU figures since the last `resetStatistics`. */
  statistics(node: NodeId): NodeStatistics;
  resetStatistics(): void;
}
