/**
 * From a machine's doorstep to its processes: held while the node is paused, queued for the CPU if it costs time, then
 * handed over. Timers, finished syncs and broken connections run at once, also past messages that wait for the CPU;
 * only a break stays behind the messages of its process that wait in the serial lane.
 */
import type { ProcessId, StorageError } from '../algorithms/environment.ts';
import type { Micros } from '../core/time.ts';
import type { Host } from './host.ts';
import type { MessageObserver } from './network/message-observer.ts';
import type { ClusterNode, HeldEvent } from './node.ts';
import { HELD } from './timers.ts';

export interface Delivery {
  message(host: Host, from: ProcessId, payload: unknown): void;
  timer(host: Host, id: number): void;
  synced(host: Host, token: number, error: StorageError | undefined): void;
  disconnected(host: Host, peer: ProcessId): void;
  compute(host: Host, work: Micros, token: number): void;
  cancelCompute(host: Host, token: number): void;
  /** A job of the host's CPU lanes is done. */
  worked(host: Host, from: ProcessId, payload: unknown): void;
  /** Hands over what was held, in order. */
  drain(node: ClusterNode): void;
  /** Forgets what is held for dead processes. */
  forgetHeld(node: ClusterNode): void;
}

/** Stands in the CPU's queue for the end of a connection. */
const DISCONNECTED = Symbol('disconnected');
/** Stands for what a process computes; its number is the process' token. */
const COMPUTING = Symbol('computing');

export function createDelivery(observer: MessageObserver): Delivery {
  function hold(type: HeldEvent['type'], host: Host, number: number, payload: unknown): void {
    host.node.held.push({ type, host, number, payload });
  }

  function message(host: Host, from: ProcessId, payload: unknown): void {
    if (!host.node.open) {
      hold('message', host, from, payload);
      return;
    }
    const { cpu } = host.node;
    if (!host.costs || cpu === undefined || host.process.cost === undefined) {
      handOver(host, from, payload);
      return;
    }
    const { time, thread } = host.process.cost(observer.peek(payload));
    const lane = thread === 'serial' ? host.serialLane : host.parallelLane;
    if (time <= 0 && (thread === 'parallel' || cpu.pending(lane) === 0)) {
      handOver(host, from, payload);
      return;
    }
    if (cpu.waiting(lane) >= (host.process.queueLimit ?? Number.POSITIVE_INFINITY)) {
      refuse(host, from, payload);
      return;
    }
    cpu.run(lane, time, from, payload);
  }

  function handOver(host: Host, from: ProcessId, payload: unknown): void {
    const delivered = observer.delivered(host, payload);
    host.instance?.receive(from, delivered);
  }

  function refuse(host: Host, from: ProcessId, payload: unknown): void {
    const { refuse: decline } = host.process;
    const { environment } = host;
    observer.dropped(host, payload, 'queue full');
    if (decline !== undefined && environment !== undefined) decline(from, observer.peek(payload), environment);
  }

  function disconnected(host: Host, peer: ProcessId): void {
    if (!host.node.open) {
      hold('disconnected', host, peer, undefined);
      return;
    }
    const { cpu } = host.node;
    if (cpu !== undefined && cpu.pending(host.serialLane) > 0) cpu.run(host.serialLane, 0, peer, DISCONNECTED);
    else host.instance?.disconnected?.(peer);
  }

  function synced(host: Host, token: number, error: StorageError | undefined): void {
    if (!host.node.open) hold('synced', host, token, error);
    else if (error === undefined) host.instance?.synced(token);
    else host.instance?.storageFailed(token, error);
  }

  function timer(host: Host, id: number): void {
    if (host.node.open) {
      host.timers.set(id, 0);
      host.instance?.timeout(id);
    } else {
      host.timers.set(id, HELD);
      hold('timer', host, id, undefined);
    }
  }

  function release(event: HeldEvent): void {
    const { type, host, number, payload } = event;
    if (!host.alive) {
      if (type === 'message') observer.dropped(host, payload, 'lost in the crash');
    } else if (type === 'message') message(host, number, payload);
    else if (type === 'synced') synced(host, number, payload as StorageError | undefined);
    else if (type === 'disconnected') disconnected(host, number);
    // Not if an earlier event of the pause has cancelled or re-armed it.
    else if (host.timers.get(number) === HELD) timer(host, number);
  }

  return {
    message,
    timer,
    synced,
    disconnected,
    compute(host, work, token) {
      if (host.node.cpu === undefined) throw new RangeError(`${host.plan.name} has no CPU to compute on`);
      if (host.alive) host.node.cpu.run(host.parallelLane, work, token, COMPUTING);
    },
    cancelCompute: (host, token) => host.node.cpu?.withdraw(host.parallelLane, token, COMPUTING),
    worked(host, from, payload) {
      if (payload === DISCONNECTED) host.instance?.disconnected?.(from);
      else if (payload === COMPUTING) host.instance?.computed?.(from);
      else handOver(host, from, payload);
    },
    drain(node) {
      if (node.state !== 'running') return;
      node.open = true;
      const held = node.held.splice(0);
      for (const event of held) release(event);
    },
    forgetHeld(node) {
      const held = node.held.splice(0);
      for (const event of held) {
        if (event.host.alive) node.held.push(event);
        else if (event.type === 'message') observer.dropped(event.host, event.payload, 'lost in the crash');
      }
    },
  };
}
