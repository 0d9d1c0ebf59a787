/**
 * The contract of a consensus protocol: a replicated log that drives a state machine. Raft, Multi-Paxos and whatever
 * comes later stand behind it, so nothing above this file knows which one runs.
 *
 * A service hosts one `Consensus` per replica. The service proposes commands and reads on behalf of clients; the
 * protocol calls back into the `StateMachine` it was given, in log order.
 */

import type { OptionConflict } from '../../core/option-conflict.ts';
import type { Parameters, ParameterValues } from '../../core/parameters.ts';
import type { Micros } from '../../core/time.ts';
import type { Environment, Message, Process, ProcessId } from '../environment.ts';
import type { Membership, Role } from '../protocol-event.ts';

/** Opaque to the protocol. `bytes` is its size in messages and on disk. */
export interface Command {
  readonly data: unknown;
  readonly bytes: number;
}

/** A position in the replicated log. (index, term) names one proposal for ever. */
export interface LogPosition {
  readonly index: number;
  readonly term: number;
}

/** What the protocol drives. Implemented by the service. */
export interface StateMachine {
  /** A committed entry, in order, each once per life of the process. `command` is undefined for no-ops and configuration entries. */
  apply(index: number, term: number, command: Command | undefined): void;
  /** The whole state after the last applied entry, as plain data that later `apply` calls do not change. */
  snapshot(): { readonly data: unknown; readonly bytes: number };
  /** Replaces the state by a snapshot whose last entry is `position`. */
  restore(data: unknown, position: LogPosition): void;
  /** A read that `Consensus.read(token)` started may be answered from the state as it is now. */
  readReady(token: number): void;
  /** It may not: leadership was lost, or cannot be confirmed. The read has no effect and may be retried elsewhere. */
  readFailed(token: number): void;
  /** Who leads, as far as this process knows; called at every change. */
  leaderChanged(leader: ProcessId | undefined, term: number): void;
  /** The process stopped leading: proposals that are not applied yet have an unknown outcome. */
  leadershipLost(): void;
}

export type Proposal =
  | { readonly status: 'accepted'; readonly position: LogPosition }
  | { readonly status: 'not-leader'; readonly leader: ProcessId | undefined }
  /** The leader refuses for now: too much in flight, or it is handing over its leadership. */
  | { readonly status: 'busy' };

export type MembershipChange =
  | { readonly type: 'add-voter'; readonly process: ProcessId }
  | { readonly type: 'add-learner'; readonly process: ProcessId }
  | { readonly type: 'remove'; readonly process: ProcessId }
  /** Arbitrary change by joint consensus. */
  | { readonly type: 'replace'; readonly voters: readonly ProcessId[]; readonly learners: readonly ProcessId[] };

export interface ConsensusStatus {
  readonly role: Role;
  readonly term: number;
  readonly leader: ProcessId | undefined;
  readonly commitIndex: number;
  readonly appliedIndex: number;
  readonly lastIndex: number;
  readonly membership: Membership;
}

/**
 * What a replica at rest does for ever as long as nothing but keep-alives reaches it and those are not late: it
 * changes nothing that a client, an operator or another replica could see. On the local clock.
 */
export interface Quiescence {
  /** What it does repeats itself after this long. */
  readonly period: Micros;
  /** Between two keep-alives. */
  readonly keepAliveInterval: Micros;
  /** Silence up to this long makes nobody act. */
  readonly toleratedSilence: Micros;
  /** Reads append to the log, as writes do. */
  readonly readsAppend: boolean;
}

export interface Consensus<M extends Message = Message, R = unknown> extends Process<M, R> {
  propose(command: Command): Proposal;
  /** Starts a linearizable read; `token` comes back in `readReady` or `readFailed`, possibly before this returns. */
  read(token: number): void;
  changeMembership(change: MembershipChange): Proposal;
  transferLeadership(to: ProcessId): void;
  status(): ConsensusStatus;
  /**
   * Whether it is at rest: caught up, with nothing under way. Replicas that are not `alive` are not waited for.
   * undefined where that is not so or cannot be told.
   */
  quiescence(alive: (process: ProcessId) => boolean): Quiescence | undefined;
  /** What has to come before it can go on, for people: `votes of term 7: has 0, needs one of 1, 2`. undefined for nothing. */
  awaiting?(): string | undefined;
  /** Plain data of this process, for snapshots, hashes and printing by a world. */
  readonly state: unknown;
}

/**
 * Watches the log of one replica, entry by entry; must not influence it. In protocols without a contiguous log, an index
 * is a slot and a term the ballot in which its value was accepted; values that are only learned to be chosen are not
 * appended.
 *
 * At the start of each life, before its first role is told, and when a snapshot replaces the log, the log is told anew: `truncated(b + 1)`, where a
 * snapshot stands for everything up to `b`, then the entries above `b`, then what is known to be committed.
 */
export interface LogObserver {
  /** (index, term) is now in the log of this process, durable or not, in place of what may have stood at `index`. */
  appended(index: number, term: number, command: Command | undefined): void;
  /** The entries from `from` on are gone. */
  truncated(from: number): void;
  /** The process knows that everything up to `index` is committed. */
  committed(index: number): void;
}

export type LogStructure = 'contiguous' | 'slots';

export interface ConsensusConfig {
  /** The voters when the cluster first boots; after that membership lives in the log. */
  readonly voters: readonly ProcessId[];
  readonly learners: readonly ProcessId[];
  readonly options: ParameterValues;
  /** Absent where nobody looks. */
  readonly log?: LogObserver;
}

/** A protocol as the registry knows it. */
export interface ConsensusProtocol {
  readonly name: string;
  /** One line for `fivenines list`. */
  readonly summary: string;
  readonly source: string;
  readonly options: Parameters;
  /**
   * Asked when a scenario is read, with defaults filled in, once each option is right by itself. `voters`: how many there
   * are when the cluster boots, if that is known.
   */
  check?(options: ParameterValues, voters?: number): OptionConflict | undefined;
  /**
   * What a log is here: `contiguous` (the default) is without gaps, and equal terms at an index mean equal logs up to it
   * (log matching); in `slots` each index is decided for itself.
   */
  readonly logs?: LogStructure;
  create(environment: Environment<Message, unknown>, machine: StateMachine, config: ConsensusConfig): Consensus;
  /** True when the message kind belongs to the protocol (a service multiplexes it with client traffic). */
  owns(message: Message): boolean;
}
