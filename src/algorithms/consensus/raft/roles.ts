/** Terms and roles (§5.1): entering a term, stepping down, and telling the host who leads. */
import type { ProcessId } from '../../environment.ts';
import type { Role } from '../../protocol-event.ts';
import { currentMembership, isVoter } from './membership.ts';
import { saveHardState } from './persistence.ts';
import type { Raft } from './state.ts';
import { drawElectionTimeout, restartElectionTimeout, TIMER } from './timers.ts';

/** Moves to a later term, with the vote given to `votedFor` or to nobody yet. */
export function enterTerm(raft: Raft, term: number, votedFor: ProcessId | undefined): void {
  const { state } = raft;
  state.term = term;
  state.votedFor = votedFor;
  saveHardState(raft);
  state.matchedIndex = state.commitIndex;
  state.answerDue = false;
  state.receiving = undefined;
  state.votes.clear();
  drawElectionTimeout(raft);
}

/** Changes role and known leader, and says so if anything changed. */
export function setRole(raft: Raft, role: Role, leader: ProcessId | undefined, newTerm: boolean): void {
  const { state, environment, machine } = raft;
  const leaderChanged = state.leader !== leader || (newTerm && leader !== undefined);
  if (!leaderChanged && state.role === role && !newTerm) return;
  state.role = role;
  state.leader = leader;
  environment.observe({ type: 'role', role, term: state.term, leader });
  if (leaderChanged) machine.leaderChanged(leader, state.term);
}

/**
 * Follows `leader` (unknown: whoever wins next) in `term` ≥ the current one. The election timeout runs on: only a
 * leader's message or a granted vote restarts it (§5.2), so the candidacies of a stale replica cannot hold up others.
 */
export function becomeFollower(raft: Raft, term: number, leader: ProcessId | undefined): void {
  const { state, environment, machine } = raft;
  const { leadership } = state;
  const newTerm = term > state.term;
  if (newTerm) enterTerm(raft, term, undefined);
  state.leadership = undefined;
  setRole(raft, followerRole(raft), leader, newTerm);
  if (leadership === undefined) return;

  for (const timer of [TIMER.heartbeat, TIMER.checkQuorum, TIMER.transfer, TIMER.flush, TIMER.preference]) {
    environment.cancelTimer(timer);
  }
  if (!newTerm) drawElectionTimeout(raft);
  restartElectionTimeout(raft);
  for (const read of leadership.reads) machine.readFailed(read.token);
  for (const read of leadership.logReads) machine.readFailed(read.token);
  machine.leadershipLost();
}

/** A replica that may not vote follows as a learner (dissertation §4.2.1). */
const followerRole = (raft: Raft): Role => {
  const membership = currentMembership(raft.state);
  const { self } = raft.environment;
  return !isVoter(membership, self) && membership.learners.includes(self) ? 'learner' : 'follower';
};

/** The configuration changed: a learner may have become a voter, or the reverse. */
export function refreshRole(raft: Raft): void {
  const { role, leader } = raft.state;
  if (role === 'follower' || role === 'learner') setRole(raft, followerRole(raft), leader, false);
}

/** Fail-stop: nothing that happens afterwards has any effect. */
export function halt(raft: Raft, reason: string): void {
  raft.state.halted = true;
  raft.environment.halt(reason);
}
