/** A machine at run time. */
import type { NodeClock } from './clock.ts';
import type { Cpu } from './cpu.ts';
import type { Disk } from './disk/disk.ts';
import type { Host } from './host.ts';
import type { NodePlan } from './topology.ts';

/**
 * `down`: not started yet, stopped in order, or all of its processes gave up: the machine has power and refuses
 * connections. `crashed`: no power, nothing answers.
 */
export type NodeState = 'down' | 'crashed' | 'paused' | 'running';

/** What happened to a process of a paused node, in the order in which it happened. */
export interface HeldEvent {
  readonly type: 'message' | 'timer' | 'synced' | 'disconnected';
  readonly host: Host;
  /** Sender, timer id, token or peer. */
  readonly number: number;
  readonly payload: unknown;
}

export interface ClusterNode {
  readonly plan: NodePlan;
  readonly clock: NodeClock;
  /** Client machines have none: work takes no time there. */
  readonly cpu: Cpu | undefined;
  readonly disk: Disk;
  readonly hosts: Host[];
  state: NodeState;
  /** Running, and nothing held is left to hand over first. */
  open: boolean;
  readonly held: HeldEvent[];
  wipeAtRestart: boolean;
  readonly slowdowns: { readonly factor: number }[];
}
