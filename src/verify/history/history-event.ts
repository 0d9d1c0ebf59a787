/**
 * One line of a history, Jepsen-shaped: an operation begins (`invoke`) or ends.
 *
 * A process has one operation at a time. `ok`: it took effect; `fail`: it did not, and never will; `info`: nobody knows,
 * it may take effect at any later time or never, and its process is not heard of again.
 */
import type { HistoryValue } from './history-value.ts';

export const EVENT_TYPES = ['invoke', 'ok', 'fail', 'info'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export interface HistoryEvent {
  readonly process: number;
  readonly type: EventType;
  /** `read`, `write`, `cas`, `append`, `enqueue`, … The model knows which. */
  readonly f: string;
  /** The object that it is about. Absent where there is only one. */
  readonly key?: string;
  /** Arguments; in the `ok` of a read, what it found. `[expected, new]` for a `cas`. */
  readonly value: HistoryValue;
  /** Microseconds in our histories, nanoseconds in Jepsen's. For display: the order of the lines is what counts. */
  readonly time?: number;
  /** Why it failed or is unknown. `cas-mismatch`: it found something other than what it expected. */
  readonly reason?: string;
  /** Where it stands in its file, from 1. */
  readonly line?: number;
}

/** The reason of a `cas` that was carried out and found something else. It says what the object did not hold. */
export const MISMATCH = 'cas-mismatch';
