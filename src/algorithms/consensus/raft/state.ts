/**
 * Everything a Raft replica knows (Figure 2, and what the dissertation adds), as one record of plain data, and the
 * context that the functions of this folder share. Only what `persistence.ts` has written survives a crash.
 */
import type { Micros } from '../../../core/time.ts';
import type { Environment, ProcessId } from '../../environment.ts';
import type { Membership, Role } from '../../protocol-event.ts';
import type { LogObserver, StateMachine } from '../consensus.ts';
import { createLog, type Log } from './log.ts';
import type { RaftMessage } from './messages.ts';
import type { RaftOptions } from './options.ts';
import type { RaftRecord } from './persistence.ts';
import type { Progress } from './progress.ts';
import type { Electorate } from './quorum.ts';
import type { Snapshot } from './snapshot.ts';

/** A configuration and the index of the entry that carries it (0 for the one the cluster booted with). */
export interface Configuration {
  readonly index: number;
  readonly membership: Membership;
}

/** A sync that storage has not answered. */
export interface PendingSync {
  readonly token: number;
  /** What failing means: `log` is fatal, the others leave the old content in place. */
  readonly purpose: 'log' | 'snapshot' | 'install';
  /** Storage operations issued before it: they are durable once it is answered. */
  readonly operations: number;
  /** The log is durable up to here once it is answered; lowered if the log is truncated meanwhile. */
  stableIndex: number;
}

/** A message that may leave only when everything that was written before it is durable. */
export interface DeferredMessage {
  readonly operations: number;
  readonly to: ProcessId;
  readonly message: RaftMessage;
  readonly bytes: number;
}

export interface PendingRead {
  readonly token: number;
  /** `read-index`: the commit index that the state machine must have reached. `log`: the index of its entry. */
  readonly index: number;
  /** The heartbeat round that must be confirmed; 0 while it waits for one. */
  round: number;
}

/** What only a leader has; gone when it steps down. */
export interface Leadership {
  /** Index of the no-op that opened the term: nothing of this term is committed before it is (§5.4.2, §8). */
  readonly noopIndex: number;
  /** Every other replica that is sent entries, and this one. */
  readonly progress: Map<ProcessId, Progress>;
  /** All of `progress` but this replica. */
  peers: readonly Progress[];
  /** The voters' progress: majorities are counted over it. */
  electorate: Electorate<Progress>;
  uncommittedBytes: number;
  /** The last heartbeat round that was started, and the last that reads wait for. */
  round: number;
  readRound: number;
  /** Reads whose round is not confirmed, oldest first. */
  readonly reads: PendingRead[];
  /** Reads whose entry is not applied, oldest first. */
  readonly logReads: PendingRead[];
  transfer: { readonly to: ProcessId; sent: boolean } | undefined;
  /** A TimeoutNow is under way: a vote may ignore the lease, for the rest of the term (§6.4.1 with §3.10). */
  leaseForfeited: boolean;
  /** The preferred replica that was caught up at the last look. */
  preferred: ProcessId | undefined;
  flushArmed: boolean;
}

export interface RaftState {
  /** Persistent (Figure 2). */
  term: number;
  votedFor: ProcessId | undefined;
  readonly log: Log;
  snapshot: Snapshot | undefined;

  /** Volatile. */
  role: Role;
  leader: ProcessId | undefined;
  commitIndex: number;
  appliedIndex: number;
  halted: boolean;
  /** When this life began, on the local clock: ticks are counted from here. */
  startedAt: Micros;
  /** The last committed configuration and those after it in the log; the last of all is in force. */
  readonly configurations: Configuration[];

  /** Durability: what has been handed to storage and what it has confirmed. */
  operations: number;
  durableOperations: number;
  /** The log, as it is now, is durable up to here. */
  stableIndex: number;
  lastToken: number;
  readonly syncs: PendingSync[];
  readonly deferred: DeferredMessage[];
  /** The snapshot whose rewrite is under way, taken here or received from a leader. */
  saving: Snapshot | undefined;
  installing: Snapshot | undefined;
  /** Snapshots are not retried before this index, once one could not be saved. */
  nextSnapshotIndex: number;

  /** As a follower: the log is known to match the leader's up to here, and an answer is due. */
  matchedIndex: number;
  answerDue: boolean;
  /** Chunks of a snapshot that have arrived. */
  receiving: { readonly index: number; readonly indexTerm: number; offset: number } | undefined;
  /** When a leader was last heard; undefined if not in this life. */
  lastContact: Micros | undefined;

  electionTimeout: Micros;
  electionDeadline: Micros;
  /** When the armed election timer fires; undefined if none is. It may fire early and is then armed again. */
  electionTimerAt: Micros | undefined;

  /** As a candidate. */
  readonly votes: Map<ProcessId, boolean>;

  leadership: Leadership | undefined;
}

/** What the functions of this folder are given. */
export interface Raft {
  readonly state: RaftState;
  readonly environment: Environment<RaftMessage, RaftRecord>;
  readonly machine: StateMachine;
  readonly options: RaftOptions;
  readonly observer: LogObserver | undefined;
  /** The commit index that the observer was told last. */
  toldCommitIndex: number;
  /** A handler is running: what it calls may call back in, and must not settle twice. */
  running: boolean;
}

export const createState = (membership: Membership): RaftState => ({
  term: 0,
  votedFor: undefined,
  log: createLog(),
  snapshot: undefined,
  role: 'follower',
  leader: undefined,
  commitIndex: 0,
  appliedIndex: 0,
  halted: false,
  startedAt: 0,
  configurations: [{ index: 0, membership }],
  operations: 0,
  durableOperations: 0,
  stableIndex: 0,
  lastToken: 0,
  syncs: [],
  deferred: [],
  saving: undefined,
  installing: undefined,
  nextSnapshotIndex: 0,
  matchedIndex: 0,
  answerDue: false,
  receiving: undefined,
  lastContact: undefined,
  electionTimeout: 0,
  electionDeadline: 0,
  electionTimerAt: undefined,
  votes: new Map(),
  leadership: undefined,
});
