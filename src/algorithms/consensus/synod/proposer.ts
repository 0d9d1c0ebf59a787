/**
 * The proposer of "Paxos Made Simple" §2.2. It may be started over with a higher ballot at any time; whether that gets
 * anywhere when others do the same is not its affair (§2.4: liveness needs a distinguished proposer).
 *
 * Pure: a step answers the new state and what to broadcast to all acceptors. The ballot of a prepare request must be
 * durable before it is sent: no two proposals may ever have the same number (§2.5).
 */
import type { ProcessId } from '../../environment.ts';
import { type Ballot, NO_BALLOT, nextBallot } from './ballot.ts';
import type { Accept, Nack, Prepare, Promised, Proposal } from './messages.ts';

export interface ProposerState<V> {
  readonly self: ProcessId;
  /** Promises that phase 1 needs: more than half of the acceptors. */
  readonly quorum: number;
  /** What it would like to be chosen. */
  readonly wish: V;
  /** The highest ballot that it has tried or heard of. */
  readonly highest: Ballot;
  /** The ballot under way. */
  readonly ballot: Ballot;
  readonly phase: 'idle' | 'prepare' | 'accept';
  /** By acceptor: what it had accepted when it promised `ballot`. */
  readonly promises: ReadonlyMap<ProcessId, Proposal<V> | undefined>;
}

export interface ProposerStep<V> {
  readonly state: ProposerState<V>;
  readonly broadcast: Prepare | Accept<V> | undefined;
}

/** `tried` is the highest ballot that an earlier life made durable. */
export const createProposer = <V>(
  self: ProcessId,
  acceptors: number,
  wish: V,
  tried: Ballot = NO_BALLOT,
): ProposerState<V> => ({
  self,
  quorum: Math.floor(acceptors / 2) + 1,
  wish,
  highest: tried,
  ballot: NO_BALLOT,
  phase: 'idle',
  promises: new Map(),
});

/** Phase 1 (a): "selects a proposal number n and sends a prepare request". */
export function prepare<V>(state: ProposerState<V>): ProposerStep<V> {
  const ballot = nextBallot(state.highest, state.self);
  return {
    state: { ...state, highest: ballot, ballot, phase: 'prepare', promises: new Map() },
    broadcast: { kind: 'prepare', ballot },
  };
}

/**
 * Phase 2 (a), once a majority has promised: "the value of the highest-numbered proposal among the responses, or any
 * value if the responses reported no proposals". Promises are kept by acceptor, so a duplicate counts once.
 */
export function onPromise<V>(state: ProposerState<V>, from: ProcessId, message: Promised<V>): ProposerStep<V> {
  if (state.phase !== 'prepare' || message.ballot !== state.ballot) return { state, broadcast: undefined };
  const promises = new Map(state.promises).set(from, message.accepted);
  if (promises.size < state.quorum) return { state: { ...state, promises }, broadcast: undefined };
  const { ballot } = state;
  return {
    state: { ...state, promises, phase: 'accept' },
    broadcast: { kind: 'accept', ballot, value: valueToPropose(promises, state.wish) },
  };
}

function valueToPropose<V>(promises: ReadonlyMap<ProcessId, Proposal<V> | undefined>, wish: V): V {
  let highest: Proposal<V> | undefined;
  for (const accepted of promises.values()) {
    if (accepted !== undefined && (highest === undefined || accepted.ballot > highest.ballot)) highest = accepted;
  }
  return highest === undefined ? wish : highest.value;
}

/** §2.3: "a proposer should abandon its proposal if some proposer has begun trying to issue a higher-numbered one". */
export function onNack<V>(state: ProposerState<V>, { ballot, promised }: Nack): ProposerState<V> {
  const highest = Math.max(state.highest, promised);
  return ballot === state.ballot ? { ...state, highest, phase: 'idle' } : { ...state, highest };
}
