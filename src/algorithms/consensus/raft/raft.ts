/**
 * Raft: Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm" (extended version, 2014; sections
 * are cited as §5.3), and Ongaro's dissertation "Consensus: Bridging Theory and Practice" (2014; cited as such). Where
 * the paper leaves a choice, etcd's is taken, and said so.
 *
 * This file is the dispatch: which handler a call, message or timer goes to, and the rule of terms (§5.1) before it.
 * Not here: client sessions (§8, dissertation §6.3) belong to the service; a replica whose disk was replaced must join
 * under a new id (Raft assumes that storage is stable).
 */
import type { Environment, ProcessId, StorageError, TimerId } from '../../environment.ts';
import type {
  Command,
  Consensus,
  ConsensusConfig,
  ConsensusProtocol,
  ConsensusStatus,
  MembershipChange,
  Proposal,
  StateMachine,
} from '../consensus.ts';
import { awaitingOf } from './awaiting.ts';
import { checkOptions } from './check-options.ts';
import {
  countPreVote,
  handlePreVote,
  handleRequestVote,
  handleTimeoutNow,
  handleVoteResponse,
  ignoresVoteRequest,
  onElectionTimer,
} from './election.ts';
import { answerAppends, handleAppend, handleHeartbeat } from './follow.ts';
import { handleHeartbeatResponse, onCheckQuorumTimer, onHeartbeatTimer } from './heartbeat.ts';
import { ENTRY_OVERHEAD, lastIndex } from './log.ts';
import { changedMembership, currentMembership, mayChangeMembership } from './membership.ts';
import { type FollowerAnswer, HEADER_BYTES, isRaftMessage, type RaftMessage } from './messages.ts';
import { raftOptions, readOptions } from './options.ts';
import { noteDurable, notePromise, type RaftRecord, takeSync } from './persistence.ts';
import { becomeProbe } from './progress.ts';
import { quiescenceOf } from './quiescence.ts';
import { startRead } from './reads.ts';
import { recoverReplica } from './recovery.ts';
import { acknowledgeOwn, appendAsLeader, handleAppendResponse, replicateToAll } from './replication.ts';
import { becomeFollower, halt } from './roles.ts';
import { handleInstallResponse } from './send-snapshot.ts';
import { settle } from './settle.ts';
import { abandonInstall, abandonSnapshot, finishInstall, finishSnapshot, handleInstallSnapshot } from './snapshot.ts';
import { createState, type Leadership, type Raft } from './state.ts';
import { TIMER } from './timers.ts';
import { abortTransfer, continueTransfer, onPreferenceTimer, startTransfer } from './transfer.ts';

export const raft: ConsensusProtocol = {
  name: 'raft',
  summary: 'Raft: a strong leader, elected by terms, replicates its log',
  source: 'Ongaro & Ousterhout, USENIX ATC 2014 (extended version); Ongaro, dissertation, Stanford 2014',
  options: raftOptions,
  check: checkOptions,
  create: (environment, machine, config) =>
    createReplica(environment as Environment<RaftMessage, RaftRecord>, machine, config) as Consensus,
  owns: isRaftMessage,
};

function createReplica(
  environment: Environment<RaftMessage, RaftRecord>,
  machine: StateMachine,
  config: ConsensusConfig,
): Consensus<RaftMessage, RaftRecord> {
  const membership = { voters: config.voters, outgoing: [], learners: config.learners };
  const self: Raft = {
    state: createState(membership),
    environment,
    machine,
    options: readOptions(config.options),
    observer: config.log,
    toldCommitIndex: 0,
    running: false,
  };
  return {
    start: (recovered) => run(self, recoverReplica, recovered),
    receive: (from, message) => run(self, receive, message, from),
    timeout: (timer) => run(self, timeout, timer),
    synced: (token) => run(self, synced, token),
    storageFailed: (token, error) => run(self, storageFailed, token, error),
    disconnected: (peer) => run(self, disconnected, peer),
    propose: (command) => run(self, propose, command) ?? REFUSED,
    read: (token) => run(self, startRead, token),
    changeMembership: (change) => run(self, changeMembership, change) ?? REFUSED,
    transferLeadership: (to) => run(self, transferLeadership, to),
    status: () => statusOf(self),
    quiescence: (alive) => quiescenceOf(self, alive),
    awaiting: () => awaitingOf(self),
    state: self.state,
  };
}

/** What a halted replica answers. */
const REFUSED: Proposal = { status: 'not-leader', leader: undefined };

/**
 * Runs a handler and settles what follows from it. A callback may call back in: that handler runs at once, and the
 * outer one settles for both.
 */
function run<A, B, T>(raft: Raft, handler: (raft: Raft, a: A, b: B) => T, a: A, b: B): T | undefined;
function run<A, T>(raft: Raft, handler: (raft: Raft, a: A) => T, a: A): T | undefined;
function run<A, B, T>(raft: Raft, handler: (raft: Raft, a: A, b: B) => T, a: A, b?: B): T | undefined {
  if (raft.state.halted) return undefined;
  if (raft.running) return handler(raft, a, b!);
  raft.running = true;
  const result = handler(raft, a, b!);
  if (!raft.state.halted) settle(raft);
  raft.running = false;
  return result;
}

function receive(raft: Raft, message: RaftMessage, from: ProcessId): void {
  const { state } = raft;
  if (message.term !== state.term && !admit(raft, message, from)) return;
  dispatch(raft, message, from);
}

/**
 * §5.1: "if one server's current term is smaller than the other's, then it updates its current term to the larger
 * value"; a request with a stale term is rejected. Answers whether the message is to be handled.
 */
function admit(raft: Raft, message: RaftMessage, from: ProcessId): boolean {
  const { state, environment } = raft;
  const { term } = state;
  if (message.kind === 'raft/pre-vote') return true;
  if (message.term > term) {
    if (message.kind === 'raft/request-vote' && ignoresVoteRequest(raft, message)) return false;
    becomeFollower(raft, message.term, undefined);
    return true;
  }
  switch (message.kind) {
    case 'raft/request-vote':
      return true;
    case 'raft/pre-vote-response':
      // Who grants one stays in its own term, which may be behind; the term that was asked for is compared later.
      return message.granted;
    case 'raft/append':
    case 'raft/heartbeat':
    case 'raft/install-snapshot':
      // The answer's term deposes the sender.
      environment.send(
        from,
        { kind: 'raft/append-response', term, success: false, index: 0, hintIndex: 0, hintTerm: 0 },
        HEADER_BYTES,
      );
      return false;
    default:
      return false;
  }
}

/** The message is of the current term, but for requests for a vote, which are answered in any. */
function dispatch(raft: Raft, message: RaftMessage, from: ProcessId): void {
  switch (message.kind) {
    case 'raft/append':
      handleAppend(raft, from, message);
      break;
    case 'raft/append-response':
    case 'raft/heartbeat-response':
    case 'raft/install-response':
      receiveAnswer(raft, message, from);
      break;
    case 'raft/heartbeat':
      handleHeartbeat(raft, from, message);
      break;
    case 'raft/request-vote':
      handleRequestVote(raft, from, message);
      break;
    case 'raft/vote-response':
      handleVoteResponse(raft, from, message.granted);
      break;
    case 'raft/pre-vote':
      handlePreVote(raft, from, message);
      break;
    case 'raft/pre-vote-response':
      if (message.nextTerm === raft.state.term + 1) countPreVote(raft, from, message.granted);
      break;
    case 'raft/install-snapshot':
      handleInstallSnapshot(raft, from, message);
      break;
    case 'raft/timeout-now':
      handleTimeoutNow(raft);
      break;
  }
}

/** What only a leader wants to know, of a replica that it serves. */
function receiveAnswer(raft: Raft, message: FollowerAnswer, from: ProcessId): void {
  const { leadership } = raft.state;
  const peer = leadership?.progress.get(from);
  if (leadership === undefined || peer === undefined) return;
  if (message.kind === 'raft/append-response') {
    handleAppendResponse(raft, leadership, peer, message);
    continueTransfer(raft, leadership, peer);
  } else if (message.kind === 'raft/heartbeat-response') handleHeartbeatResponse(raft, peer, message);
  else handleInstallResponse(raft, peer, message);
}

function timeout(raft: Raft, timer: TimerId): void {
  const { leadership } = raft.state;
  if (timer === TIMER.election) onElectionTimer(raft);
  else if (leadership !== undefined) leaderTimeout(raft, leadership, timer);
}

function leaderTimeout(raft: Raft, leadership: Leadership, timer: TimerId): void {
  switch (timer) {
    case TIMER.heartbeat:
      onHeartbeatTimer(raft, leadership);
      break;
    case TIMER.checkQuorum:
      onCheckQuorumTimer(raft, leadership);
      break;
    case TIMER.transfer:
      abortTransfer(raft, leadership);
      break;
    case TIMER.flush:
      leadership.flushArmed = false;
      replicateToAll(raft, leadership);
      break;
    case TIMER.preference:
      onPreferenceTimer(raft, leadership);
      break;
  }
}

function synced(raft: Raft, token: number): void {
  const { state } = raft;
  const done = takeSync(state, token);
  if (done === undefined) return;
  noteDurable(state, done);
  if (done.purpose === 'snapshot') finishSnapshot(raft);
  else if (done.purpose === 'install') finishInstall(raft);
  if (state.answerDue) answerAppends(raft);
  releaseDeferred(raft);
  if (state.leadership !== undefined) acknowledgeOwn(raft, state.leadership);
}

/** Sends what waited for the disk. The own vote of a candidate is among it. */
function releaseDeferred(raft: Raft): void {
  const { state, environment } = raft;
  while (state.deferred.length > 0 && state.deferred[0].operations <= state.durableOperations) {
    const { to, message, bytes } = state.deferred.shift()!;
    // What was promised in an earlier term is nobody's concern any more.
    if (message.term !== state.term) continue;
    notePromise(raft, to, message);
    if (to === environment.self) dispatch(raft, message, to);
    else environment.send(to, message, bytes);
  }
}

/** A write that failed may or may not be on the disk: only a new life can find out. A rewrite leaves the old content. */
function storageFailed(raft: Raft, token: number, error: StorageError): void {
  const { state } = raft;
  const failed = takeSync(state, token);
  if (failed === undefined) return;
  if (failed.purpose === 'log') {
    halt(raft, `storage failed: ${error === 'full' ? 'the disk is full' : 'I/O error'}`);
    return;
  }
  // What was written before the rewrite had a sync of its own, which was answered before this one.
  state.durableOperations = failed.operations;
  if (failed.purpose === 'snapshot') abandonSnapshot(raft);
  else abandonInstall(raft);
  releaseDeferred(raft);
}

/** What was in flight is lost: find out again what the peer has (as etcd's ReportUnreachable). */
function disconnected(raft: Raft, peer: ProcessId): void {
  const progress = raft.state.leadership?.progress.get(peer);
  if (progress === undefined || peer === raft.environment.self) return;
  if (progress.mode !== 'probe') becomeProbe(progress, progress.match + 1);
}

function propose(raft: Raft, command: Command): Proposal {
  const { leadership, leader } = raft.state;
  if (leadership === undefined) return { status: 'not-leader', leader };
  const full = leadership.uncommittedBytes + ENTRY_OVERHEAD + command.bytes > raft.options.maxUncommittedBytes;
  // A single command of any size passes when nothing else waits.
  if (leadership.transfer !== undefined || (full && leadership.uncommittedBytes > 0)) return BUSY;
  return { status: 'accepted', position: appendAsLeader(raft, leadership, command, undefined) };
}

const BUSY: Proposal = { status: 'busy' };

/** Busy until the last change is committed, and an entry of this term; also if no voter would be left. */
function changeMembership(raft: Raft, change: MembershipChange): Proposal {
  const { leadership, leader } = raft.state;
  if (leadership === undefined) return { status: 'not-leader', leader };
  if (leadership.transfer !== undefined || !mayChangeMembership(raft.state)) return BUSY;
  const membership = changedMembership(currentMembership(raft.state), change);
  if (membership === undefined) return BUSY;
  return { status: 'accepted', position: appendAsLeader(raft, leadership, undefined, membership) };
}

function transferLeadership(raft: Raft, to: ProcessId): void {
  if (raft.state.leadership !== undefined) startTransfer(raft, raft.state.leadership, to);
}

function statusOf(raft: Raft): ConsensusStatus {
  const { role, term, leader, commitIndex, appliedIndex, log } = raft.state;
  return {
    role,
    term,
    leader,
    commitIndex,
    appliedIndex,
    lastIndex: lastIndex(log),
    membership: currentMembership(raft.state),
  };
}
