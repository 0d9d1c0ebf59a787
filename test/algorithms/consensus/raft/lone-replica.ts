/** One replica with hand-made messages: claims of the paper about a single server are tested on it. */

import type { Consensus, LogObserver, StateMachine } from '../../../../src/algorithms/consensus/consensus.ts';
import type { LogEntry } from '../../../../src/algorithms/consensus/raft/log.ts';
import type { AppendEntries, RaftMessage } from '../../../../src/algorithms/consensus/raft/messages.ts';
import type { RaftRecord } from '../../../../src/algorithms/consensus/raft/persistence.ts';
import { raft } from '../../../../src/algorithms/consensus/raft/raft.ts';
import type { RaftState } from '../../../../src/algorithms/consensus/raft/state.ts';
import type { ProcessId, Recovered, TimerId } from '../../../../src/algorithms/environment.ts';
import type { Membership, ProtocolEvent } from '../../../../src/algorithms/protocol-event.ts';
import type { ParameterValues } from '../../../../src/core/parameters.ts';
import { MILLISECOND, type Micros, SECOND } from '../../../../src/core/time.ts';

export const ms = (n: number): Micros => n * MILLISECOND;

export interface ReplicaPlan {
  readonly self?: ProcessId;
  readonly voters?: readonly ProcessId[];
  readonly learners?: readonly ProcessId[];
  readonly options?: ParameterValues;
  readonly recovered?: Recovered<RaftRecord>;
  /** Syncs are answered by hand. */
  readonly manualSync?: boolean;
  /** What `random()` answers, again and again. */
  readonly random?: readonly number[];
  readonly log?: LogObserver;
}

export interface Sent<M extends RaftMessage = RaftMessage> {
  readonly to: ProcessId;
  readonly message: M;
  readonly bytes: number;
}

type OfKind<K extends RaftMessage['kind']> = Extract<RaftMessage, { kind: K }>;

export interface LoneReplica {
  readonly consensus: Consensus;
  readonly state: RaftState;
  readonly events: ProtocolEvent[];
  readonly applied: { index: number; term: number; data: unknown }[];
  readonly reads: { token: number; ready: boolean }[];
  readonly leaders: (ProcessId | undefined)[];
  /** Everything written, in order; a rewrite starts it anew. */
  readonly records: RaftRecord[];
  readonly syncs: number[];
  halted: string | undefined;
  lostLeadership: number;
  now: Micros;
  receive(from: ProcessId, message: RaftMessage): void;
  /** Lets time pass and fires the timers that come due, in order. */
  pass(duration: Micros): void;
  /** Answers the oldest unanswered sync, or all of them. */
  sync(all?: boolean): void;
  failSync(error: 'full' | 'io'): void;
  /** What was sent since the last call, of one kind. Everything else is forgotten as well. */
  sent<K extends RaftMessage['kind']>(kind: K): Sent<OfKind<K>>[];
  /** Has it elected by its peers: it leads, with its no-op in the log, and what it sent is forgotten. */
  lead(): LoneReplica;
  /** `peer` acknowledges everything in the log. */
  acknowledge(peer: ProcessId, index?: number): void;
}

/** The paper's own protocol: neither pre-vote nor quorum check. */
export const PAPER: ParameterValues = { preVote: false, checkQuorum: false };

export const entry = (index: number, term: number, data: unknown = `${index}/${term}`): LogEntry => ({
  index,
  term,
  command: { data, bytes: 10 },
  membership: undefined,
  bytes: 42,
});

export const configEntry = (index: number, term: number, membership: Membership): LogEntry => ({
  index,
  term,
  command: undefined,
  membership,
  bytes: 42,
});

/** A log with the given terms from index 1 on, as it would be found on the disk. */
export const logOf = (terms: readonly number[], term = terms.at(-1) ?? 0): Recovered<RaftRecord> => ({
  integrity: 'clean',
  records: [
    { kind: 'hard-state', term, votedFor: undefined },
    ...(terms.length > 0 ? [{ kind: 'entries' as const, entries: terms.map((t, i) => entry(i + 1, t)) }] : []),
  ],
});

export const append = (fields: Partial<AppendEntries>): AppendEntries => ({
  kind: 'raft/append',
  term: 1,
  prevIndex: 0,
  prevTerm: 0,
  entries: [],
  commit: 0,
  ...fields,
});

export const heartbeat = (term: number, fields: Partial<OfKind<'raft/heartbeat'>> = {}): RaftMessage => ({
  kind: 'raft/heartbeat',
  term,
  commit: 0,
  commitTerm: 0,
  round: 1,
  sentAt: 0,
  ...fields,
});

export const requestVote = (term: number, lastIndex = 0, lastTerm = 0, transfer = false): RaftMessage => ({
  kind: 'raft/request-vote',
  term,
  lastIndex,
  lastTerm,
  transfer,
});

export const vote = (term: number, granted = true): RaftMessage => ({ kind: 'raft/vote-response', term, granted });

export const acknowledgement = (term: number, index: number): RaftMessage => ({
  kind: 'raft/append-response',
  term,
  success: true,
  index,
  hintIndex: 0,
  hintTerm: 0,
});

export const refusal = (term: number, index: number, hintIndex: number, hintTerm: number): RaftMessage => ({
  kind: 'raft/append-response',
  term,
  success: false,
  index,
  hintIndex,
  hintTerm,
});

/** Terms of the entries in the log. */
export const termsOf = (replica: LoneReplica): number[] => replica.state.log.entries.map(({ term }) => term);

export function createReplica(plan: ReplicaPlan = {}): LoneReplica {
  const self = plan.self ?? 0;
  const voters = plan.voters ?? [0, 1, 2];
  const draws = plan.random ?? [0.5];
  const timers = new Map<TimerId, Micros>();
  let outbox: Sent[] = [];
  let drawn = 0;

  const machine: StateMachine = {
    apply: (index, term, command) => void replica.applied.push({ index, term, data: command?.data }),
    snapshot: () => ({ data: [...replica.applied], bytes: 1000 }),
    restore(data) {
      replica.applied.splice(0, replica.applied.length, ...(data as LoneReplica['applied']));
    },
    readReady: (token) => void replica.reads.push({ token, ready: true }),
    readFailed: (token) => void replica.reads.push({ token, ready: false }),
    leaderChanged: (leader) => void replica.leaders.push(leader),
    leadershipLost: () => void replica.lostLeadership++,
  };

  const consensus = raft.create(
    {
      self,
      now: () => replica.now,
      wallClock: () => replica.now,
      random: () => draws[drawn++ % draws.length],
      setTimer: (id, delay) => void timers.set(id, replica.now + delay),
      cancelTimer: (id) => void timers.delete(id),
      send: (to, message, bytes) => void outbox.push({ to, message: message as RaftMessage, bytes }),
      storage: {
        append: (record) => void replica.records.push(record as RaftRecord),
        rewrite: (records) =>
          void replica.records.splice(0, replica.records.length, ...(records as readonly RaftRecord[])),
        sync(token) {
          replica.syncs.push(token);
          if (!plan.manualSync) replica.sync();
        },
      },
      observe: (event) => void replica.events.push(event),
      halt(reason) {
        replica.halted = reason;
      },
    },
    machine,
    { voters, learners: plan.learners ?? [], options: plan.options ?? PAPER, log: plan.log },
  );

  const replica: LoneReplica = {
    consensus,
    state: consensus.state as RaftState,
    events: [],
    applied: [],
    reads: [],
    leaders: [],
    records: [],
    syncs: [],
    halted: undefined,
    lostLeadership: 0,
    now: 10 * SECOND,
    receive: (from, message) => consensus.receive(from, message),
    pass(duration) {
      const end = replica.now + duration;
      for (;;) {
        const due = [...timers].filter(([, at]) => at <= end).sort(([, a], [, b]) => a - b)[0];
        if (due === undefined) break;
        replica.now = due[1];
        timers.delete(due[0]);
        consensus.timeout(due[0]);
      }
      replica.now = end;
    },
    sync(all = false) {
      do {
        const token = replica.syncs.shift();
        if (token === undefined) return;
        consensus.synced(token);
      } while (all);
    },
    failSync: (error) => consensus.storageFailed(replica.syncs.shift()!, error),
    sent(kind) {
      const matching = outbox.filter(({ message }) => message.kind === kind);
      outbox = [];
      return matching as Sent<OfKind<typeof kind>>[];
    },
    lead() {
      consensus.timeout(1);
      replica.pass(2 * SECOND);
      const preVote = { kind: 'raft/pre-vote-response', granted: true } as const;
      const { term } = replica.state;
      if (replica.state.role === 'pre-candidate') {
        for (const peer of voters) {
          if (peer !== self) replica.receive(peer, { ...preVote, term, nextTerm: term + 1 });
        }
      }
      replica.sync(true);
      for (const peer of voters) if (peer !== self) replica.receive(peer, vote(replica.state.term));
      replica.sync(true);
      outbox = [];
      return replica;
    },
    acknowledge(peer, index) {
      const { term, log } = replica.state;
      replica.receive(peer, acknowledgement(term, index ?? log.baseIndex + log.entries.length));
    },
  };
  consensus.start(plan.recovered ?? { records: [], integrity: 'clean' });
  replica.sync(true);
  return replica;
}
