/** The leader's side of log replication (§5.3) and the commit rule (§5.4.2). */
import type { ProcessId } from '../../environment.ts';
import type { Membership } from '../../protocol-event.ts';
import type { Command, LogPosition } from '../consensus.ts';
import {
  ENTRY_OVERHEAD,
  entriesFrom,
  type LogEntry,
  lastAgreement,
  lastIndex,
  NO_ENTRIES,
  sizeOf,
  termAt,
} from './log.ts';
import { membersOf, noteAppended } from './membership.ts';
import { type AppendResponse, HEADER_BYTES } from './messages.ts';
import { saveEntries } from './persistence.ts';
import {
  addInflight,
  becomeProbe,
  becomeReplicate,
  createProgress,
  freeInflight,
  isPaused,
  matchOf,
  type Progress,
} from './progress.ts';
import { quorumValue } from './quorum.ts';
import { beginSnapshot } from './send-snapshot.ts';
import type { Leadership, Raft } from './state.ts';
import { TIMER } from './timers.ts';

/**
 * §5.3: "the leader appends the command to its log as a new entry, then issues AppendEntries in parallel". Its own
 * write goes on at the same time (dissertation §10.2.1): it counts towards a majority when its sync is answered.
 */
export function appendAsLeader(
  raft: Raft,
  leadership: Leadership,
  command: Command | undefined,
  membership: Membership | undefined,
): LogPosition {
  const { state, options, environment } = raft;
  const { term } = state;
  const bytes = ENTRY_OVERHEAD + (command?.bytes ?? 0) + (membership ? membershipBytes(membership) : 0);
  const index = lastIndex(state.log) + 1;
  const entry: LogEntry = { index, term, command, membership, bytes };
  const entries = [entry];
  state.log.entries.push(entry);
  leadership.uncommittedBytes += bytes;
  saveEntries(raft, entries);
  if (membership !== undefined) {
    noteAppended(raft, entries);
    refreshProgress(raft, leadership);
  }
  if (options.batchDelay === 0 || command === undefined) replicateToAll(raft, leadership);
  else if (!leadership.flushArmed) {
    leadership.flushArmed = true;
    environment.setTimer(TIMER.flush, options.batchDelay);
  }
  return { index, term };
}

const membershipBytes = (membership: Membership): number =>
  8 * (membership.voters.length + membership.outgoing.length + membership.learners.length);

/**
 * Makes `progress` hold the members of every configuration that counts: of the one in force, and of those that it
 * replaces until it is committed, so that a server which is being removed learns that it is.
 */
export function refreshProgress(raft: Raft, leadership: Leadership): void {
  const { state, environment } = raft;
  const { progress } = leadership;
  const members = new Set(state.configurations.flatMap(({ membership }) => membersOf(membership)));
  members.add(environment.self);
  for (const id of members) {
    if (progress.has(id)) continue;
    const added = createProgress(id, lastIndex(state.log) + 1);
    // A newcomer gets until the next quorum check to answer.
    added.recentlyActive = true;
    progress.set(id, added);
  }
  for (const id of [...progress.keys()]) if (!members.has(id)) progress.delete(id);
  const { voters, outgoing } = state.configurations[state.configurations.length - 1].membership;
  const of = (ids: readonly ProcessId[]) => ids.map((id) => progress.get(id)!);
  leadership.peers = [...progress.values()].filter((peer) => peer.id !== environment.self);
  leadership.electorate = { incoming: of(voters), outgoing: of(outgoing) };
}

export function replicateToAll(raft: Raft, leadership: Leadership): void {
  const { peers } = leadership;
  for (let i = 0; i < peers.length; i++) replicateTo(raft, peers[i]);
}

/** Sends what `peer` lacks, as far as its window allows. */
export function replicateTo(raft: Raft, peer: Progress): void {
  const last = lastIndex(raft.state.log);
  while (peer.next <= last && sendAppend(raft, peer)) if (peer.mode !== 'replicate') return;
}

/** One AppendEntries to `peer`, without entries if it has them all. False if nothing may be sent to it now. */
export function sendAppend(raft: Raft, peer: Progress): boolean {
  const { state, options, environment } = raft;
  if (isPaused(peer, options.maxInflight)) return false;
  const prevIndex = peer.next - 1;
  const prevTerm = termAt(state.log, prevIndex);
  if (prevTerm === undefined) return beginSnapshot(raft, peer);
  const entries =
    prevIndex === lastIndex(state.log)
      ? NO_ENTRIES
      : entriesFrom(state.log, peer.next, options.maxEntriesPerMessage, options.maxBytesPerMessage);
  if (peer.mode === 'probe') peer.probing = true;
  else if (entries.length > 0) {
    peer.next += entries.length;
    addInflight(peer, peer.next - 1);
  }
  peer.sentCommit = state.commitIndex;
  environment.send(
    peer.id,
    { kind: 'raft/append', term: state.term, prevIndex, prevTerm, entries, commit: state.commitIndex },
    HEADER_BYTES + sizeOf(entries),
  );
  return true;
}

/**
 * Tells a follower that has every entry of a commit that no further entries would tell it of, as etcd does; the paper
 * leaves it to the next heartbeat.
 */
export function sendCommit(raft: Raft, peer: Progress): void {
  const { state } = raft;
  if (peer.sentCommit < state.commitIndex && peer.match === lastIndex(state.log)) sendAppend(raft, peer);
}

/** The answer to AppendEntries, or to the last chunk of InstallSnapshot. */
export function handleAppendResponse(raft: Raft, leadership: Leadership, peer: Progress, answer: AppendResponse): void {
  peer.recentlyActive = true;
  if (answer.success) {
    if (answer.index > lastIndex(raft.state.log)) return;
    acknowledge(raft, leadership, peer, answer.index);
  } else backOff(raft, peer, answer);
}

/** Indexes only go up: a late answer says less than what is known already. */
function acknowledge(raft: Raft, leadership: Leadership, peer: Progress, index: number): void {
  if (index < peer.match) return;
  const news = index > peer.match;
  peer.match = index;
  if (peer.mode === 'replicate') {
    freeInflight(peer, index);
    if (peer.next <= index) peer.next = index + 1;
  } else if (peer.mode === 'probe' || index >= peer.sending!.index) becomeReplicate(peer);
  if (news && index > raft.state.commitIndex) advanceCommit(raft, leadership);
  replicateTo(raft, peer);
  sendCommit(raft, peer);
}

/**
 * §5.3: "after a rejection, the leader decrements nextIndex and retries", a conflicting term at a time rather than an
 * entry. A refusal that does not answer what was sent last is late, or a duplicate.
 */
function backOff(raft: Raft, peer: Progress, answer: AppendResponse): void {
  if (answer.index <= peer.match) return;
  if (peer.mode === 'replicate') {
    becomeProbe(peer, peer.match + 1);
  } else {
    if (peer.mode === 'snapshot' || answer.index !== peer.next - 1) return;
    const agreement = lastAgreement(raft.state.log, answer.hintIndex, answer.hintTerm);
    becomeProbe(peer, Math.min(answer.index, agreement + 1));
  }
  sendAppend(raft, peer);
}

/**
 * §5.3 and §5.4.2: an entry is committed once a majority stores it *and* it is of the leader's own term; entries of
 * earlier terms are committed with it, never by counting their copies (Figure 8).
 */
export function advanceCommit(raft: Raft, leadership: Leadership): void {
  const { state } = raft;
  const index = quorumValue(leadership.electorate, matchOf);
  if (index > state.commitIndex && termAt(state.log, index) === state.term) state.commitIndex = index;
}

/** The leader's own log became durable further on. */
export function acknowledgeOwn(raft: Raft, leadership: Leadership): void {
  const own = leadership.progress.get(raft.environment.self)!;
  if (raft.state.stableIndex <= own.match) return;
  own.match = raft.state.stableIndex;
  if (own.match > raft.state.commitIndex) advanceCommit(raft, leadership);
}
