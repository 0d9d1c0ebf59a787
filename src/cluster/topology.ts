/** Where machines stand and what they are made of: plain data. */
import type { DistributionSpec } from '../core/distributions/distribution.ts';
import type { NodeId } from '../kernel/observation.ts';

export interface Place {
  readonly region: string;
  /** Zone names are unique within the topology (`eu/a` where two regions share a name). */
  readonly zone: string;
  /** Rack names are unique within the topology (`a/r1`). */
  readonly rack: string;
}

export interface NodePlan extends Place {
  readonly id: NodeId;
  /** `n1`, `n2`, … for servers; client machines are named after their client and zone. */
  readonly name: string;
  /** Client machines have no CPU or disk model and take no node faults; partitions of their zone cut them off. */
  readonly role: 'server' | 'client';
  readonly machine: MachineSpec;
}

export interface MachineSpec {
  readonly cores: number;
  /** 1 is nominal; 0.5 takes twice as long. */
  readonly speed: number;
  readonly disk: DiskSpec;
  readonly clock: ClockSpec;
}

export interface DiskSpec {
  /** Microseconds for a buffered append. */
  readonly write: DistributionSpec;
  /** Microseconds for an fsync. */
  readonly fsync: DistributionSpec;
  /** Bytes per second; Infinity where size does not matter. */
  readonly bandwidth: number;
  /** Bytes; Infinity for no limit. */
  readonly capacity: number;
  /** Syncs that wait while one is under way are served by the next one together. */
  readonly groupCommit: boolean;
}

export interface ClockSpec {
  /** Initial offset of the wall clock, microseconds; drawn per node. */
  readonly offset: DistributionSpec;
  /** Rate error in parts per million: drawn uniformly in ±drift per node. */
  readonly drift: number;
}

/** How messages fare between two places. Loss and kin hold per message, independently. */
export interface LinkSpec {
  /** One-way, microseconds. */
  readonly latency: DistributionSpec;
  /** Share of packets lost, 0..1. */
  readonly loss: number;
  /** Share of datagrams delivered twice. */
  readonly duplicate: number;
  /** Share of datagrams delayed by a second latency draw, so that later ones overtake them. */
  readonly reorder: number;
  /** Bytes per second; Infinity for no limit. Messages queue for it. */
  readonly bandwidth: number;
}

export interface LinkPlan {
  readonly sameNode: LinkSpec;
  readonly sameRack: LinkSpec;
  readonly sameZone: LinkSpec;
  readonly crossZone: LinkSpec;
  readonly crossRegion: LinkSpec;
  /** Overrides `crossRegion`, keyed `from→to` by region name. */
  readonly regionPairs: Readonly<Record<string, LinkSpec>>;
}

export interface Topology {
  readonly nodes: readonly NodePlan[];
  readonly links: LinkPlan;
}

export type Transport = 'stream' | 'datagram';
