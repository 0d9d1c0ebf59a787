/**
 * Multi-Paxos: Lamport, "Paxos Made Simple" (2001) §3, with the roles of van Renesse and Altinbuken, "Paxos Made Moderately
 * Complex" (ACM Computing Surveys 47:3, 2015). Where both leave a choice, the choice of Raft here is taken, so that the
 * two can be compared; sources for the rest stand beside it.
 *
 * The log is a row of Synod instances, a slot each. To read: `phase1.ts` (how a proposer comes to lead), `phase2.ts` (how it
 * has values chosen), `acceptor.ts`, `learner.ts`, `membership.ts` (who decides on a slot).
 *
 * This file is the dispatch: which handler a call, message or timer goes to, and the rule of ballots before it. Not here:
 * client sessions belong to the service; a replica whose disk was replaced must join under a new id (acceptors must not
 * forget what they promised).
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
import { ballotOf } from '../synod/ballot.ts';
import { handleAccept, handlePrePrepare, handlePrepare, hearLeader, ignoresPrepare } from './acceptor.ts';
import { awaitingOf } from './awaiting.ts';
import { checkOptions } from './check-options.ts';
import { handleHeartbeat, handleHeartbeatResponse, onCheckQuorumTimer, onHeartbeatTimer } from './heartbeat.ts';
import { handleDecided, handleLearn, noteCommit } from './learner.ts';
import { changedMembership, currentMembership, isChanging, lastConfiguration } from './membership.ts';
import { HEADER_BYTES, isPaxosMessage, type PaxosMessage } from './messages.ts';
import { multiPaxosOptions, readOptions } from './options.ts';
import { noteAllDurable, noteDurable, type PaxosRecord, takeDeferred, takeSync } from './persistence.ts';
import { countPrePromise, handleLead, handlePromise, onElectionTimer } from './phase1.ts';
import { assign, countAccepted, handleAccepted, lastAssigned, propose, proposeSoon } from './phase2.ts';
import { quiescenceOf } from './quiescence.ts';
import { startRead } from './reads.ts';
import { recoverReplica } from './recovery.ts';
import { becomeFollower, halt } from './roles.ts';
import { settle } from './settle.ts';
import { lastSlot, VALUE_OVERHEAD } from './slots.ts';
import { abandonInstall, abandonSnapshot, finishInstall, finishSnapshot, handleSnapshotChunk } from './snapshot.ts';
import { createState, type Leadership, type Paxos } from './state.ts';
import { TIMER } from './timers.ts';
import { abortTransfer, continueTransfer, onPreferenceTimer, startTransfer } from './transfer.ts';

export const multiPaxos: ConsensusProtocol = {
  name: 'multi-paxos',
  summary: 'Multi-Paxos: a distinguished proposer has values chosen, slot by slot',
  source: 'Lamport, Paxos Made Simple, 2001; van Renesse & Altinbuken, ACM Computing Surveys 47:3, 2015',
  options: multiPaxosOptions,
  check: checkOptions,
  logs: 'slots',
  create: (environment, machine, config) =>
    createReplica(environment as Environment<PaxosMessage, PaxosRecord>, machine, config) as Consensus,
  owns: isPaxosMessage,
};

/** RangeError for a process whose ballots would not be unique. */
function createReplica(
  environment: Environment<PaxosMessage, PaxosRecord>,
  machine: StateMachine,
  config: ConsensusConfig,
): Consensus<PaxosMessage, PaxosRecord> {
  ballotOf(0, environment.self);
  const self: Paxos = {
    state: createState({ voters: config.voters, outgoing: [], learners: config.learners }),
    environment,
    machine,
    options: readOptions(config.options),
    log: config.log,
    running: false,
  };
  return {
    start: (recovered) => run(self, recoverReplica, recovered),
    receive: (from, message) => run(self, receive, message, from),
    timeout: (timer) => run(self, timeout, timer),
    synced: (token) => run(self, synced, token),
    storageFailed: (token, error) => run(self, storageFailed, token, error),
    disconnected: (peer) => run(self, disconnected, peer),
    propose: (command) => run(self, proposeCommand, command) ?? REFUSED,
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
function run<A, B, T>(paxos: Paxos, handler: (paxos: Paxos, a: A, b: B) => T, a: A, b: B): T | undefined;
function run<A, T>(paxos: Paxos, handler: (paxos: Paxos, a: A) => T, a: A): T | undefined;
function run<A, B, T>(paxos: Paxos, handler: (paxos: Paxos, a: A, b: B) => T, a: A, b?: B): T | undefined {
  if (paxos.state.halted) return undefined;
  if (paxos.running) return handler(paxos, a, b!);
  paxos.running = true;
  const result = handler(paxos, a, b!);
  if (!paxos.state.halted) settle(paxos);
  paxos.running = false;
  return result;
}

function receive(paxos: Paxos, message: PaxosMessage, from: ProcessId): void {
  if (message.term === paxos.state.ballot || admit(paxos, message, from)) dispatch(paxos, message, from);
}

/**
 * Whoever hears of a higher ballot promises it, and gives up its own; a request with a lower one is refused. Answers
 * whether the message is to be handled.
 */
function admit(paxos: Paxos, message: PaxosMessage, from: ProcessId): boolean {
  const { state, environment } = paxos;
  const { ballot: term } = state;
  if (message.kind === 'multi-paxos/pre-prepare') return true;
  // Who would promise stays in the ballot it is in; the ballot that was asked for is compared later.
  if (message.kind === 'multi-paxos/pre-promise' && message.granted) return true;
  if (message.term > term) {
    if (message.kind === 'multi-paxos/prepare' && ignoresPrepare(paxos, message)) return false;
    becomeFollower(paxos, message.term, undefined);
    return true;
  }
  switch (message.kind) {
    case 'multi-paxos/prepare':
    case 'multi-paxos/accept':
    case 'multi-paxos/heartbeat':
      environment.send(from, { kind: 'multi-paxos/preempted', term }, HEADER_BYTES);
      return false;
    default:
      return false;
  }
}

/** The message is of the current ballot, but for pre-prepare requests and what grants them. */
function dispatch(paxos: Paxos, message: PaxosMessage, from: ProcessId): void {
  switch (message.kind) {
    case 'multi-paxos/accept':
      handleAccept(paxos, from, message);
      break;
    case 'multi-paxos/accepted':
    case 'multi-paxos/heartbeat-response':
      receiveAnswer(paxos, message, from);
      break;
    case 'multi-paxos/chosen':
      hearLeader(paxos);
      noteCommit(paxos, message.commit);
      break;
    case 'multi-paxos/heartbeat':
      handleHeartbeat(paxos, from, message);
      break;
    case 'multi-paxos/prepare':
      handlePrepare(paxos, from, message);
      break;
    case 'multi-paxos/promise':
      handlePromise(paxos, from, message);
      if (paxos.state.leadership !== undefined) propose(paxos, paxos.state.leadership);
      break;
    case 'multi-paxos/pre-prepare':
      handlePrePrepare(paxos, from, message);
      break;
    case 'multi-paxos/pre-promise':
      countPrePromise(paxos, from, message);
      break;
    case 'multi-paxos/learn':
      handleLearn(paxos, from, message);
      break;
    case 'multi-paxos/decided':
      handleDecided(paxos, from, message);
      break;
    case 'multi-paxos/snapshot':
      handleSnapshotChunk(paxos, from, message);
      break;
    case 'multi-paxos/lead':
      handleLead(paxos);
      break;
    case 'multi-paxos/preempted':
      break;
  }
}

/** What only a leader wants to know, of a replica that it serves, or of its own acceptor. */
function receiveAnswer(
  paxos: Paxos,
  message: Extract<PaxosMessage, { kind: 'multi-paxos/accepted' | 'multi-paxos/heartbeat-response' }>,
  from: ProcessId,
): void {
  const { leadership } = paxos.state;
  if (leadership === undefined) return;
  const peer = leadership.peers.get(from);
  if (message.kind === 'multi-paxos/accepted') {
    if (peer !== undefined) handleAccepted(paxos, leadership, peer, message);
    else if (from === paxos.environment.self) countAccepted(paxos, leadership, from, message.first, message.last);
  } else if (peer !== undefined) handleHeartbeatResponse(paxos, leadership, peer, message);
  if (peer !== undefined) continueTransfer(paxos, leadership, peer);
}

function timeout(paxos: Paxos, timer: TimerId): void {
  const { leadership } = paxos.state;
  if (timer === TIMER.election) onElectionTimer(paxos);
  else if (leadership !== undefined) leaderTimeout(paxos, leadership, timer);
}

function leaderTimeout(paxos: Paxos, leadership: Leadership, timer: TimerId): void {
  switch (timer) {
    case TIMER.heartbeat:
      onHeartbeatTimer(paxos, leadership);
      break;
    case TIMER.checkQuorum:
      onCheckQuorumTimer(paxos, leadership);
      break;
    case TIMER.transfer:
      abortTransfer(paxos, leadership);
      break;
    case TIMER.flush:
      leadership.flushArmed = false;
      propose(paxos, leadership);
      break;
    case TIMER.preference:
      onPreferenceTimer(paxos, leadership);
      break;
  }
}

function synced(paxos: Paxos, token: number): void {
  const { state } = paxos;
  const done = takeSync(state, token);
  if (done === undefined) return;
  noteDurable(paxos, done);
  if (done.purpose === 'snapshot') finishSnapshot(paxos);
  else if (done.purpose === 'install') finishInstall(paxos);
  noteAllDurable(state);
  releaseDeferred(paxos);
}

/** Sends what waited for the disk. What a proposer's own acceptor says is among it. */
function releaseDeferred(paxos: Paxos): void {
  const { state, environment } = paxos;
  for (let next = takeDeferred(state); next !== undefined; next = takeDeferred(state)) {
    if (next.to === environment.self) dispatch(paxos, next.message, next.to);
    else environment.send(next.to, next.message, next.bytes);
  }
}

/** A write that failed may or may not be on the disk: only a new life can find out. A rewrite leaves the old content. */
function storageFailed(paxos: Paxos, token: number, error: StorageError): void {
  const { state } = paxos;
  const failed = takeSync(state, token);
  if (failed === undefined) return;
  if (failed.purpose === 'log') {
    halt(paxos, `storage failed: ${error === 'full' ? 'the disk is full' : 'I/O error'}`);
    return;
  }
  // What was written before the rewrite had a sync of its own, which was answered before this one.
  state.durableOperations = failed.operations;
  if (failed.purpose === 'snapshot') abandonSnapshot(paxos);
  else abandonInstall(paxos);
  releaseDeferred(paxos);
}

/** What was in flight is lost: it is sent again once the peer is heard. */
function disconnected({ state }: Paxos, id: ProcessId): void {
  const peer = state.leadership?.peers.get(id);
  if (peer === undefined) return;
  peer.silent = true;
  peer.next = state.commitIndex + 1;
  peer.inflight.length = 0;
}

function proposeCommand(paxos: Paxos, command: Command): Proposal {
  const { leadership, leader } = paxos.state;
  if (leadership === undefined) return { status: 'not-leader', leader };
  const { uncommittedBytes } = leadership;
  const full = uncommittedBytes + VALUE_OVERHEAD + command.bytes > paxos.options.maxUncommittedBytes;
  // A single command of any size passes when nothing else waits.
  if (leadership.transfer !== undefined || (full && uncommittedBytes > 0)) return BUSY;
  const position = assign(paxos, leadership, command, undefined);
  proposeSoon(paxos, leadership);
  return { status: 'accepted', position };
}

const BUSY: Proposal = { status: 'busy' };

/** Busy until the last change is in force; also if no voter would be left. */
function changeMembership(paxos: Paxos, change: MembershipChange): Proposal {
  const { leadership, leader, commitIndex } = paxos.state;
  if (leadership === undefined) return { status: 'not-leader', leader };
  const underWay = leadership.configurationSlot > commitIndex || isChanging(paxos.state);
  if (leadership.transfer !== undefined || underWay) return BUSY;
  const membership = changedMembership(lastConfiguration(paxos.state).membership, change);
  if (membership === undefined) return BUSY;
  const position = assign(paxos, leadership, undefined, membership);
  propose(paxos, leadership);
  return { status: 'accepted', position };
}

function transferLeadership(paxos: Paxos, to: ProcessId): void {
  if (paxos.state.leadership !== undefined) startTransfer(paxos, paxos.state.leadership, to);
}

function statusOf({ state }: Paxos): ConsensusStatus {
  const { role, ballot: term, leader, commitIndex, appliedIndex, leadership } = state;
  // Beyond what the current leader proposed, what was accepted in lower ballots counts only while nobody leads.
  const accepted = leader === undefined ? lastSlot(state.slots) : state.lastInBallot;
  const lastIndex = leadership === undefined ? Math.max(commitIndex, accepted) : lastAssigned(leadership);
  return { role, term, leader, commitIndex, appliedIndex, lastIndex, membership: currentMembership(state) };
}
