/** The messages of the Synod protocol ("Paxos Made Simple" §2.2), between agents that are named by the world around them. */
import type { Ballot } from './ballot.ts';

/** What a proposer proposes: one value per ballot. */
export interface Proposal<V> {
  readonly ballot: Ballot;
  readonly value: V;
}

/** Phase 1 (a): a request to promise, and to tell what was accepted. */
export interface Prepare {
  readonly kind: 'prepare';
  readonly ballot: Ballot;
}

/** Phase 1 (b): nothing below `ballot` will be accepted any more; `accepted` is the highest that was. */
export interface Promised<V> {
  readonly kind: 'promise';
  readonly ballot: Ballot;
  readonly accepted: Proposal<V> | undefined;
}

/** Phase 2 (a). */
export interface Accept<V> extends Proposal<V> {
  readonly kind: 'accept';
}

/** Phase 2 (b), to every learner. */
export interface Accepted<V> extends Proposal<V> {
  readonly kind: 'accepted';
}

/** Not required by the algorithm (§2.3): `ballot` is refused since `promised` is higher. Lets a proposer give up early. */
export interface Nack {
  readonly kind: 'nack';
  readonly ballot: Ballot;
  readonly promised: Ballot;
}

export type SynodMessage<V> = Prepare | Promised<V> | Accept<V> | Accepted<V> | Nack;
