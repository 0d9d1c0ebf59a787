/**
 * What goes to disk and when (Figure 2 "updated on stable storage before responding"; dissertation §3.8, §10.2.1).
 *
 * Storage is one append-only log of records in which later ones supersede: entries replace those from their first
 * index on, so a truncation needs no record of its own; term and vote are one record, so they cannot part. At most
 * one sync of the log is under way; what is written meanwhile shares the next one. Messages that promise durability
 * wait in `deferred` or, for the acknowledgement of entries, for `stableIndex`.
 */
import type { ProcessId } from '../../environment.ts';
import type { Membership } from '../../protocol-event.ts';
import type { LogObserver } from '../consensus.ts';
import { entriesFrom, type LogEntry, lastIndex, resetLog, sizeOf, truncate } from './log.ts';
import type { RaftMessage } from './messages.ts';
import type { Snapshot } from './snapshot.ts';
import type { PendingSync, Raft, RaftState } from './state.ts';

export type RaftRecord =
  | { readonly kind: 'hard-state'; readonly term: number; readonly votedFor: ProcessId | undefined }
  | { readonly kind: 'entries'; readonly entries: readonly LogEntry[] }
  /** First of a rewritten content. The entries that follow begin after the base, which may lie before the snapshot. */
  | {
      readonly kind: 'snapshot';
      readonly snapshot: Snapshot;
      readonly baseIndex: number;
      readonly baseTerm: number;
      /** In force at the snapshot's last index. */
      readonly membership: Membership;
    };

const HARD_STATE_BYTES = 32;
const SNAPSHOT_HEADER_BYTES = 64;

/** Writes term and vote, together. */
export function saveHardState(raft: Raft): void {
  const { state, environment } = raft;
  environment.storage.append({ kind: 'hard-state', term: state.term, votedFor: state.votedFor }, HARD_STATE_BYTES);
  state.operations++;
}

/** Writes entries that the log already holds at its end. */
export function saveEntries(raft: Raft, entries: readonly LogEntry[]): void {
  raft.environment.storage.append({ kind: 'entries', entries }, sizeOf(entries));
  raft.state.operations++;
  if (raft.observer !== undefined) tellAppended(raft.observer, entries);
}

export function tellAppended(observer: LogObserver, entries: readonly LogEntry[]): void {
  for (let i = 0; i < entries.length; i++) observer.appended(entries[i].index, entries[i].term, entries[i].command);
}

/** Tells the log anew, as it is found on disk or left by a snapshot. */
export function tellLog({ observer, state }: Raft): void {
  observer?.truncated(state.log.baseIndex + 1);
  if (observer !== undefined) tellAppended(observer, state.log.entries);
}

/** The log was cut before `from`: what replaces it is not durable yet, whatever syncs of the old tail still say. */
export function noteTruncation(state: RaftState, from: number): void {
  state.stableIndex = Math.min(state.stableIndex, from - 1);
  for (const sync of state.syncs) sync.stableIndex = Math.min(sync.stableIndex, from - 1);
}

/** Sends `message` once everything written so far is durable: at once, if it is. */
export function sendWhenDurable(raft: Raft, to: ProcessId, message: RaftMessage, bytes: number): void {
  const { state, environment } = raft;
  const { operations } = state;
  if (operations === state.durableOperations) {
    notePromise(raft, to, message);
    environment.send(to, message, bytes);
  } else state.deferred.push({ operations, to, message, bytes });
}

/** A vote leaves: what it promises to `to` is durable. */
export function notePromise(raft: Raft, to: ProcessId, message: RaftMessage): void {
  if (message.kind !== 'raft/vote-response' || !message.granted) return;
  raft.environment.observe({ type: 'promise', term: message.term, proposer: to });
}

/** Asks for a sync if something is written and none is under way. Answers whether it did. */
export function requestSync(raft: Raft): boolean {
  const { state } = raft;
  if (state.syncs.length > 0 || state.operations === state.durableOperations) return false;
  sync(raft, 'log');
  return true;
}

function sync(raft: Raft, purpose: PendingSync['purpose']): void {
  const { state, environment } = raft;
  const token = ++state.lastToken;
  state.syncs.push({ token, purpose, operations: state.operations, stableIndex: lastIndex(state.log) });
  environment.storage.sync(token);
}

/**
 * Replaces the content of the disk by a snapshot and the entries from `baseIndex` on (none of them for a snapshot that
 * replaces the log). A sync of its own on each side tells a failed rewrite from a failed append.
 */
export function rewrite(
  raft: Raft,
  purpose: 'snapshot' | 'install',
  snapshot: Snapshot,
  base: { readonly index: number; readonly term: number },
): void {
  const { state, environment } = raft;
  const covered = state.syncs.length > 0 ? state.syncs[state.syncs.length - 1].operations : state.durableOperations;
  if (state.operations > covered) sync(raft, 'log');
  const records: RaftRecord[] = [
    { kind: 'snapshot', snapshot, baseIndex: base.index, baseTerm: base.term, membership: snapshot.membership },
    { kind: 'hard-state', term: state.term, votedFor: state.votedFor },
  ];
  let bytes = SNAPSHOT_HEADER_BYTES + snapshot.bytes + HARD_STATE_BYTES;
  if (purpose === 'snapshot') {
    const entries = entriesFrom(state.log, base.index + 1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    if (entries.length > 0) records.push({ kind: 'entries', entries });
    bytes += sizeOf(entries);
  }
  environment.storage.rewrite(records, bytes);
  state.operations++;
  sync(raft, purpose);
}

/** The oldest pending sync is answered. Undefined for a token of nobody's. */
export function takeSync(state: RaftState, token: number): PendingSync | undefined {
  return state.syncs.length > 0 && state.syncs[0].token === token ? state.syncs.shift() : undefined;
}

/** Everything up to `done` is durable. */
export function noteDurable(state: RaftState, done: PendingSync): void {
  state.durableOperations = done.operations;
  // An installed snapshot replaces the log: the index that was its end at the time says nothing about the new one.
  if (done.purpose !== 'install') state.stableIndex = Math.max(state.stableIndex, done.stableIndex);
}

/** Rebuilds the persistent state from records, in order. Answers what is wrong with them, if anything is. */
export function recover(state: RaftState, records: readonly RaftRecord[]): string | undefined {
  const { log } = state;
  for (const record of records) {
    if (record.kind === 'hard-state') {
      if (record.term < state.term) return `term goes back from ${state.term} to ${record.term}`;
      state.term = record.term;
      state.votedFor = record.votedFor;
    } else if (record.kind === 'snapshot') {
      state.snapshot = record.snapshot;
      resetLog(log, record.baseIndex, record.baseTerm);
    } else {
      const first = record.entries[0].index;
      if (first <= log.baseIndex || first > lastIndex(log) + 1) {
        return `entry ${first} does not continue a log that ends at ${lastIndex(log)}`;
      }
      truncate(log, first);
      for (const entry of record.entries) log.entries.push(entry);
    }
  }
  return undefined;
}
