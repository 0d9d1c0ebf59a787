/**
 * What goes to disk and when. "The acceptor records its intended response in stable storage before actually sending the
 * response" ("Paxos Made Simple" §2.5): messages that promise anything wait in `deferred` until it is durable.
 *
 * Storage is one append-only log of records in which later ones supersede. What is accepted carries the commit index along,
 * which need not be durable at any time but spares a restarting replica asking for what it has. At most one sync of the
 * log is under way; what is written meanwhile shares the next one.
 */
import type { ProcessId } from '../../environment.ts';
import { type Ballot, proposerOf } from '../synod/ballot.ts';
import { HEADER_BYTES, type PaxosMessage } from './messages.ts';
import { ballotAt, compact, lastSlot, sizeOf, storeValue, type Value, valueAt } from './slots.ts';
import type { Snapshot } from './snapshot.ts';
import type { Paxos, PaxosState, PendingSync } from './state.ts';

export type PaxosRecord =
  | { readonly kind: 'promised'; readonly ballot: Ballot }
  | { readonly kind: 'accepted'; readonly ballot: Ballot; readonly values: readonly Value[]; readonly commit: number }
  /** First of a rewritten content. What follows was accepted after the base, which may lie before the snapshot. */
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot; readonly base: number; readonly baseOrigin: Ballot };

const RECORD_BYTES = 32;
const SNAPSHOT_HEADER_BYTES = 64;

/** Writes the promise. */
export function savePromise({ state, environment }: Paxos): void {
  environment.storage.append({ kind: 'promised', ballot: state.ballot }, RECORD_BYTES);
  state.promiseOperation = ++state.operations;
}

/** Writes what was accepted in the current ballot. */
export function saveAccepted({ state, environment }: Paxos, values: readonly Value[]): void {
  const { ballot, commitIndex: commit } = state;
  environment.storage.append({ kind: 'accepted', ballot, values, commit }, RECORD_BYTES + sizeOf(values));
  state.operations++;
}

/** A new ballot begins: nothing after the commit index is accepted in it yet, whatever pending syncs still say. */
export function forgetReceived(state: PaxosState): void {
  state.received = state.commitIndex;
  state.durable = Math.min(state.durable, state.commitIndex);
  for (const sync of state.syncs) sync.received = Math.min(sync.received, state.commitIndex);
}

/** Sends `message` once everything written so far is durable: at once, if it is. */
export function sendWhenDurable(paxos: Paxos, to: ProcessId, message: PaxosMessage, bytes: number): void {
  const { state, environment } = paxos;
  const { operations } = state;
  if (operations === state.durableOperations && to !== environment.self) environment.send(to, message, bytes);
  else state.deferred.push({ operations, to, message, bytes });
}

/**
 * Takes out what need not wait any longer. Neighbouring acknowledgements for the same leader are made one, and say what
 * is known by now.
 */
export function takeDeferred(state: PaxosState): { to: ProcessId; message: PaxosMessage; bytes: number } | undefined {
  const { deferred, durableOperations, ballot } = state;
  while (deferred.length > 0 && deferred[0].operations <= durableOperations) {
    const { to, message, bytes } = deferred.shift()!;
    // What was promised in an earlier ballot is nobody's concern any more.
    if (message.term !== ballot) continue;
    if (message.kind !== 'multi-paxos/accepted') return { to, message, bytes };
    let { last } = message;
    while (deferred.length > 0 && deferred[0].operations <= durableOperations) {
      const next = deferred[0];
      if (next.to !== to || next.message.kind !== message.kind || next.message.first !== last + 1) break;
      last = next.message.last;
      deferred.shift();
    }
    return { to, message: { ...message, last, ...durableExtent(state) }, bytes: HEADER_BYTES };
  }
  return undefined;
}

/** How far this replica has come, as it may tell a leader. */
export const durableExtent = ({ commitIndex, durable }: PaxosState): { commit: number; durable: number } => ({
  commit: Math.min(commitIndex, durable),
  durable,
});

/** Asks for a sync if something is written and none is under way. Answers whether it did. */
export function requestSync(paxos: Paxos): boolean {
  const { state } = paxos;
  if (state.syncs.length > 0 || state.operations === state.durableOperations) return false;
  sync(paxos, 'log');
  return true;
}

function sync({ state, environment }: Paxos, purpose: PendingSync['purpose']): void {
  const token = ++state.lastToken;
  state.syncs.push({ token, purpose, operations: state.operations, received: state.received });
  environment.storage.sync(token);
}

/**
 * Replaces the content of the disk by a snapshot, the promise, and what is accepted after `base`: it may be chosen, so
 * it stays whether the snapshot is this replica's own or was received. A sync of its own on each side tells a failed
 * rewrite from a failed append.
 */
export function rewrite(
  paxos: Paxos,
  purpose: 'snapshot' | 'install',
  snapshot: Snapshot,
  base: { readonly slot: number; readonly origin: Ballot },
): void {
  const { state, environment } = paxos;
  const covered = state.syncs.length > 0 ? state.syncs[state.syncs.length - 1].operations : state.durableOperations;
  if (state.operations > covered) sync(paxos, 'log');
  const records: PaxosRecord[] = [
    { kind: 'snapshot', snapshot, base: base.slot, baseOrigin: base.origin },
    { kind: 'promised', ballot: state.ballot },
    ...acceptedAfter(state, base.slot),
  ];
  let bytes = SNAPSHOT_HEADER_BYTES + snapshot.bytes + RECORD_BYTES;
  for (const record of records) if (record.kind === 'accepted') bytes += RECORD_BYTES + sizeOf(record.values);
  environment.storage.rewrite(records, bytes);
  state.operations++;
  sync(paxos, purpose);
}

/** What was accepted after `base`, a record per run of one ballot. */
function acceptedAfter({ slots, commitIndex: commit }: PaxosState, base: number): PaxosRecord[] {
  const records: PaxosRecord[] = [];
  let values: Value[] = [];
  let ballot: Ballot | undefined;
  for (let slot = base + 1; slot <= lastSlot(slots); slot++) {
    const value = valueAt(slots, slot);
    if (value === undefined) continue;
    if (ballotAt(slots, slot) !== ballot) {
      ballot = ballotAt(slots, slot);
      values = [];
      records.push({ kind: 'accepted', ballot, values, commit });
    }
    values.push(value);
  }
  return records;
}

/** The oldest pending sync is answered. Undefined for a token of nobody's. */
export function takeSync(state: PaxosState, token: number): PendingSync | undefined {
  return state.syncs.length > 0 && state.syncs[0].token === token ? state.syncs.shift() : undefined;
}

/** Everything up to `done` is durable. Tells observers of a promise that is among it. */
export function noteDurable({ state, environment }: Paxos, done: PendingSync): void {
  state.durableOperations = done.operations;
  state.durable = Math.max(state.durable, done.received);
  if (state.toldPromise === state.ballot || state.promiseOperation > done.operations) return;
  state.toldPromise = state.ballot;
  environment.observe({ type: 'promise', term: state.ballot, proposer: proposerOf(state.ballot) });
}

/** With nothing left to be written, all that counts as received is durable: a snapshot may have joined what lay beyond it. */
export function noteAllDurable(state: PaxosState): void {
  if (state.durableOperations === state.operations) state.durable = state.received;
}

/** Rebuilds the persistent state from records, in order. Answers what is wrong with them, if anything is. */
export function recover(state: PaxosState, records: readonly PaxosRecord[]): string | undefined {
  const { slots } = state;
  for (const record of records) {
    if (record.kind === 'promised') {
      if (record.ballot < state.ballot) return `the promise goes back from ${state.ballot} to ${record.ballot}`;
      state.ballot = record.ballot;
    } else if (record.kind === 'snapshot') {
      state.snapshot = record.snapshot;
      state.commitIndex = Math.max(state.commitIndex, record.snapshot.index);
      compact(slots, record.base, record.baseOrigin);
    } else {
      // To accept is to promise as well.
      state.ballot = Math.max(state.ballot, record.ballot);
      state.commitIndex = Math.max(state.commitIndex, record.commit);
      for (const value of record.values) if (value.slot > slots.base) storeValue(slots, record.ballot, value);
    }
  }
  for (let slot = slots.base + 1; slot <= state.commitIndex; slot++) {
    if (valueAt(slots, slot) === undefined) return `slot ${slot} is empty, though ${state.commitIndex} is chosen`;
  }
  return undefined;
}
