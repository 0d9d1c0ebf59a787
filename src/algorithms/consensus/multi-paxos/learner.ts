/**
 * Learning what is chosen ("Paxos Made Simple" §2.3, §3). The leader says up to where everything is chosen; a replica that
 * has accepted those slots in the leader's ballot holds the chosen values, since a ballot has one value per slot and no
 * other can be chosen from then on. Whatever it lacks it asks for: a follower its leader, and a candidate, before it
 * leads, the acceptor that knows most.
 *
 * What is learned so is kept as accepted in the current ballot: its proposer knows the value to be chosen, and could
 * propose no other.
 */
import type { ProcessId } from '../../environment.ts';
import { proposerOf } from '../synod/ballot.ts';
import { acceptAll, hearLeader } from './acceptor.ts';
import { learnConfiguration } from './membership.ts';
import { type Decided, HEADER_BYTES, type Learn } from './messages.ts';
import { lendSnapshot } from './send-snapshot.ts';
import { sizeOf, type Value, valueAt, valuesFrom } from './slots.ts';
import type { Paxos } from './state.ts';
import { restartElectionTimeout } from './timers.ts';

/** The leader says that everything up to `commit` is chosen. */
export function noteCommit(paxos: Paxos, commit: number): void {
  const { state } = paxos;
  state.heardCommit = Math.max(state.heardCommit, commit);
  commitTo(paxos, Math.min(state.heardCommit, state.received));
  if (state.commitIndex < state.heardCommit) askToLearn(paxos, proposerOf(state.ballot));
}

/** Everything up to `index` is chosen, and here. The commit index never goes back. */
export function commitTo(paxos: Paxos, index: number): void {
  const { state, log } = paxos;
  if (index <= state.commitIndex) return;
  for (let slot = state.commitIndex + 1; slot <= index; slot++) {
    const { membership } = valueAt(state.slots, slot)!;
    if (membership !== undefined) learnConfiguration(paxos, slot, membership);
  }
  state.commitIndex = index;
  state.received = Math.max(state.received, index);
  state.heardCommit = Math.max(state.heardCommit, index);
  log?.committed(index);
}

/** One request at a time; it is repeated if nothing came of it for an election timeout. */
export function askToLearn(paxos: Paxos, teacher: ProcessId): void {
  const { state, environment, options } = paxos;
  const now = environment.now();
  if (state.installing !== undefined) return;
  if (state.askedAt !== undefined && now - state.askedAt < options.electionTimeout.min) return;
  state.askedAt = now;
  const { receiving, ballot: term, commitIndex: commit } = state;
  const snapshot = receiving?.index ?? 0;
  const offset = receiving?.offset ?? 0;
  environment.send(teacher, { kind: 'multi-paxos/learn', term, commit, snapshot, offset }, HEADER_BYTES);
}

/** Any replica teaches what it knows. */
export function handleLearn(paxos: Paxos, from: ProcessId, request: Learn): void {
  const { state, environment, options } = paxos;
  const { slots, commitIndex: commit, ballot: term } = state;
  if (commit <= request.commit) return;
  if (slots.base > request.commit) {
    lendSnapshot(paxos, from, request);
    return;
  }
  const { maxEntriesPerMessage, maxBytesPerMessage } = options;
  const values = valuesFrom(slots, request.commit + 1, commit, maxEntriesPerMessage, maxBytesPerMessage);
  environment.send(from, { kind: 'multi-paxos/decided', term, values, commit }, HEADER_BYTES + sizeOf(values));
}

/** Goes on asking until it knows as much as it heard of. */
export function handleDecided(paxos: Paxos, from: ProcessId, { values, commit }: Decided): void {
  const { state } = paxos;
  if (state.role === 'leader') return;
  hearTeacher(paxos, from);
  if (values[0].slot > state.commitIndex + 1 || state.installing !== undefined) return;
  state.receiving = undefined;
  learnChosen(paxos, values);
  state.heardCommit = Math.max(state.heardCommit, commit);
  if (state.commitIndex < state.heardCommit) askToLearn(paxos, from);
}

/** `values` are of consecutive slots, the first not after the next to be learned, and all are chosen. */
export function learnChosen(paxos: Paxos, values: readonly Value[]): void {
  acceptAll(paxos, values);
  commitTo(paxos, values[values.length - 1].slot);
}

/** An answer to what it asked: of its leader, or, while it is a candidate, of an acceptor. */
export function hearTeacher(paxos: Paxos, from: ProcessId): void {
  const { state, environment } = paxos;
  state.askedAt = undefined;
  if (proposerOf(state.ballot) === from) hearLeader(paxos);
  // A candidate that is being taught gets on.
  else if (proposerOf(state.ballot) === environment.self) restartElectionTimeout(paxos);
}
