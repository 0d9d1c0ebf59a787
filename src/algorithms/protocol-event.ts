/** What an algorithm tells its observers. Low-rate events only: applied entries go through `StateMachine.apply`. */
import type { Micros } from '../core/time.ts';
import type { ProcessId } from './environment.ts';

export type Role = 'follower' | 'pre-candidate' | 'candidate' | 'leader' | 'learner';

export interface Membership {
  readonly voters: readonly ProcessId[];
  /** During joint consensus the outgoing voters, else empty. */
  readonly outgoing: readonly ProcessId[];
  readonly learners: readonly ProcessId[];
}

export type ProtocolEvent =
  /** `term` stands for the ballot or view in other protocols. `leader` is who this process believes in, if known. */
  | { readonly type: 'role'; readonly role: Role; readonly term: number; readonly leader?: ProcessId }
  /** The failure detector of this process gave up on the leader (an election timeout, a lost quorum). */
  | {
      readonly type: 'suspect';
      readonly term: number;
      readonly reason: 'election-timeout' | 'check-quorum';
      /** Since when it had no sign of the leader, or as leader of a majority, on its own clock; absent if never. */
      readonly silence?: Micros;
    }
  | { readonly type: 'vote'; readonly term: number; readonly candidate: ProcessId; readonly granted: boolean }
  /**
   * A replica promises `proposer` to accept nothing of a term (a ballot) below `term`: in Raft, by its vote, its own for
   * itself included. Told when the promise leaves, so that it must be durable by then.
   */
  | { readonly type: 'promise'; readonly term: number; readonly proposer: ProcessId }
  /** A round of voting ended without a winner and the candidate starts over. */
  | { readonly type: 'split-vote'; readonly term: number }
  /** Told when it is in the log, when that is taken back or committed, and for all that count at the start of a life. */
  | {
      readonly type: 'membership';
      readonly index: number;
      readonly membership: Membership;
      readonly committed: boolean;
    }
  | {
      readonly type: 'snapshot';
      readonly action: 'taken' | 'sent' | 'installed';
      readonly index: number;
      readonly term: number;
      readonly peer?: ProcessId;
    }
  | { readonly type: 'transfer'; readonly to: ProcessId; readonly phase: 'started' | 'sent' | 'aborted' }
  | { readonly type: 'truncated'; readonly from: number; readonly term: number }
  | { readonly type: 'compacted'; readonly index: number }
  | {
      readonly type: 'recovered';
      readonly integrity: 'clean' | 'torn' | 'corrupt';
      readonly term: number;
      readonly lastIndex: number;
    };
