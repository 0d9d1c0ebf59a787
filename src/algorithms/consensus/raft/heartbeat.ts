/** Heartbeats (§5.2) and the leader's check that it still has a majority (dissertation §6.2). */
import { lastIndex, termAt } from './log.ts';
import { HEADER_BYTES, type Heartbeat, type HeartbeatResponse } from './messages.ts';
import { ackedRoundAtOf, activityOf, freeOldestInflight, isPaused, type Progress } from './progress.ts';
import { quorumValue } from './quorum.ts';
import { replicateTo, sendAppend, sendCommit } from './replication.ts';
import { becomeFollower } from './roles.ts';
import { resendChunk } from './send-snapshot.ts';
import type { Leadership, Raft } from './state.ts';
import { delayOf, TIMER } from './timers.ts';

/** Begins a new round of heartbeats; every waiting read joins it. */
export function broadcastHeartbeat(raft: Raft, leadership: Leadership): void {
  const { state, environment } = raft;
  leadership.round++;
  const sentAt = environment.now();
  const own = leadership.progress.get(environment.self)!;
  own.ackedRound = leadership.round;
  own.ackedRoundAt = sentAt;
  joinReads(leadership);
  const message: Heartbeat = {
    kind: 'raft/heartbeat',
    term: state.term,
    commit: state.commitIndex,
    commitTerm: termAt(state.log, state.commitIndex)!,
    round: leadership.round,
    sentAt,
  };
  for (const peer of leadership.peers) environment.send(peer.id, message, HEADER_BYTES);
}

/** The reads without a round are the last ones. */
function joinReads(leadership: Leadership): void {
  const { reads, round } = leadership;
  for (let i = reads.length - 1; i >= 0 && reads[i].round === 0; i--) {
    reads[i].round = round;
    leadership.readRound = round;
  }
}

export function onHeartbeatTimer(raft: Raft, leadership: Leadership): void {
  broadcastHeartbeat(raft, leadership);
  armHeartbeat(raft);
}

export const armHeartbeat = (raft: Raft): void =>
  raft.environment.setTimer(TIMER.heartbeat, delayOf(raft, raft.options.heartbeatInterval));

export const armCheckQuorum = (raft: Raft): void =>
  raft.environment.setTimer(TIMER.checkQuorum, delayOf(raft, raft.options.electionTimeout.min));

/**
 * A follower is there. If it lacks entries although none are being probed for, messages may have been lost: an
 * AppendEntries at the end of what was sent finds out.
 */
export function handleHeartbeatResponse(raft: Raft, peer: Progress, answer: HeartbeatResponse): void {
  peer.recentlyActive = true;
  if (answer.round > peer.ackedRound) {
    peer.ackedRound = answer.round;
    peer.ackedRoundAt = answer.sentAt;
  }
  peer.probing = false;
  if (peer.mode === 'snapshot') {
    resendChunk(raft, peer);
    return;
  }
  if (peer.mode === 'replicate' && isPaused(peer, raft.options.maxInflight)) freeOldestInflight(peer);
  if (peer.match < lastIndex(raft.state.log)) {
    if (peer.next <= lastIndex(raft.state.log)) replicateTo(raft, peer);
    else sendAppend(raft, peer);
  } else sendCommit(raft, peer);
}

/** §6.2: "a leader steps down if an election timeout elapses without a successful round of heartbeats to a majority". */
export function onCheckQuorumTimer(raft: Raft, leadership: Leadership): void {
  const { state, environment } = raft;
  const own = leadership.progress.get(environment.self)!;
  own.recentlyActive = true;
  if (quorumValue(leadership.electorate, activityOf) < 1) {
    own.ackedRoundAt = environment.now();
    const heard = quorumValue(leadership.electorate, ackedRoundAtOf);
    const silence = Number.isFinite(heard) ? environment.now() - heard : undefined;
    environment.observe({ type: 'suspect', term: state.term, reason: 'check-quorum', silence });
    becomeFollower(raft, state.term, undefined);
    return;
  }
  for (const peer of leadership.peers) peer.recentlyActive = false;
  armCheckQuorum(raft);
}
