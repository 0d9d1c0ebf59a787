/**
 * The messages of Multi-Paxos: those of Synod for many slots at once, and what a distinguished proposer and learners add.
 *
 * `term` is a ballot. In requests of a proposer it is its own; in all others the highest that the sender has promised,
 * which is the ballot they answer to unless it says that there is a higher one.
 */
import type { Micros } from '../../../core/time.ts';
import type { Message } from '../../environment.ts';
import type { Ballot } from '../synod/ballot.ts';
import type { Configuration } from './membership.ts';
import type { Value } from './slots.ts';

/** Asks, before a ballot is raised, who would promise it (the analogue of Raft's pre-vote). */
export interface PrePrepare {
  readonly kind: 'multi-paxos/pre-prepare';
  readonly term: Ballot;
  /** The ballot that would follow. */
  readonly next: Ballot;
}

export interface PrePromise {
  readonly kind: 'multi-paxos/pre-promise';
  readonly term: Ballot;
  readonly next: Ballot;
  readonly granted: boolean;
}

/** Phase 1 (a), for every slot after `commit` at once ("Paxos Made Simple" §3). */
export interface Prepare {
  readonly kind: 'multi-paxos/prepare';
  readonly term: Ballot;
  /** The proposer knows all up to this slot. */
  readonly commit: number;
  /** The leader asked for this ballot: promise even while a leader is heard. */
  readonly transfer: boolean;
}

/** Phase 1 (b): everything accepted after slot `after`, or chosen as far as `commit`. */
export interface Promised {
  readonly kind: 'multi-paxos/promise';
  readonly term: Ballot;
  /** Up to here the acceptor knows what is chosen. */
  readonly commit: number;
  /** From the proposer's commit index on; or from the acceptor's own, if what lies between must be learned apart. */
  readonly after: number;
  /** Of each value, the ballot in which it was accepted. */
  readonly ballots: readonly Ballot[];
  readonly values: readonly Value[];
}

/** Phase 2 (a), for consecutive slots. */
export interface Accept {
  readonly kind: 'multi-paxos/accept';
  readonly term: Ballot;
  readonly values: readonly Value[];
  readonly commit: number;
}

/** Phase 2 (b): the slots `first`..`last` are accepted in `term`, durably. */
export interface Accepted {
  readonly kind: 'multi-paxos/accepted';
  readonly term: Ballot;
  readonly first: number;
  readonly last: number;
  /** Up to here every slot is known to be chosen; `durable`: or accepted in `term`. Both on disk. */
  readonly commit: number;
  readonly durable: number;
}

/** Everything up to `commit` is chosen. */
export interface Chosen {
  readonly kind: 'multi-paxos/chosen';
  readonly term: Ballot;
  readonly commit: number;
}

export interface Heartbeat {
  readonly kind: 'multi-paxos/heartbeat';
  readonly term: Ballot;
  readonly commit: number;
  /** Strictly increasing within a ballot: which reads an answer confirms. */
  readonly round: number;
  /** When the round began on the leader's monotonic clock; echoed. */
  readonly sentAt: Micros;
}

export interface HeartbeatResponse {
  readonly kind: 'multi-paxos/heartbeat-response';
  readonly term: Ballot;
  readonly round: number;
  readonly sentAt: Micros;
  /** As in `Accepted`; `received`: up to here every slot after the heartbeat's `commit` is accepted, on disk or not. */
  readonly commit: number;
  readonly durable: number;
  readonly received: number;
}

/** Asks for what is chosen after `commit`; `snapshot` and `offset` name the chunk that is due, if one is being sent. */
export interface Learn {
  readonly kind: 'multi-paxos/learn';
  readonly term: Ballot;
  readonly commit: number;
  readonly snapshot: number;
  readonly offset: number;
}

/** The answer: chosen values of consecutive slots. */
export interface Decided {
  readonly kind: 'multi-paxos/decided';
  readonly term: Ballot;
  readonly values: readonly Value[];
  readonly commit: number;
}

/** The answer where those slots are compacted. */
export interface SnapshotChunk {
  readonly kind: 'multi-paxos/snapshot';
  readonly term: Ballot;
  readonly index: number;
  readonly origin: Ballot;
  readonly configurations: readonly Configuration[];
  /** Bytes of the snapshot before this chunk, in this chunk, and in all. */
  readonly offset: number;
  readonly length: number;
  readonly total: number;
  /** The state, with the last chunk: worlds pass it by reference, the chunks before it are its transmission. */
  readonly data: unknown;
}

/** A request was refused: `term` is promised ("Paxos Made Moderately Complex": `preempted`). */
export interface Preempted {
  readonly kind: 'multi-paxos/preempted';
  readonly term: Ballot;
}

/** The leader asks a replica to begin a ballot at once. */
export interface Lead {
  readonly kind: 'multi-paxos/lead';
  readonly term: Ballot;
}

export type PaxosMessage =
  | PrePrepare
  | PrePromise
  | Prepare
  | Promised
  | Accept
  | Accepted
  | Chosen
  | Heartbeat
  | HeartbeatResponse
  | Learn
  | Decided
  | SnapshotChunk
  | Preempted
  | Lead;

/** Bytes of a message without values or snapshot: framing, addresses, ballot and a few numbers. */
export const HEADER_BYTES = 64;

export const isPaxosMessage = (message: Message): message is PaxosMessage => message.kind.startsWith('multi-paxos/');
