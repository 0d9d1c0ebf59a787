/**
 * A machine's disk: one queue of operations, served in order, and a log per process.
 *
 * Appends go to the operating system's cache and are seen by whoever opens the file while the machine has power; they
 * take the disk's time but nobody waits for them. `sync` makes durable what its process had written by then. With group
 * commit all syncs that wait when one starts share one fsync. A rewrite is a new file, synced and renamed into place:
 * its own completion makes it durable, so that a power failure leaves the old content or the new, never a mixture.
 *
 * A write that finds no room has no effect, nor have the later ones until a sync has answered `full`: no holes.
 * Reading at recovery takes no time; per-operation I/O errors are not modelled.
 */
import type { Recovered, StorageError } from '../../algorithms/environment.ts';
import type { Distribution } from '../../core/distributions/distribution.ts';
import { type RandomStream, randomInteger, randomStream } from '../../core/random/random-stream.ts';
import type { EventHandle } from '../../kernel/event-queue.ts';
import type { HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { DiskObservation, NodeId } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { DiskFault } from '../control.ts';
import { createDraw, type Draw } from '../draw.ts';
import { type DiskFaults, foldDiskFaults, NO_DISK_FAULTS } from './disk-faults.ts';
import { appendTo, createLog, emptyFile, type Log, type LogFile, occupied, settle, truncate } from './log-file.ts';

export interface DiskModel {
  readonly write: Distribution;
  readonly fsync: Distribution;
  readonly bandwidth: number;
  readonly capacity: number;
  readonly groupCommit: boolean;
}

export interface DiskParts {
  readonly kernel: Kernel;
  readonly trace: Trace;
  readonly seed: number;
  readonly node: NodeId;
  readonly name: string;
  readonly model: DiskModel;
  /** A handler that calls `complete()` on the disk of node `a`. */
  readonly completion: HandlerId;
  /** Told when a sync is over; not for those of a former life. */
  readonly answer: (owner: number, token: number, error: StorageError | undefined) => void;
}

interface Operation {
  readonly log: Log;
  readonly life: number;
  readonly type: 'sync' | 'rewrite';
  readonly token: number;
  readonly file: LogFile;
  readonly length: number;
  readonly failed: boolean;
  /** Appends that its log had refused by then. */
  readonly refused: number;
  /** Microseconds of writing that come before the fsync. */
  readonly before: number;
}

export class Disk {
  private readonly parts: DiskParts;
  private readonly logs: Log[] = [];
  private readonly active: DiskFault[] = [];
  private faults: DiskFaults = NO_DISK_FAULTS;
  /** Operations under way share an fsync. */
  private serving: Operation[] = [];
  private waiting: Operation[] = [];
  private event: EventHandle = 0;
  /** While idle: machine time at which the writes so far are through. */
  private busyUntil = 0;
  /** While not idle: time taken by appends behind the last waiting operation. */
  private unsyncedWork = 0;
  private readonly drawWrite: Draw;
  private readonly drawFsync: Draw;
  private rots: RandomStream | undefined;

  constructor(parts: DiskParts) {
    this.parts = parts;
    const { model, seed, name } = parts;
    this.drawWrite = createDraw(model.write, seed, `disk/${name}/write`);
    this.drawFsync = createDraw(model.fsync, seed, `disk/${name}/fsync`);
  }

  openLog(owner: number): Log {
    const log = createLog(owner);
    this.logs.push(log);
    return log;
  }

  append(log: Log, record: unknown, bytes: number): void {
    this.work(this.writeTime(bytes));
    if (log.refused === log.toldRefused && this.admits(bytes)) appendTo(log.file, record, bytes);
    else log.refused++;
  }

  rewrite(log: Log, records: readonly unknown[], bytes: number): void {
    this.work(this.writeTime(bytes));
    const file = emptyFile();
    log.rewriteRefused = log.refused > log.toldRefused || !this.admits(bytes);
    if (!log.rewriteRefused) {
      const each = records.length > 0 ? bytes / records.length : 0;
      for (const record of records) appendTo(file, record, each);
      log.file = file;
    }
    this.enqueue(log, 'rewrite', 0);
  }

  sync(log: Log, token: number): void {
    this.enqueue(log, 'sync', token);
  }

  /** The event of the fsync under way has fired. */
  complete(): void {
    this.event = 0;
    const served = this.serving;
    for (const { log, life, file, length, failed } of served) {
      if (life !== log.life || failed || this.faults.lying) continue;
      if (log.durable === file && log.durableCount > length) continue;
      log.durable = file;
      log.durableCount = length;
    }
    for (const { log, life, type, token, failed, refused } of served) {
      if (life !== log.life || type !== 'sync') continue;
      log.toldRefused = refused;
      this.parts.answer(log.owner, token, failed ? 'full' : undefined);
    }
    // A handler may have ended its node, which has emptied the disk's queue.
    if (this.serving === served) this.serveNext();
  }

  /** A new life of the process that owns the log: what it finds. Cuts off what is damaged. */
  recover(log: Log): Recovered {
    log.life++;
    log.refused = 0;
    log.toldRefused = 0;
    log.rewriteRefused = false;
    const { records, rotten } = log.file;
    const count = Math.min(records.length, rotten);
    const lost = records.length - count;
    const integrity = lost > 1 || (lost === 1 && log.torn) ? 'corrupt' : lost === 1 || log.torn ? 'torn' : 'clean';
    if (lost > 0) {
      truncate(log.file, count);
      this.publish('corrupt', lost);
    }
    log.torn = false;
    log.durableCount = log.durable === log.file ? Math.min(log.durableCount, count) : log.durableCount;
    // What a process left that ended while its machine ran on may not be on the medium yet. Whoever opens a log syncs it
    // before anything is built on it; the time that takes is left out.
    if (!this.faults.lying) settle(log);
    return { records: log.file.records.slice(), integrity };
  }

  /** The process has ended and the machine has not: what it wrote stays, and nothing is answered any more. */
  release(log: Log): void {
    log.life++;
  }

  /** Power failure. */
  crash(torn: boolean): void {
    this.stop();
    let lost = 0;
    let damaged = 0;
    for (const log of this.logs) {
      const inPlace = log.durable === log.file;
      const unsynced = log.file.records.length - (inPlace ? log.durableCount : 0);
      lost += unsynced;
      if (torn && inPlace && unsynced > 0) {
        log.torn = true;
        damaged++;
      }
      log.file = log.durable;
      truncate(log.file, log.durableCount);
      log.life++;
    }
    if (lost > 0) this.publish('lost-unsynced', lost);
    if (damaged > 0) this.publish('torn', damaged);
  }

  /** Orderly end: everything written is durable at once, and nothing is answered any more. */
  flush(): void {
    this.stop();
    for (const log of this.logs) {
      settle(log);
      log.life++;
    }
  }

  wipe(): void {
    this.stop();
    for (const log of this.logs) {
      log.file = emptyFile();
      log.torn = false;
      settle(log);
      log.life++;
    }
  }

  /** Damages one of the durable records, or the last one of a log that has any. */
  rot(which: 'any' | 'tail'): void {
    let total = 0;
    for (const log of this.logs) total += log.durableCount;
    if (total === 0) return;
    const { seed, name } = this.parts;
    if (this.rots === undefined) this.rots = randomStream(seed, `disk/${name}/rot`);
    let at = randomInteger(this.rots, total);
    for (const log of this.logs) {
      if (at < log.durableCount) {
        const position = which === 'any' ? at : log.durableCount - 1;
        log.durable.rotten = Math.min(log.durable.rotten, position);
        return;
      }
      at -= log.durableCount;
    }
  }

  fault(fault: DiskFault): () => void {
    const added = { ...fault };
    this.active.push(added);
    this.faults = foldDiskFaults(this.active);
    return () => {
      const at = this.active.indexOf(added);
      if (at >= 0) this.active.splice(at, 1);
      this.faults = foldDiskFaults(this.active);
    };
  }

  private writeTime(bytes: number): number {
    const time = this.drawWrite() + (bytes / this.parts.model.bandwidth) * 1e6;
    return time * this.faults.factor + this.faults.stall;
  }

  private fsyncTime(): number {
    return this.drawFsync() * this.faults.factor + this.faults.stall;
  }

  private work(time: number): void {
    if (this.serving.length > 0) this.unsyncedWork += time;
    else this.busyUntil = Math.max(this.busyUntil, this.parts.kernel.machineNow) + time;
  }

  private admits(bytes: number): boolean {
    const { capacity } = this.parts.model;
    if (!this.faults.full && (capacity === Number.POSITIVE_INFINITY || this.used() + bytes <= capacity)) return true;
    this.publish('full', 1);
    return false;
  }

  private used(): number {
    let bytes = 0;
    for (const log of this.logs) bytes += occupied(log);
    return bytes;
  }

  private enqueue(log: Log, type: 'sync' | 'rewrite', token: number): void {
    const { file, life, refused } = log;
    const failed = refused > log.toldRefused || log.rewriteRefused;
    if (type === 'sync') log.rewriteRefused = false;
    this.waiting.push({
      log,
      life,
      type,
      token,
      file,
      length: file.records.length,
      failed,
      refused,
      before: this.unsyncedWork,
    });
    this.unsyncedWork = 0;
    if (this.serving.length === 0) this.serveNext();
  }

  private serveNext(): void {
    const { kernel, model, completion, node } = this.parts;
    const now = kernel.machineNow;
    if (this.waiting.length === 0) {
      this.serving = [];
      this.busyUntil = Math.max(this.busyUntil, now) + this.unsyncedWork;
      this.unsyncedWork = 0;
      return;
    }
    let count = 1;
    if (model.groupCommit) {
      while (count < this.waiting.length && sharesFsync(this.waiting[count - 1], this.waiting[count])) count++;
    }
    this.serving = this.waiting.splice(0, count);
    let time = this.fsyncTime();
    for (const operation of this.serving) time += operation.before;
    this.event = kernel.after(Math.max(this.busyUntil - now, 0) + time, completion, node);
  }

  private stop(): void {
    const { kernel } = this.parts;
    if (this.event !== 0) kernel.cancel(this.event);
    this.event = 0;
    this.serving = [];
    this.waiting = [];
    this.busyUntil = kernel.machineNow;
    this.unsyncedWork = 0;
  }

  private publish(change: DiskObservation['change'], records: number): void {
    const { trace, kernel, node } = this.parts;
    trace.publish({ kind: 'disk', time: kernel.now, node, change, records });
  }
}

/** A rewrite has an fsync of its own: the rename must not happen before it. */
const sharesFsync = (first: Operation, next: Operation): boolean => first.type === 'sync' && next.type === 'sync';
