/** A process at run time: its place, its life, and what it has on its machine. */
import type { Environment, Message, Process, ProcessId } from '../algorithms/environment.ts';
import type { RandomStream } from '../core/random/random-stream.ts';
import type { ProcessPlan } from './cluster.ts';
import type { Log } from './disk/log-file.ts';
import type { Endpoint } from './network/endpoint.ts';
import type { Flow } from './network/flow.ts';
import { FlowTable } from './network/flow-table.ts';
import type { ClusterNode } from './node.ts';
import { Timers } from './timers.ts';
import type { NodePlan, Transport } from './topology.ts';

export class Host implements Endpoint {
  // In this order, so that what every message needs shares a cache line.
  readonly node: ClusterNode;
  /** What runs now, and the environment of this life. */
  instance: Process<Message, unknown> | undefined;
  environment: Environment<Message, unknown> | undefined;
  answer: Flow | undefined;
  /** Whether its messages may have to wait for the CPU. */
  readonly costs: boolean;
  readonly id: ProcessId;
  readonly transport: Transport;
  readonly flows = new FlowTable();
  readonly timers = new Timers();
  readonly process: ProcessPlan;
  readonly plan: NodePlan;
  readonly log: Log;
  /** CPU lanes; -1 on machines without a CPU. */
  readonly serialLane: number;
  readonly parallelLane: number;
  /** Not to run: an operator has switched it off. */
  off = false;
  /** The stream goes on over restarts. */
  random: RandomStream | undefined;

  constructor(id: ProcessId, process: ProcessPlan, node: ClusterNode) {
    this.id = id;
    this.process = process;
    this.costs = process.cost !== undefined && node.cpu !== undefined;
    this.node = node;
    this.plan = node.plan;
    this.transport = process.transport;
    this.log = node.disk.openLog(id);
    this.serialLane = node.cpu === undefined ? -1 : node.cpu.addLane('serial');
    this.parallelLane = node.cpu === undefined ? -1 : node.cpu.addLane('parallel');
  }

  get alive(): boolean {
    return this.instance !== undefined;
  }

  get dead(): boolean {
    return this.node.state === 'crashed';
  }
}
