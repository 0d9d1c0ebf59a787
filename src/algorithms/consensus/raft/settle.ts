/** What follows every handler, in one place: commit → apply → what commits entail → snapshot → sync → answers. */
import { answerAppends } from './follow.ts';
import { entryAt } from './log.ts';
import {
  currentConfiguration,
  currentMembership,
  isJoint,
  isVoter,
  membersOf,
  noteMembershipCommitted,
  withoutOutgoing,
} from './membership.ts';
import { requestSync } from './persistence.ts';
import { serveLogReads, serveReads } from './reads.ts';
import { appendAsLeader, refreshProgress, sendAppend, sendCommit } from './replication.ts';
import { becomeFollower, refreshRole } from './roles.ts';
import { takeSnapshotIfDue } from './snapshot.ts';
import type { Leadership, Raft } from './state.ts';
import { handOver } from './transfer.ts';

export function settle(raft: Raft): void {
  const { state } = raft;
  do {
    if (state.commitIndex !== raft.toldCommitIndex) tellCommitted(raft);
    if (state.appliedIndex < state.commitIndex) onCommit(raft);
    if (state.halted) return;
    if (state.leadership !== undefined) serveReads(raft, state.leadership);
    if (state.answerDue && state.matchedIndex <= state.stableIndex) answerAppends(raft);
    // Storage may answer before `sync` returns.
  } while (requestSync(raft) && state.syncs.length === 0);
}

/** Wherever the commit index was moved: observers learn it before its entries are applied. */
function tellCommitted(raft: Raft): void {
  raft.toldCommitIndex = raft.state.commitIndex;
  raft.observer?.committed(raft.state.commitIndex);
}

function onCommit(raft: Raft): void {
  const { state } = raft;
  apply(raft);
  const configurationCommitted = noteMembershipCommitted(raft);
  const { leadership } = state;
  if (leadership !== undefined) {
    for (const peer of leadership.peers) sendCommit(raft, peer);
    leaveJoint(raft, leadership);
    if (configurationCommitted) onMembershipCommitted(raft, leadership);
  } else if (configurationCommitted) refreshRole(raft);
  takeSnapshotIfDue(raft);
}

/** "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied]" (Figure 2, all servers). */
function apply(raft: Raft): void {
  const { state, machine } = raft;
  while (state.appliedIndex < state.commitIndex && !state.halted) {
    const entry = entryAt(state.log, state.appliedIndex + 1);
    state.appliedIndex = entry.index;
    machine.apply(entry.index, entry.term, entry.command);
    const { leadership } = state;
    if (leadership === undefined) continue;
    if (entry.index >= leadership.noopIndex) leadership.uncommittedBytes -= entry.bytes;
    if (leadership.logReads.length > 0) serveLogReads(raft, leadership, entry.index);
  }
}

/**
 * The configuration in force is committed. Servers that it leaves out are told so and no longer served, and a leader
 * that is not in it steps down (§4.2.2).
 */
function onMembershipCommitted(raft: Raft, leadership: Leadership): void {
  const { state, environment } = raft;
  const membership = currentMembership(state);
  if (currentConfiguration(state).index > state.commitIndex) return;
  const members = membersOf(membership);
  for (const peer of leadership.peers) if (!members.includes(peer.id)) sendAppend(raft, peer);
  refreshProgress(raft, leadership);
  if (isVoter(membership, environment.self)) return;
  for (const peer of leadership.peers) if (peer.sentCommit < state.commitIndex) sendAppend(raft, peer);
  handOver(raft, leadership);
  becomeFollower(raft, state.term, undefined);
}

/**
 * §4.3: once the joint configuration is committed, the leader appends the new one alone; so does a later leader, with
 * the first entry of its term that is committed, if the one that began did not get there.
 */
function leaveJoint(raft: Raft, leadership: Leadership): void {
  const { index, membership } = currentConfiguration(raft.state);
  if (!isJoint(membership) || index > raft.state.commitIndex) return;
  appendAsLeader(raft, leadership, undefined, withoutOutgoing(membership));
}
