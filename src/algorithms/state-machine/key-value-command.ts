/** The commands of the key-value store and what they answer: plain data, as they stand in the replicated log. */
import type { SessionStamp } from './session-table.ts';

export type Scalar = number | string | null;

/** What a key holds: a register, or a list that `append` built. A key that was never written holds null. */
export type Value = Scalar | readonly Scalar[];

export interface KeyValueCommand {
  readonly op: 'read' | 'write' | 'cas' | 'append' | 'delete';
  readonly key: string;
  /** `write` and `append`: the new element; `cas`: the new value. */
  readonly value?: Scalar;
  /** `cas`: what the key must hold for the new value to be set. */
  readonly expected?: Scalar;
  /** Bytes that `value` stands for, in snapshots. */
  readonly valueBytes?: number;
  /** Absent: the command is applied as often as it is in the log. Reads need none. */
  readonly session?: SessionStamp;
}

export type KeyValueResponse =
  /** `value`: what a `read` found; null otherwise. */
  | { readonly status: 'ok'; readonly value: Value }
  /** A `cas` that found something else. No effect. */
  | { readonly status: 'mismatch'; readonly value: Value }
  /** The session had been dropped, so whether this command was applied before is not known. This entry had no effect. */
  | { readonly status: 'expired' }
  /** A later command of the same session was applied before this entry, which therefore had no effect. */
  | { readonly status: 'stale' };
