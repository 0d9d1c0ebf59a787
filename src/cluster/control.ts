/** The levers that faults pull. Everything else about machines is private to `cluster/`. */
import type { DistributionSpec } from '../core/distributions/distribution.ts';
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Topology } from './topology.ts';

/** What happens to traffic from any node in `from` to any node in `to` (one-way; pull it twice for both ways). */
export interface LinkImpairment {
  readonly from: readonly NodeId[];
  readonly to: readonly NodeId[];
  /** Nothing gets through. */
  readonly blocked?: boolean;
  /** Added to the link's own, combined as independent chances. */
  readonly loss?: number;
  readonly duplicate?: number;
  readonly reorder?: number;
  /** Drawn per message and added to the latency, microseconds. */
  readonly extraLatency?: DistributionSpec;
  /** Bytes per second; the smallest in force counts. */
  readonly bandwidth?: number;
  /** Meddles with single messages rather than with the link. */
  readonly messages?: MessageTampering;
}

/**
 * Counted per ordered pair of machines, as messages are sent: lets `skip` matching ones pass, then strikes the next `count`.
 * What other impairments of the kind do does not change the count; the first that strikes a message decides.
 */
export interface MessageTampering {
  /** `raft/vote-response`; absent: every message. */
  readonly kind?: string;
  readonly skip: number;
  readonly count: number;
  /**
   * `drop`: lost for good, on a stream as well. `hold`: arrives `by` later than it would have, and what follows overtakes
   * it, on a stream as well. `duplicate`: a second copy arrives `by` later. What is late has left its stream and fares as
   * a datagram: a partition takes it, and it may reach a later life of its receiver.
   */
  readonly action: 'drop' | 'hold' | 'duplicate';
  readonly by: Micros;
}

export type DiskFault =
  /** Every operation takes `factor` times as long, plus `stall` microseconds. */
  | { readonly type: 'slow'; readonly factor: number; readonly stall: Micros }
  /** Writes fail with `full`. */
  | { readonly type: 'full' }
  /** fsync answers but does nothing until the fault ends. */
  | { readonly type: 'lying-fsync' };

export interface ClusterControl {
  readonly topology: Topology;
  isUp(node: NodeId): boolean;
  /** Up and not paused. */
  isRunning(node: NodeId): boolean;
  /** Power failure: volatile state and unsynced data are gone. `torn`: half of the first lost write is left on the disk. */
  crash(node: NodeId, options?: { readonly torn?: boolean }): void;
  /** Orderly stop: everything pending is synced first (instantly). */
  stop(node: NodeId): void;
  /** Brings a crashed, stopped or halted node back. No effect on a running one. */
  restart(node: NodeId): void;
  pause(node: NodeId): void;
  resume(node: NodeId): void;
  /** Multiplies the CPU's speed; returns the undo. Effects of several stack. */
  slowCpu(node: NodeId, factor: number): () => void;
  faultDisk(node: NodeId, fault: DiskFault): () => void;
  /** Flips a bit in a random durable record; found at the next recovery. `record`: 'any' or only the 'tail'. */
  rotDisk(node: NodeId, record: 'any' | 'tail'): void;
  /** A blank disk at the next restart. */
  wipeDisk(node: NodeId): void;
  /** Adds to the rate error of the node's clocks. */
  driftClock(node: NodeId, ppm: number): () => void;
  /** Moves the wall clock at once. */
  jumpClock(node: NodeId, by: Micros): void;
  impair(impairment: LinkImpairment): () => void;
}
