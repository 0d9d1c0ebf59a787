/** What a leader knows about one other replica, and what of its proposals is under way there. */
import type { Micros } from '../../../core/time.ts';
import type { ProcessId } from '../../environment.ts';

export interface Peer {
  readonly id: ProcessId;
  /** The next slot to send. */
  next: number;
  /** Unanswered accept requests, oldest first: the last slot of each, and when it was sent. */
  readonly inflight: { readonly last: number; readonly sentAt: Micros }[];
  /** The connection broke: nothing is sent until it answers again. */
  silent: boolean;
  /** What it said last of itself, see `Accepted`. Never goes back. */
  commit: number;
  durable: number;
  /** The commit index that it was last told. */
  sentCommit: number;
  /** It answered since the last quorum check. */
  recentlyActive: boolean;
  /** The latest heartbeat round that it answered, and when that round was sent on the leader's clock. */
  ackedRound: number;
  ackedRoundAt: Micros;
}

export const createPeer = (id: ProcessId, next: number): Peer => ({
  id,
  next,
  inflight: [],
  silent: false,
  commit: 0,
  durable: 0,
  sentCommit: 0,
  // A newcomer gets until the next quorum check to answer.
  recentlyActive: true,
  ackedRound: 0,
  ackedRoundAt: Number.NEGATIVE_INFINITY,
});

/** It answered: what it says is heard, unless it is an old message that says less. */
export function hearPeer(peer: Peer, commit: number, durable: number): void {
  peer.recentlyActive = true;
  peer.silent = false;
  peer.commit = Math.max(peer.commit, commit);
  peer.durable = Math.max(peer.durable, durable);
}
