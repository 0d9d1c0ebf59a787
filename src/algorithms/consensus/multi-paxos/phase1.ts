/**
 * Becoming the distinguished proposer: phase 1 for the whole suffix of slots at once ("Paxos Made Simple" §3; "Paxos Made
 * Moderately Complex" §3: the scout).
 *
 * 1. A replica that hears no leader asks, if `preVote` is set, whether a quorum would promise.
 * 2. It prepares a higher ballot. The acceptors of the next slot promise it, and report what they have accepted.
 * 3. If one of them knows more to be chosen than the candidate does, it learns that first: who decides on a slot, and
 *    what the state machine holds, follows from the slots before.
 * 4. It leads (`phase2.ts`). Phase 1 goes on while it does: acceptors of later configurations must promise as well.
 */
import type { ProcessId } from '../../environment.ts';
import { nextBallot } from '../synod/ballot.ts';
import { hearsLeader, promiseFor } from './acceptor.ts';
import { askToLearn, learnChosen } from './learner.ts';
import { configurationInForce, mayCampaign } from './membership.ts';
import { HEADER_BYTES, type PrePromise, type Prepare, type Promised } from './messages.ts';
import { sendWhenDurable } from './persistence.ts';
import { becomeLeader, displaceUnsent } from './phase2.ts';
import { isQuorum, phase1Size } from './quorum.ts';
import { becomeFollower, enterBallot, setRole } from './roles.ts';
import type { Paxos, Phase1 } from './state.ts';
import { drawElectionTimeout, electionTimeoutElapsed, restartElectionTimeout } from './timers.ts';

export function onElectionTimer(paxos: Paxos): void {
  const { state, environment, options } = paxos;
  if (!electionTimeoutElapsed(paxos) || state.role === 'leader') return;
  const wasCandidate = state.role === 'candidate';
  const following = state.role === 'follower' || state.role === 'learner';
  drawElectionTimeout(paxos);
  // Its state is being replaced by a snapshot: it could not lead with either.
  if (!mayCampaign(paxos) || state.installing !== undefined) {
    restartElectionTimeout(paxos);
    return;
  }
  if (wasCandidate) environment.observe({ type: 'split-vote', term: state.ballot });
  if (following) {
    const silence = state.lastContact === undefined ? undefined : environment.now() - state.lastContact;
    environment.observe({ type: 'suspect', term: state.ballot, reason: 'election-timeout', silence });
  }
  if (options.preVote) askBeforeBallot(paxos);
  else startPhase1(paxos, false);
}

/** A ballot is raised only after a quorum of phase 1 has said that it would promise: it hears no leader either. */
function askBeforeBallot(paxos: Paxos): void {
  const { state, environment } = paxos;
  const { self } = environment;
  state.prePromises.clear();
  restartElectionTimeout(paxos);
  setRole(paxos, 'pre-candidate', undefined, false);
  const { ballot: term } = state;
  const next = nextBallot(term, self);
  for (const acceptor of acceptorsToAsk(paxos)) {
    if (acceptor !== self) environment.send(acceptor, { kind: 'multi-paxos/pre-prepare', term, next }, HEADER_BYTES);
  }
  if (!hearsLeader(paxos)) countPrePromise(paxos, self, { kind: 'multi-paxos/pre-promise', term, next, granted: true });
}

/** Acceptors are counted, not messages. A refusal of a higher ballot has been taken note of by now. */
export function countPrePromise(paxos: Paxos, from: ProcessId, { next, granted }: PrePromise): void {
  const { state, environment } = paxos;
  if (state.role !== 'pre-candidate' || !granted || next !== nextBallot(state.ballot, environment.self)) return;
  state.prePromises.add(from);
  if (hasPhase1Quorum(paxos, state.prePromises)) startPhase1(paxos, false);
}

/** Phase 1 (a). The requests leave once the ballot is durable, so that no later life uses it again. */
export function startPhase1(paxos: Paxos, transfer: boolean): void {
  const { state, environment } = paxos;
  const { self } = environment;
  enterBallot(paxos, nextBallot(state.ballot, self));
  restartElectionTimeout(paxos);
  setRole(paxos, 'candidate', undefined, true);
  const phase1: Phase1 = {
    asked: new Set(),
    promises: new Set(),
    reports: new Map(),
    recovered: 0,
    source: undefined,
    sourceCommit: 0,
  };
  state.phase1 = phase1;
  prepare(paxos, phase1, transfer);
}

/** Asks whoever has not been asked. What it accepted itself counts as any acceptor's does. */
export function prepare(paxos: Paxos, phase1: Phase1, transfer = false): void {
  const { state, environment } = paxos;
  const { ballot: term, commitIndex: commit } = state;
  const message: Prepare = { kind: 'multi-paxos/prepare', term, commit, transfer };
  for (const acceptor of acceptorsToAsk(paxos)) {
    if (phase1.asked.has(acceptor)) continue;
    phase1.asked.add(acceptor);
    const own = acceptor === environment.self;
    sendWhenDurable(paxos, acceptor, own ? promiseFor(paxos, commit) : message, HEADER_BYTES);
  }
}

/** The voters of every configuration that counts. */
const acceptorsToAsk = ({ state }: Paxos): readonly ProcessId[] => [
  ...new Set(state.configurations.flatMap(({ membership }) => membership.voters)),
];

/** Whether `acceptors` are a quorum of phase 1 for the next slot. */
export function hasPhase1Quorum({ state, options }: Paxos, acceptors: ReadonlySet<ProcessId>): boolean {
  const { voters } = configurationInForce(state).membership;
  return isQuorum(voters, phase1Size(voters.length, options), (voter) => acceptors.has(voter));
}

/** A promise of the own ballot: each acceptor's first counts, for all slots that the proposer does not know. */
export function handlePromise(paxos: Paxos, from: ProcessId, message: Promised): void {
  const { state } = paxos;
  const phase1 = state.phase1 ?? state.leadership?.phase1;
  if (phase1 === undefined || phase1.promises.has(from)) return;
  if (state.leadership !== undefined && message.after > state.commitIndex) {
    // What it knows to be chosen it does not tell. Proposed here already, it will be known in time; else others must lead.
    if (message.commit >= state.leadership.nextSlot) becomeFollower(paxos, state.ballot, undefined);
    return;
  }
  phase1.promises.add(from);
  if (message.commit > phase1.sourceCommit) {
    phase1.source = from;
    phase1.sourceCommit = message.commit;
  }
  const { commitIndex } = state;
  if (state.role === 'candidate' && message.commit > commitIndex && message.after <= commitIndex) {
    learnChosen(
      paxos,
      message.values.filter(({ slot }) => slot > commitIndex && slot <= message.commit),
    );
  }
  report(phase1, message);
  if (state.leadership !== undefined) displaceUnsent(paxos, state.leadership);
}

/** Keeps, of each slot, "the highest-numbered proposal among the responses". */
function report(phase1: Phase1, { values, ballots }: Promised): void {
  const { reports } = phase1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const known = reports.get(value.slot);
    if (known === undefined || ballots[i] > known.ballot) reports.set(value.slot, { ballot: ballots[i], value });
    phase1.recovered = Math.max(phase1.recovered, value.slot);
  }
}

/** Steps 3 and 4, as soon as they can be taken. */
export function tryToLead(paxos: Paxos, phase1: Phase1): void {
  const { state } = paxos;
  if (!mayCampaign(paxos)) {
    becomeFollower(paxos, state.ballot, undefined);
    return;
  }
  prepare(paxos, phase1);
  if (state.installing !== undefined || !hasPhase1Quorum(paxos, phase1.promises)) return;
  if (state.commitIndex < phase1.sourceCommit) askToLearn(paxos, phase1.source!);
  else becomeLeader(paxos, phase1);
}

/** The leader asks this replica to begin a ballot at once. */
export function handleLead(paxos: Paxos): void {
  const { state } = paxos;
  if (state.role === 'leader' || state.installing !== undefined || !mayCampaign(paxos)) return;
  startPhase1(paxos, true);
}
