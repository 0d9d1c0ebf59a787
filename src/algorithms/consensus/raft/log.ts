/**
 * The replicated log (§5.3): entries after a base, the last position that compaction (§7) has dropped.
 * Index 1 is the first entry of all; position (0, 0) stands before it and matches in every log.
 */
import type { Membership } from '../../protocol-event.ts';
import type { Command } from '../consensus.ts';

export interface LogEntry {
  readonly index: number;
  readonly term: number;
  /** Absent for a leader's no-op, a configuration, and a read that goes through the log. */
  readonly command: Command | undefined;
  /** Present in configuration entries: in force as soon as the entry is in the log (dissertation §4.1). */
  readonly membership: Membership | undefined;
  /** On the wire and on disk, with overhead. */
  readonly bytes: number;
}

export interface Log {
  /** Position of the last compacted entry: (0, 0) at first. */
  baseIndex: number;
  baseTerm: number;
  /** `entries[i].index === baseIndex + 1 + i`. */
  readonly entries: LogEntry[];
}

/** Bytes of an entry's index, term, type and checksum. */
export const ENTRY_OVERHEAD = 32;

export const createLog = (): Log => ({ baseIndex: 0, baseTerm: 0, entries: [] });

export const lastIndex = (log: Log): number => log.baseIndex + log.entries.length;

export const lastTerm = (log: Log): number =>
  log.entries.length > 0 ? log.entries[log.entries.length - 1].term : log.baseTerm;

/**
 * The term at `index`; undefined where the log holds none: beyond its end, and below its base. A missing term must
 * never compare equal to a real one, hence no 0 here.
 */
export function termAt(log: Log, index: number): number | undefined {
  const offset = index - log.baseIndex - 1;
  if (offset >= 0) return offset < log.entries.length ? log.entries[offset].term : undefined;
  return offset === -1 ? log.baseTerm : undefined;
}

/** The entry at `index`, which the caller knows to be there. */
export const entryAt = (log: Log, index: number): LogEntry => log.entries[index - log.baseIndex - 1];

/** Entries from `from` on, up to both limits but at least one if there is any. */
export function entriesFrom(log: Log, from: number, maxEntries: number, maxBytes: number): readonly LogEntry[] {
  const { entries } = log;
  const start = from - log.baseIndex - 1;
  if (start >= entries.length) return NO_ENTRIES;
  let end = start + 1;
  let bytes = entries[start].bytes;
  const limit = Math.min(entries.length, start + maxEntries);
  while (end < limit) {
    bytes += entries[end].bytes;
    if (bytes > maxBytes) break;
    end++;
  }
  return end === start + 1 ? [entries[start]] : entries.slice(start, end);
}

export const NO_ENTRIES: readonly LogEntry[] = [];

/** Drops the entries from `from` to the end. */
export function truncate(log: Log, from: number): void {
  log.entries.length = from - log.baseIndex - 1;
}

/** Drops the entries up to and including `index`, which must be in the log. */
export function compact(log: Log, index: number): void {
  const term = termAt(log, index)!;
  log.entries.splice(0, index - log.baseIndex);
  log.baseIndex = index;
  log.baseTerm = term;
}

/** Starts over after `index`: what a snapshot that replaces the log leaves. */
export function resetLog(log: Log, index: number, term: number): void {
  log.entries.length = 0;
  log.baseIndex = index;
  log.baseTerm = term;
}

/** §5.4.1: the log whose last entry has the later term, or the same term and is longer, is more up to date. */
export function isUpToDate(log: Log, index: number, term: number): boolean {
  const ownTerm = lastTerm(log);
  return term > ownTerm || (term === ownTerm && index >= lastIndex(log));
}

/**
 * The last index ≤ `index` whose term is ≤ `term`: where two logs may still agree, given that one of them has `term`
 * at `index` (§5.3, end; in the two-sided form of etcd). Stops at the base, below which everything is committed.
 */
export function lastAgreement(log: Log, index: number, term: number): number {
  let candidate = Math.min(index, lastIndex(log));
  while (candidate > log.baseIndex && termAt(log, candidate)! > term) candidate--;
  return candidate;
}

/** Bytes of a batch of entries. */
export function sizeOf(entries: readonly LogEntry[]): number {
  let bytes = 0;
  for (let i = 0; i < entries.length; i++) bytes += entries[i].bytes;
  return bytes;
}
