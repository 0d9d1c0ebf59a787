/** Leader election (§5.2, §5.4.1), pre-vote (dissertation §9.6) and the vote rule of §4.2.3. */
import type { ProcessId } from '../../environment.ts';
import { armCheckQuorum, armHeartbeat } from './heartbeat.ts';
import { isUpToDate, lastIndex, lastTerm } from './log.ts';
import { currentMembership, isVoter, mayCampaign, membersOf } from './membership.ts';
import { HEADER_BYTES, type PreVote, type RequestVote } from './messages.ts';
import { saveHardState, sendWhenDurable } from './persistence.ts';
import { createProgress } from './progress.ts';
import { voteOutcome } from './quorum.ts';
import { appendAsLeader, refreshProgress } from './replication.ts';
import { enterTerm, setRole } from './roles.ts';
import type { Leadership, Raft } from './state.ts';
import { drawElectionTimeout, elapsedSince, electionTimeoutElapsed, restartElectionTimeout } from './timers.ts';
import { armPreference } from './transfer.ts';

/** §5.2: "if a follower receives no communication over a period of time called the election timeout …". */
export function onElectionTimer(raft: Raft): void {
  const { state, environment } = raft;
  if (!electionTimeoutElapsed(raft) || state.role === 'leader') return;
  const wasCandidate = state.role === 'candidate';
  const following = state.role === 'follower' || state.role === 'learner';
  drawElectionTimeout(raft);
  // Its log is being replaced by a snapshot: it could not lead with either.
  if (!mayCampaign(raft) || state.installing !== undefined) {
    restartElectionTimeout(raft);
    return;
  }
  if (wasCandidate) environment.observe({ type: 'split-vote', term: state.term });
  if (following) {
    const silence = state.lastContact === undefined ? undefined : environment.now() - state.lastContact;
    environment.observe({ type: 'suspect', term: state.term, reason: 'election-timeout', silence });
  }
  if (raft.options.preVote) askBeforeElection(raft);
  else startElection(raft, false);
}

/** §9.6: a candidate raises its term only after a majority has said that it would vote for it. */
function askBeforeElection(raft: Raft): void {
  const { state, environment } = raft;
  state.votes.clear();
  restartElectionTimeout(raft);
  setRole(raft, 'pre-candidate', undefined, false);
  const message: PreVote = {
    kind: 'raft/pre-vote',
    term: state.term,
    nextTerm: state.term + 1,
    lastIndex: lastIndex(state.log),
    lastTerm: lastTerm(state.log),
  };
  for (const voter of electors(raft)) environment.send(voter, message, HEADER_BYTES);
  countPreVote(raft, environment.self, true);
}

/**
 * §5.2: increment the term, vote for oneself, restart the timer, ask all others. The requests leave, and the own vote
 * counts, once term and vote are durable, and with them the log that the requests speak of.
 */
export function startElection(raft: Raft, transfer: boolean): void {
  const { state, environment } = raft;
  const { self } = environment;
  enterTerm(raft, state.term + 1, self);
  restartElectionTimeout(raft);
  setRole(raft, 'candidate', undefined, true);
  const { term } = state;
  const message: RequestVote = {
    kind: 'raft/request-vote',
    term,
    lastIndex: lastIndex(state.log),
    lastTerm: lastTerm(state.log),
    transfer,
  };
  sendWhenDurable(raft, self, { kind: 'raft/vote-response', term, granted: true }, 0);
  for (const voter of electors(raft)) sendWhenDurable(raft, voter, message, HEADER_BYTES);
}

/** Whoever may vote in the configuration in force, but for this replica. */
function electors(raft: Raft): readonly ProcessId[] {
  const membership = currentMembership(raft.state);
  return membersOf(membership).filter((id) => id !== raft.environment.self && isVoter(membership, id));
}

/**
 * §4.2.3: whether a current leader was heard within the minimum election timeout. It is a matter of time alone, not of
 * terms: a lease (§6.4.1) that the old leader holds must outlast news of a higher term.
 */
export function hearsLeader(raft: Raft): boolean {
  const { state, options } = raft;
  if (state.role === 'leader') return true;
  return state.lastContact !== undefined && elapsedSince(raft, state.lastContact) < options.electionTimeout.min;
}

/** Whether a vote request is to be ignored, term and all (§4.2.3). Followers of a lease keep to it as well (§6.4.1). */
export const ignoresVoteRequest = (raft: Raft, message: RequestVote): boolean =>
  !message.transfer && (raft.options.checkQuorum || raft.options.readMode === 'lease') && hearsLeader(raft);

/** RequestVote in the current term (a higher one has been adopted by now). */
export function handleRequestVote(raft: Raft, from: ProcessId, message: RequestVote): void {
  const { state, environment } = raft;
  const { term } = state;
  // §5.2: one vote per term, first come first served; §5.4.1: not for a log that is less up to date.
  const granted =
    message.term === term &&
    (state.votedFor === undefined || state.votedFor === from) &&
    isUpToDate(state.log, message.lastIndex, message.lastTerm);
  environment.observe({ type: 'vote', term, candidate: from, granted });
  if (!granted) {
    environment.send(from, { kind: 'raft/vote-response', term, granted }, HEADER_BYTES);
    return;
  }
  if (state.votedFor === undefined) {
    state.votedFor = from;
    saveHardState(raft);
  }
  restartElectionTimeout(raft);
  sendWhenDurable(raft, from, { kind: 'raft/vote-response', term, granted }, HEADER_BYTES);
}

/** A vote of the current term. Votes are kept by voter, so a duplicate counts once. */
export function handleVoteResponse(raft: Raft, from: ProcessId, granted: boolean): void {
  const { state } = raft;
  if (state.role !== 'candidate') return;
  // Two answers of one voter in one term can only differ if the first was a refusal that came before a grant.
  if (state.votes.get(from) !== true) state.votes.set(from, granted);
  const outcome = voteOutcome(currentMembership(state), state.votes);
  if (outcome === 'won') becomeLeader(raft);
  // A lost election waits for its timeout: Figure 2 knows no other way out but a leader or a higher term.
}

/**
 * §9.6: a pre-vote is granted to whom a vote would be, if no leader is heard. It changes nothing here, the term
 * neither; the refusal carries this replica's term, so that one that lags behind catches up with it.
 */
export function handlePreVote(raft: Raft, from: ProcessId, message: PreVote): void {
  const { state, environment } = raft;
  const granted =
    message.nextTerm > state.term && isUpToDate(state.log, message.lastIndex, message.lastTerm) && !hearsLeader(raft);
  const { nextTerm } = message;
  environment.send(from, { kind: 'raft/pre-vote-response', term: state.term, nextTerm, granted }, HEADER_BYTES);
}

export function countPreVote(raft: Raft, from: ProcessId, granted: boolean): void {
  const { state } = raft;
  if (state.role !== 'pre-candidate') return;
  state.votes.set(from, granted);
  if (voteOutcome(currentMembership(state), state.votes) === 'won') startElection(raft, false);
}

/**
 * A majority voted for this replica. It opens its term with a no-op, so that what earlier leaders left is committed
 * with an entry of its own (§5.4.2, §8), and says so to everybody.
 */
function becomeLeader(raft: Raft): void {
  const { state, environment, options } = raft;
  const own = createProgress(environment.self, lastIndex(state.log) + 1);
  own.match = state.stableIndex;
  const leadership: Leadership = {
    noopIndex: lastIndex(state.log) + 1,
    progress: new Map([[environment.self, own]]),
    peers: [],
    electorate: { incoming: [], outgoing: [] },
    uncommittedBytes: 0,
    round: 0,
    readRound: 0,
    reads: [],
    logReads: [],
    transfer: undefined,
    leaseForfeited: false,
    preferred: undefined,
    flushArmed: false,
  };
  state.leadership = leadership;
  refreshProgress(raft, leadership);
  appendAsLeader(raft, leadership, undefined, undefined);
  armHeartbeat(raft);
  if (options.checkQuorum) armCheckQuorum(raft);
  armPreference(raft);
  setRole(raft, 'leader', environment.self, false);
}

/** The leader asks this replica to stand for election at once (§3.10). */
export function handleTimeoutNow(raft: Raft): void {
  const { state } = raft;
  if (state.role === 'leader' || state.installing !== undefined || !mayCampaign(raft)) return;
  startElection(raft, true);
}
