/** Ballots and roles: raising the promise, stepping down, and telling the host who leads. */
import type { ProcessId } from '../../environment.ts';
import type { Membership, Role } from '../../protocol-event.ts';
import type { Ballot } from '../synod/ballot.ts';
import { currentMembership } from './membership.ts';
import { forgetReceived, savePromise } from './persistence.ts';
import type { Paxos } from './state.ts';
import { drawElectionTimeout, restartElectionTimeout, TIMER } from './timers.ts';

/** Promises a higher ballot. Whether anybody is told is the caller's affair: a promise that nobody asked for does no harm. */
export function enterBallot(paxos: Paxos, ballot: Ballot): void {
  const { state } = paxos;
  state.ballot = ballot;
  savePromise(paxos);
  forgetReceived(state);
  state.lastInBallot = state.commitIndex;
  state.heardCommit = state.commitIndex;
  state.askedAt = undefined;
  state.receiving = undefined;
  state.lent.clear();
  state.prePromises.clear();
  state.phase1 = undefined;
  drawElectionTimeout(paxos);
}

/** Changes role and known leader, and says so if anything changed. */
export function setRole(paxos: Paxos, role: Role, leader: ProcessId | undefined, newBallot: boolean): void {
  const { state, environment, machine } = paxos;
  const leaderChanged = state.leader !== leader || (newBallot && leader !== undefined);
  if (!leaderChanged && state.role === role && !newBallot) return;
  state.role = role;
  state.leader = leader;
  environment.observe({ type: 'role', role, term: state.ballot, leader });
  if (leaderChanged) machine.leaderChanged(leader, state.ballot);
}

/**
 * Follows `leader` (unknown: whoever comes next) in `ballot` ≥ the current one. The election timeout runs on: only a
 * leader's message or a promise restarts it, so the candidacies of a stale replica cannot hold up others.
 */
export function becomeFollower(paxos: Paxos, ballot: Ballot, leader: ProcessId | undefined): void {
  const { state, environment, machine } = paxos;
  const { leadership } = state;
  const newBallot = ballot > state.ballot;
  if (newBallot) enterBallot(paxos, ballot);
  state.leadership = undefined;
  state.phase1 = undefined;
  setRole(paxos, followerRole(environment.self, currentMembership(state)), leader, newBallot);
  if (leadership === undefined) return;

  for (const timer of [TIMER.heartbeat, TIMER.checkQuorum, TIMER.transfer, TIMER.flush, TIMER.preference]) {
    environment.cancelTimer(timer);
  }
  if (!newBallot) drawElectionTimeout(paxos);
  restartElectionTimeout(paxos);
  for (const read of leadership.reads) machine.readFailed(read.token);
  for (const read of leadership.logReads) machine.readFailed(read.token);
  machine.leadershipLost();
}

/** A replica that has no vote in any configuration that counts follows as a learner. */
export function followerRole(self: ProcessId, { voters, outgoing, learners }: Membership): Role {
  return !voters.includes(self) && !outgoing.includes(self) && learners.includes(self) ? 'learner' : 'follower';
}

/** The configuration changed: a learner may have become a voter, or the reverse. */
export function refreshRole(paxos: Paxos): void {
  const { role, leader } = paxos.state;
  if (role !== 'follower' && role !== 'learner') return;
  setRole(paxos, followerRole(paxos.environment.self, currentMembership(paxos.state)), leader, false);
}

/** Fail-stop: nothing that happens afterwards has any effect. */
export function halt(paxos: Paxos, reason: string): void {
  paxos.state.halted = true;
  paxos.environment.halt(reason);
}
