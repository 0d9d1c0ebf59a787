/** The `Environment` of one life of a process. After its end it does nothing, whoever still holds on to it. */
import type { Environment, Message, ProcessId, Storage, TimerId } from '../algorithms/environment.ts';
import type { ProtocolEvent } from '../algorithms/protocol-event.ts';
import { randomStream } from '../core/random/random-stream.ts';
import type { Micros } from '../core/time.ts';
import type { HandlerId, Kernel } from '../kernel/kernel.ts';
import type { Trace } from '../kernel/trace.ts';
import type { Host } from './host.ts';
import type { Network } from './network/network.ts';

export interface EnvironmentParts {
  readonly kernel: Kernel;
  readonly trace: Trace;
  readonly seed: number;
  readonly network: Network;
  /** Fires timer `b` of process `a`. */
  readonly timer: HandlerId;
  readonly halt: (host: Host, reason: string) => void;
}

export class ProcessEnvironment implements Environment<Message, unknown> {
  readonly self: ProcessId;
  readonly storage: Storage<unknown>;
  private readonly parts: EnvironmentParts;
  private readonly host: Host;

  constructor(parts: EnvironmentParts, host: Host) {
    this.parts = parts;
    this.host = host;
    this.self = host.id;
    this.storage = new ProcessStorage(this, host);
  }

  now(): Micros {
    return this.host.node.clock.now(this.parts.kernel.machineNow);
  }

  wallClock(): Micros {
    return this.host.node.clock.wall(this.parts.kernel.machineNow);
  }

  random(): number {
    const { host } = this;
    if (host.random === undefined) host.random = randomStream(this.parts.seed, `process/${host.process.name}`);
    return host.random();
  }

  setTimer(id: TimerId, delay: Micros): void {
    if (!this.lives()) return;
    const { host } = this;
    const { kernel, timer } = this.parts;
    const wait = host.node.clock.machineDelay(delay);
    const handle = host.timers.get(id);
    if (handle <= 0 || !kernel.rearm(handle, wait)) host.timers.set(id, kernel.after(wait, timer, host.id, id));
  }

  cancelTimer(id: TimerId): void {
    if (!this.lives()) return;
    const handle = this.host.timers.get(id);
    if (handle > 0) this.parts.kernel.cancel(handle);
    this.host.timers.set(id, 0);
  }

  send(to: ProcessId, message: Message, bytes: number): void {
    if (this.host.environment === this) this.parts.network.send(this.host, to, message, bytes);
  }

  observe(event: ProtocolEvent): void {
    const { host } = this;
    const { kernel, trace } = this.parts;
    if (!this.lives() || !trace.wants('protocol')) return;
    const { service, node } = host.process;
    trace.publish({ kind: 'protocol', time: kernel.now, service, process: host.id, node, event });
  }

  halt(reason: string): void {
    if (this.lives()) this.parts.halt(this.host, reason);
  }

  private lives(): boolean {
    return this.host.environment === this;
  }
}

/** Its part of the machine's disk. */
class ProcessStorage implements Storage<unknown> {
  private readonly environment: ProcessEnvironment;
  private readonly host: Host;

  constructor(environment: ProcessEnvironment, host: Host) {
    this.environment = environment;
    this.host = host;
  }

  append(record: unknown, bytes: number): void {
    if (this.lives()) this.host.node.disk.append(this.host.log, record, bytes);
  }

  rewrite(records: readonly unknown[], bytes: number): void {
    if (this.lives()) this.host.node.disk.rewrite(this.host.log, records, bytes);
  }

  sync(token: number): void {
    if (this.lives()) this.host.node.disk.sync(this.host.log, token);
  }

  private lives(): boolean {
    return this.host.environment === this.environment;
  }
}
