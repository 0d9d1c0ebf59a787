/** The learner of "Paxos Made Simple" §2.3: a value is chosen once a majority of the acceptors has accepted one ballot. */
import type { ProcessId } from '../../environment.ts';
import type { Ballot } from './ballot.ts';
import type { Accepted, Proposal } from './messages.ts';

export interface LearnerState<V> {
  /** Acceptors that must have accepted the same ballot: more than half. */
  readonly quorum: number;
  /** By ballot: who has accepted it. */
  readonly acceptors: ReadonlyMap<Ballot, ReadonlySet<ProcessId>>;
  readonly chosen: Proposal<V> | undefined;
}

export const createLearner = <V>(acceptors: number): LearnerState<V> => ({
  quorum: Math.floor(acceptors / 2) + 1,
  acceptors: new Map(),
  chosen: undefined,
});

/** Acceptors are counted, not messages: a duplicate says nothing new. */
export function onAccepted<V>(state: LearnerState<V>, from: ProcessId, message: Accepted<V>): LearnerState<V> {
  const { ballot, value } = message;
  const accepted = new Set(state.acceptors.get(ballot)).add(from);
  const chosen = state.chosen ?? (accepted.size >= state.quorum ? { ballot, value } : undefined);
  return { ...state, acceptors: new Map(state.acceptors).set(ballot, accepted), chosen };
}
