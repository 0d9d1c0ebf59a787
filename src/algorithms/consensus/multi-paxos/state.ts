/**
 * Everything a Multi-Paxos replica knows, as one record of plain data, and the context that the functions of this folder
 * share. Every replica is acceptor, learner and, when it leads, proposer. Only what `persistence.ts` has written survives
 * a crash.
 */
import type { Micros } from '../../../core/time.ts';
import type { Environment, ProcessId } from '../../environment.ts';
import type { Membership, Role } from '../../protocol-event.ts';
import type { LogObserver, StateMachine } from '../consensus.ts';
import { type Ballot, NO_BALLOT } from '../synod/ballot.ts';
import type { Configuration } from './membership.ts';
import type { PaxosMessage } from './messages.ts';
import type { PaxosOptions } from './options.ts';
import type { Peer } from './peer.ts';
import type { PaxosRecord } from './persistence.ts';
import { createSlots, type Slots, type Value } from './slots.ts';
import type { Snapshot } from './snapshot.ts';

/** A sync that storage has not answered. */
export interface PendingSync {
  readonly token: number;
  /** What failing means: `log` is fatal, the others leave the old content in place. */
  readonly purpose: 'log' | 'snapshot' | 'install';
  /** Storage operations issued before it: they are durable once it is answered. */
  readonly operations: number;
  /** `received` at the time; lowered when a new ballot begins meanwhile. */
  received: number;
}

/** A message that may leave only when everything that was written before it is durable. */
export interface DeferredMessage {
  readonly operations: number;
  readonly to: ProcessId;
  readonly message: PaxosMessage;
  readonly bytes: number;
}

/** A value with the ballot in which some acceptor accepted it. */
export interface Report {
  readonly ballot: Ballot;
  readonly value: Value;
}

/** Phase 1 of the own ballot. It goes on while leading: acceptors of later configurations must promise as well. */
export interface Phase1 {
  readonly asked: Set<ProcessId>;
  readonly promises: Set<ProcessId>;
  /** By slot: the highest-numbered proposal that was reported. */
  readonly reports: Map<number, Report>;
  /** The highest slot that was reported. */
  recovered: number;
  /** Who promised and knows most, and up to where. */
  source: ProcessId | undefined;
  sourceCommit: number;
}

export interface PendingRead {
  readonly token: number;
  /** The commit index that the state machine must have reached, or the slot of its no-op. */
  index: number;
  /** The heartbeat round that must be confirmed by a quorum of `voters`; 0 while it waits for one. */
  round: number;
  voters: readonly ProcessId[];
}

/** Phase 2 of one slot ("Paxos Made Moderately Complex": a commander). */
export interface Commander {
  readonly acceptors: ProcessId[];
  chosen: boolean;
}

/** What only a leader has; gone when it steps down. */
export interface Leadership {
  readonly phase1: Phase1;
  /** The first slot that was not known to be chosen when the ballot was won. */
  readonly firstSlot: number;
  /** The next slot to propose for. What is to be proposed from there on waits in `queue`, slot by slot. */
  nextSlot: number;
  readonly queue: Value[];
  /** By slot, of those from the commit index to `nextSlot`. */
  readonly commanders: Map<number, Commander>;
  /** The last slot that was given a configuration. */
  configurationSlot: number;
  /** Every other member of a configuration that counts. */
  readonly peers: Map<ProcessId, Peer>;
  uncommittedBytes: number;
  /** The last heartbeat round that was started. */
  round: number;
  /** Reads whose round is not confirmed, oldest first. */
  readonly reads: PendingRead[];
  /** Reads whose no-op is not applied, oldest first. */
  readonly logReads: PendingRead[];
  transfer: { readonly to: ProcessId; sent: boolean } | undefined;
  /** Somebody was told to begin a ballot: promises may ignore the lease from now on. */
  leaseForfeited: boolean;
  /** The preferred replica that was caught up at the last look. */
  preferred: ProcessId | undefined;
  flushArmed: boolean;
}

export interface PaxosState {
  /** Persistent: the highest ballot promised, and what was accepted. */
  ballot: Ballot;
  readonly slots: Slots;
  snapshot: Snapshot | undefined;
  /** Everything up to this slot is known to be chosen. Written along with what is accepted. */
  commitIndex: number;

  /** Volatile. */
  role: Role;
  leader: ProcessId | undefined;
  appliedIndex: number;
  halted: boolean;
  /** When this life began, on the local clock: ticks are counted from here. */
  startedAt: Micros;
  /** The one in force at the commit index and those that are known and come after it. */
  readonly configurations: Configuration[];

  /** Durability: what has been handed to storage and what it has confirmed. */
  operations: number;
  durableOperations: number;
  /** Every slot up to here is known to be chosen, or accepted in `ballot`; `durable`: and is on disk. */
  received: number;
  durable: number;
  /** The highest slot accepted in `ballot`, or the commit index at its beginning. */
  lastInBallot: number;
  lastToken: number;
  readonly syncs: PendingSync[];
  readonly deferred: DeferredMessage[];
  /** The storage operation that wrote `ballot`, and the last ballot that observers were told of. */
  promiseOperation: number;
  toldPromise: Ballot;
  /** The snapshot whose rewrite is under way, taken here or received. */
  saving: Snapshot | undefined;
  installing: Snapshot | undefined;
  /** Snapshots are not retried before this slot, once one could not be saved. */
  nextSnapshotIndex: number;

  /** As a learner: everything up to here is chosen, as the leader says. */
  heardCommit: number;
  /** When it last asked for what it lacks; undefined if that was answered. */
  askedAt: Micros | undefined;
  /** Chunks of a snapshot that have arrived. */
  receiving: { readonly index: number; readonly origin: Ballot; offset: number } | undefined;
  /** Snapshots that are being sent, by receiver. */
  readonly lent: Map<ProcessId, Snapshot>;
  /** When a leader was last heard; undefined if not in this life. */
  lastContact: Micros | undefined;

  electionTimeout: Micros;
  electionDeadline: Micros;
  /** When the armed election timer fires; undefined if none is. It may fire early and is then armed again. */
  electionTimerAt: Micros | undefined;

  /** As a pre-candidate: who would promise. */
  readonly prePromises: Set<ProcessId>;
  /** As a candidate. */
  phase1: Phase1 | undefined;

  leadership: Leadership | undefined;
}

/** What the functions of this folder are given. */
export interface Paxos {
  readonly state: PaxosState;
  readonly environment: Environment<PaxosMessage, PaxosRecord>;
  readonly machine: StateMachine;
  readonly options: PaxosOptions;
  readonly log: LogObserver | undefined;
  /** A handler is running: what it calls may call back in, and must not settle twice. */
  running: boolean;
}

export const createState = (membership: Membership): PaxosState => ({
  ballot: NO_BALLOT,
  slots: createSlots(),
  snapshot: undefined,
  commitIndex: 0,
  role: 'follower',
  leader: undefined,
  appliedIndex: 0,
  halted: false,
  startedAt: 0,
  configurations: [{ index: 0, from: 1, membership }],
  operations: 0,
  durableOperations: 0,
  received: 0,
  durable: 0,
  lastInBallot: 0,
  lastToken: 0,
  syncs: [],
  deferred: [],
  promiseOperation: 0,
  toldPromise: NO_BALLOT,
  saving: undefined,
  installing: undefined,
  nextSnapshotIndex: 0,
  heardCommit: 0,
  askedAt: undefined,
  receiving: undefined,
  lent: new Map(),
  lastContact: undefined,
  electionTimeout: 0,
  electionDeadline: 0,
  electionTimerAt: undefined,
  prePromises: new Set(),
  phase1: undefined,
  leadership: undefined,
});
