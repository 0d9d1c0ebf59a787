/** What the network knows of a process, and how it hands over to it. */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { NodePlan, Transport } from '../topology.ts';
import type { Flow } from './flow.ts';
import type { FlowTable } from './flow-table.ts';

export interface Endpoint {
  readonly id: ProcessId;
  readonly plan: NodePlan;
  /** For what it sends. */
  readonly transport: Transport;
  /** The process lives (its node may be paused). */
  readonly alive: boolean;
  /** The machine has no power: nothing answers. A live machine without the process refuses connections. */
  readonly dead: boolean;
  /** By peer, made at the first message in either direction. */
  readonly flows: FlowTable;
  /** The way back to whom it heard from last: most messages are answers. */
  answer: Flow | undefined;
}

export interface Receiver {
  deliver(to: Endpoint, from: ProcessId, payload: unknown): void;
  disconnected(end: Endpoint, peer: ProcessId): void;
}
