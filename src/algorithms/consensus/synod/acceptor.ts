/**
 * The acceptor of "Paxos Made Simple" §2.2. It keeps two promises over all its lives:
 *
 * P1a: "an acceptor can accept a proposal numbered n iff it has not responded to a prepare request having a number
 * greater than n"; and its answers to prepare requests tell the highest proposal that it has accepted.
 *
 * Pure: a step answers the new state, what must be durable before the reply may leave, and the reply.
 */
import { type Ballot, NO_BALLOT } from './ballot.ts';
import type { Accept, Accepted, Nack, Prepare, Promised, Proposal } from './messages.ts';

export interface AcceptorState<V> {
  /** The highest ballot that it has promised or accepted. */
  readonly promised: Ballot;
  readonly accepted: Proposal<V> | undefined;
}

export type AcceptorRecord<V> =
  | { readonly kind: 'promised'; readonly ballot: Ballot }
  | { readonly kind: 'accepted'; readonly proposal: Proposal<V> };

export interface AcceptorStep<V> {
  readonly state: AcceptorState<V>;
  /** To be durable before `reply` leaves. */
  readonly record: AcceptorRecord<V> | undefined;
  readonly reply: Promised<V> | Accepted<V> | Nack;
}

/** From what the disk kept, in order; nothing at first boot. */
export function recoverAcceptor<V>(records: readonly AcceptorRecord<V>[]): AcceptorState<V> {
  let promised = NO_BALLOT;
  let accepted: Proposal<V> | undefined;
  for (const record of records) {
    if (record.kind === 'accepted') accepted = record.proposal;
    promised = Math.max(promised, record.kind === 'accepted' ? record.proposal.ballot : record.ballot);
  }
  return { promised, accepted };
}

/** Phase 1 (b). A repeated request is answered again: the first answer may have been lost. */
export function onPrepare<V>(state: AcceptorState<V>, { ballot }: Prepare): AcceptorStep<V> {
  const { promised, accepted } = state;
  if (ballot < promised) return { state, record: undefined, reply: { kind: 'nack', ballot, promised } };
  const reply: Promised<V> = { kind: 'promise', ballot, accepted };
  if (ballot === promised) return { state, record: undefined, reply };
  return { state: { promised: ballot, accepted }, record: { kind: 'promised', ballot }, reply };
}

/** Phase 2 (b). To accept is to promise as well: what comes from a lower ballot afterwards is refused. */
export function onAccept<V>(state: AcceptorState<V>, { ballot, value }: Accept<V>): AcceptorStep<V> {
  const { promised } = state;
  if (ballot < promised) return { state, record: undefined, reply: { kind: 'nack', ballot, promised } };
  const proposal: Proposal<V> = { ballot, value };
  return {
    state: { promised: ballot, accepted: proposal },
    record: { kind: 'accepted', proposal },
    reply: { kind: 'accepted', ballot, value },
  };
}
