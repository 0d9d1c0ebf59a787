/**
 * The remote procedure calls of Figure 2 and Figure 13 and their answers, as one-way messages.
 *
 * `term` is always the sender's current term, so §5.1 has one rule for all. Differences from the paper: heartbeats are
 * messages of their own, not empty AppendEntries (as in etcd: they must not disturb the pipeline, and their answers
 * confirm leadership for reads); a completed InstallSnapshot is answered like AppendEntries.
 */

import type { Micros } from '../../../core/time.ts';
import type { Message } from '../../environment.ts';
import type { Membership } from '../../protocol-event.ts';
import type { LogEntry } from './log.ts';

export interface AppendEntries {
  readonly kind: 'raft/append';
  readonly term: number;
  readonly prevIndex: number;
  readonly prevTerm: number;
  readonly entries: readonly LogEntry[];
  readonly commit: number;
}

export interface AppendResponse {
  readonly kind: 'raft/append-response';
  readonly term: number;
  readonly success: boolean;
  /** On success the highest index known to match and to be durable; on failure the refused `prevIndex`. */
  readonly index: number;
  /** On failure: the logs agree at this index at most, where the follower has `hintTerm`. */
  readonly hintIndex: number;
  readonly hintTerm: number;
}

export interface Heartbeat {
  readonly kind: 'raft/heartbeat';
  readonly term: number;
  /** The leader's commit index and its term: a follower that has this very entry may commit up to it. */
  readonly commit: number;
  readonly commitTerm: number;
  /** Strictly increasing within a term: which reads an answer confirms (§6.4). */
  readonly round: number;
  /** When the round began on the leader's monotonic clock; echoed (§6.4.1). */
  readonly sentAt: Micros;
}

export interface HeartbeatResponse {
  readonly kind: 'raft/heartbeat-response';
  readonly term: number;
  readonly round: number;
  readonly sentAt: Micros;
}

export interface RequestVote {
  readonly kind: 'raft/request-vote';
  readonly term: number;
  readonly lastIndex: number;
  readonly lastTerm: number;
  /** The leader asked for this election (§3.10): vote even while a leader is heard. */
  readonly transfer: boolean;
}

export interface VoteResponse {
  readonly kind: 'raft/vote-response';
  readonly term: number;
  readonly granted: boolean;
}

export interface PreVote {
  readonly kind: 'raft/pre-vote';
  readonly term: number;
  /** The term of the election that would follow. */
  readonly nextTerm: number;
  readonly lastIndex: number;
  readonly lastTerm: number;
}

export interface PreVoteResponse {
  readonly kind: 'raft/pre-vote-response';
  readonly term: number;
  readonly nextTerm: number;
  readonly granted: boolean;
}

export interface InstallSnapshot {
  readonly kind: 'raft/install-snapshot';
  readonly term: number;
  readonly index: number;
  readonly indexTerm: number;
  readonly membership: Membership;
  /** Bytes of the snapshot before this chunk, in this chunk, and in all. */
  readonly offset: number;
  readonly length: number;
  readonly total: number;
  /** The state, with the last chunk: worlds pass it by reference, the chunks before it are its transmission. */
  readonly data: unknown;
}

export interface InstallResponse {
  readonly kind: 'raft/install-response';
  readonly term: number;
  readonly index: number;
  /** The offset that is expected next. */
  readonly offset: number;
}

export interface TimeoutNow {
  readonly kind: 'raft/timeout-now';
  readonly term: number;
}

/** What followers answer their leader. */
export type FollowerAnswer = AppendResponse | HeartbeatResponse | InstallResponse;

export type RaftMessage =
  | AppendEntries
  | AppendResponse
  | Heartbeat
  | HeartbeatResponse
  | RequestVote
  | VoteResponse
  | PreVote
  | PreVoteResponse
  | InstallSnapshot
  | InstallResponse
  | TimeoutNow;

/** Bytes of a message without entries or snapshot: framing, addresses, term and a few numbers. */
export const HEADER_BYTES = 64;

export const isRaftMessage = (message: Message): message is RaftMessage => message.kind.startsWith('raft/');
