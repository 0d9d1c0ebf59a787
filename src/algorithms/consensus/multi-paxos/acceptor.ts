/**
 * The acceptor ("Paxos Made Simple" §2.2 and §3), for all slots at once: one promise covers them all. By the time a
 * request arrives here its ballot has been promised; the answers wait until that, and what was accepted, is durable.
 */
import type { ProcessId } from '../../environment.ts';
import { type Ballot, proposerOf } from '../synod/ballot.ts';
import { noteCommit } from './learner.ts';
import { type Accept, HEADER_BYTES, type PrePrepare, type Prepare, type Promised } from './messages.ts';
import { durableExtent, saveAccepted, sendWhenDurable } from './persistence.ts';
import { becomeFollower } from './roles.ts';
import { ballotAt, endOfRun, lastSlot, sizeOf, storeValue, type Value, valueAt } from './slots.ts';
import type { Paxos } from './state.ts';
import { elapsedSince, restartElectionTimeout } from './timers.ts';

/** A message of the proposer that leads in the current ballot. */
export function hearLeader(paxos: Paxos): void {
  const { state, environment } = paxos;
  const leader = proposerOf(state.ballot);
  if (state.leader !== leader || state.role === 'candidate' || state.role === 'pre-candidate') {
    becomeFollower(paxos, state.ballot, leader);
  }
  state.lastContact = environment.now();
  restartElectionTimeout(paxos);
}

/**
 * Whether a leader was heard within the minimum election timeout. It is a matter of time alone, not of ballots: a lease
 * that the old leader holds must outlast news of a higher one.
 */
export function hearsLeader(paxos: Paxos): boolean {
  const { state, options } = paxos;
  if (state.role === 'leader') return true;
  return state.lastContact !== undefined && elapsedSince(paxos, state.lastContact) < options.electionTimeout.min;
}

/** Whether a prepare request is to be ignored, ballot and all: a leader is heard, and may count on it (see `reads.ts`). */
export const ignoresPrepare = (paxos: Paxos, message: Prepare): boolean =>
  !message.transfer && (paxos.options.checkQuorum || paxos.options.readMode === 'lease') && hearsLeader(paxos);

/** Promises nothing and changes nothing: a refusal carries the ballot to go above. */
export function handlePrePrepare(paxos: Paxos, from: ProcessId, { next }: PrePrepare): void {
  const { state, environment } = paxos;
  const granted = next > state.ballot && !hearsLeader(paxos);
  environment.send(from, { kind: 'multi-paxos/pre-promise', term: state.ballot, next, granted }, HEADER_BYTES);
}

/** Phase 1 (b). The ballot is promised by now; a repeated request is answered again. */
export function handlePrepare(paxos: Paxos, from: ProcessId, message: Prepare): void {
  restartElectionTimeout(paxos);
  const answer = promiseFor(paxos, message.commit);
  sendWhenDurable(paxos, from, answer, HEADER_BYTES + 8 * answer.ballots.length + sizeOf(answer.values));
}

/** What is accepted here after the proposer's commit index, and the ballots: "the highest-numbered proposal, if any". */
export function promiseFor({ state, options }: Paxos, proposerCommit: number): Promised {
  const { slots, ballot: term, commitIndex: commit } = state;
  const tellsChosen = slots.base <= proposerCommit && commit - proposerCommit <= options.maxEntriesPerMessage;
  const after = tellsChosen ? proposerCommit : Math.max(commit, proposerCommit);
  const ballots: Ballot[] = [];
  const values: Value[] = [];
  for (let slot = after + 1; slot <= lastSlot(slots); slot++) {
    const value = valueAt(slots, slot);
    if (value === undefined) continue;
    ballots.push(ballotAt(slots, slot));
    values.push(value);
  }
  return { kind: 'multi-paxos/promise', term, commit, after, ballots, values };
}

/** Phase 2 (b). */
export function handleAccept(paxos: Paxos, from: ProcessId, { values, commit }: Accept): void {
  hearLeader(paxos);
  // Before, so that what is written carries it along; and after, for what had been said of these slots already.
  noteCommit(paxos, commit);
  acceptAll(paxos, values);
  noteCommit(paxos, commit);
  acknowledge(paxos, from, values);
}

/** Says that `values` are accepted, once they are durable. */
export function acknowledge(paxos: Paxos, to: ProcessId, values: readonly Value[]): void {
  const { state } = paxos;
  const first = values[0].slot;
  const last = values[values.length - 1].slot;
  const term = state.ballot;
  sendWhenDurable(
    paxos,
    to,
    { kind: 'multi-paxos/accepted', term, first, last, ...durableExtent(state) },
    HEADER_BYTES,
  );
}

/** Accepts `values` in the current ballot. What is known to be chosen, or accepted in it already, stays as it is. */
export function acceptAll(paxos: Paxos, values: readonly Value[]): void {
  const { state, log } = paxos;
  const { slots, ballot, commitIndex } = state;
  const isNew = ({ slot }: Value) => slot > commitIndex && ballotAt(slots, slot) !== ballot;
  const added = values.every(isNew) ? values : values.filter(isNew);
  if (added.length === 0) return;
  for (const value of added) {
    storeValue(slots, ballot, value);
    log?.appended(value.slot, ballot, value.command);
  }
  state.lastInBallot = Math.max(state.lastInBallot, added[added.length - 1].slot);
  saveAccepted(paxos, added);
  state.received = endOfRun(slots, state.received, ballot);
}
