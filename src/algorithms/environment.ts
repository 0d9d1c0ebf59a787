/**
 * The contract between an algorithm and the world that hosts it (simulation, hunt, browser, live).
 *
 * An algorithm is a `Process`: a deterministic state machine whose handlers run one at a time and never await. It
 * touches nothing but its `Environment`. All of its state is plain data. What survives a crash is what it appended to
 * its storage and what had been synced by then; everything else is gone when `start` is called again on a new process.
 *
 * Rules for messages and records: plain data; once sent or appended they are nobody's to change (worlds pass them by
 * reference).
 */
import type { Micros } from '../core/time.ts';
import type { ProtocolEvent } from './protocol-event.ts';

/** Address of a process (a replica of a service, or a client). Small non-negative integers. */
export type ProcessId = number;

/** A small integer that the algorithm chooses; each id names one timer. */
export type TimerId = number;

export interface Message {
  readonly kind: string;
}

export interface Environment<M extends Message = Message, R = unknown> {
  readonly self: ProcessId;
  /** Monotonic local clock: it drifts, but never jumps. */
  now(): Micros;
  /** What the operating system calls the time of day: it drifts, is offset, and jumps. */
  wallClock(): Micros;
  /** Uniform in [0, 1), from a stream of this process' own. */
  random(): number;
  /** Arms timer `id` to fire after `delay` on the local monotonic clock; an armed timer is re-armed. */
  setTimer(id: TimerId, delay: Micros): void;
  cancelTimer(id: TimerId): void;
  /** Sends without waiting; `bytes` is the size on the wire. Delivery depends on the transport that carries it. */
  send(to: ProcessId, message: M, bytes: number): void;
  readonly storage: Storage<R>;
  /** Tells observers what happened. Never influences the run. */
  observe(event: ProtocolEvent): void;
  /** Fail-stop: the process cannot go on (its storage failed, an assertion of its own broke). */
  halt(reason: string): void;
}

/**
 * One append-only log of records on the node's disk, with an atomic rewrite for compaction.
 * Operations take effect in order. None is durable before a later `sync` has been answered.
 */
export interface Storage<R = unknown> {
  append(record: R, bytes: number): void;
  /** Replaces the whole content at once (new file, sync, rename): after a crash either the old or the new is there. */
  rewrite(records: readonly R[], bytes: number): void;
  /** Answers with `synced(token)` once all earlier operations are durable, or `storageFailed(token, …)`. In order. */
  sync(token: number): void;
}

export type StorageError = 'full' | 'io';

/** What a restarting process finds on its disk. */
export interface Recovered<R = unknown> {
  /** The intact records, in order. */
  readonly records: readonly R[];
  /**
   * `clean`: everything that had been appended is there. `torn`: the tail after the last record was cut off or failed
   * its checksum, as after a power failure: it was never acknowledged unless the disk lied. `corrupt`: a record before
   * the tail failed its checksum (bit rot): `records` ends before it.
   */
  readonly integrity: 'clean' | 'torn' | 'corrupt';
}

export interface Process<M extends Message = Message, R = unknown> {
  /** Called once, before anything else: at first boot with no records, after a restart with what the disk kept. */
  start(recovered: Recovered<R>): void;
  receive(from: ProcessId, message: M): void;
  timeout(timer: TimerId): void;
  synced(token: number): void;
  storageFailed(token: number, error: StorageError): void;
  /** The stream connection to `peer` broke (it crashed, or nothing got through for too long): in-flight messages are lost. */
  disconnected?(peer: ProcessId): void;
  /** Computing that was asked for with `token` is done, in worlds that model the time it takes. */
  computed?(token: number): void;
}
