/** One replica with hand-made messages: claims of the papers about a single process are tested on it. */

import type { Consensus, StateMachine } from '../../../../src/algorithms/consensus/consensus.ts';
import type { PaxosMessage } from '../../../../src/algorithms/consensus/multi-paxos/messages.ts';
import { multiPaxos } from '../../../../src/algorithms/consensus/multi-paxos/multi-paxos.ts';
import type { PaxosRecord } from '../../../../src/algorithms/consensus/multi-paxos/persistence.ts';
import type { Value } from '../../../../src/algorithms/consensus/multi-paxos/slots.ts';
import type { PaxosState } from '../../../../src/algorithms/consensus/multi-paxos/state.ts';
import { ballotOf } from '../../../../src/algorithms/consensus/synod/ballot.ts';
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
  readonly recovered?: Recovered<PaxosRecord>;
  /** Syncs are answered by hand. */
  readonly manualSync?: boolean;
}

type Kind = PaxosMessage['kind'] extends `multi-paxos/${infer K}` ? K : never;
type OfKind<K extends Kind> = Extract<PaxosMessage, { kind: `multi-paxos/${K}` }>;

export interface LoneReplica {
  readonly consensus: Consensus;
  readonly state: PaxosState;
  readonly events: ProtocolEvent[];
  readonly applied: { slot: number; origin: number; data: unknown }[];
  readonly reads: { token: number; ready: boolean }[];
  /** Everything written, in order; a rewrite starts it anew. */
  readonly records: PaxosRecord[];
  readonly syncs: number[];
  halted: string | undefined;
  lostLeadership: number;
  now: Micros;
  receive(from: ProcessId, message: PaxosMessage): void;
  /** Lets time pass and fires the timers that come due, in order. */
  pass(duration: Micros): void;
  /** Answers the oldest unanswered sync, or all of them. */
  sync(all?: boolean): void;
  failSync(error: 'full' | 'io'): void;
  /** What was sent since the last call, of one kind, with its receiver. Everything else is forgotten as well. */
  sent<K extends Kind>(kind: K): (OfKind<K> & { readonly to: ProcessId })[];
  /** Begins a ballot; what it sent is kept. */
  campaign(): LoneReplica;
  /** Wins a ballot with empty promises of all voters; what it sent is forgotten. */
  lead(): LoneReplica;
  /** `peer` promises the ballot, with what it has accepted. */
  promise(peer: ProcessId, accepted?: readonly (readonly [ballot: number, value: Value])[], commit?: number): void;
  /** `peer` has accepted the slots from `first` to `last`, by default all that were proposed. */
  accept(peer: ProcessId, first?: number, last?: number): void;
  /** `peer` answers the last heartbeat and says how far it knows, and has accepted. */
  answer(peer: ProcessId, commit?: number, durable?: number): void;
}

/** Neither pre-vote nor quorum check: the papers' own protocol. */
export const PAPER: ParameterValues = { preVote: false, checkQuorum: false };

export const value = (slot: number, origin: number, data: unknown = `${slot}/${origin}`): Value => ({
  slot,
  origin,
  command: { data, bytes: 10 },
  membership: undefined,
  bytes: 42,
});

export const configuration = (slot: number, origin: number, membership: Membership): Value => ({
  slot,
  origin,
  command: undefined,
  membership,
  bytes: 42,
});

export const membership = (voters: number[], outgoing: number[] = [], learners: number[] = []): Membership => ({
  voters,
  outgoing,
  learners,
});

/** Ballot of process 1 or another in a round. */
export const ballot = (round: number, process: ProcessId = 1): number => ballotOf(round, process);

export const prepare = (term: number, commit = 0, transfer = false): PaxosMessage => ({
  kind: 'multi-paxos/prepare',
  term,
  commit,
  transfer,
});

export const accept = (term: number, values: readonly Value[], commit = 0): PaxosMessage => ({
  kind: 'multi-paxos/accept',
  term,
  values,
  commit,
});

export const heartbeat = (term: number, commit = 0, round = 1): PaxosMessage => ({
  kind: 'multi-paxos/heartbeat',
  term,
  commit,
  round,
  sentAt: 0,
});

export function createReplica(plan: ReplicaPlan = {}): LoneReplica {
  const self = plan.self ?? 0;
  const voters = plan.voters ?? [0, 1, 2];
  const timers = new Map<TimerId, Micros>();
  let outbox: { to: ProcessId; message: PaxosMessage }[] = [];

  const machine: StateMachine = {
    apply: (slot, origin, command) => void replica.applied.push({ slot, origin, data: command?.data }),
    snapshot: () => ({ data: [...replica.applied], bytes: 1000 }),
    restore(data) {
      replica.applied.splice(0, replica.applied.length, ...(data as LoneReplica['applied']));
    },
    readReady: (token) => void replica.reads.push({ token, ready: true }),
    readFailed: (token) => void replica.reads.push({ token, ready: false }),
    leaderChanged() {},
    leadershipLost: () => void replica.lostLeadership++,
  };

  const consensus = multiPaxos.create(
    {
      self,
      now: () => replica.now,
      wallClock: () => replica.now,
      random: () => 0.5,
      setTimer: (id, delay) => void timers.set(id, replica.now + delay),
      cancelTimer: (id) => void timers.delete(id),
      send: (to, message) => void outbox.push({ to, message: message as PaxosMessage }),
      storage: {
        append: (record) => void replica.records.push(record as PaxosRecord),
        rewrite: (records) =>
          void replica.records.splice(0, replica.records.length, ...(records as readonly PaxosRecord[])),
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
    { voters, learners: plan.learners ?? [], options: plan.options ?? PAPER },
  );

  const replica: LoneReplica = {
    consensus,
    state: consensus.state as PaxosState,
    events: [],
    applied: [],
    reads: [],
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
      const matching = outbox.filter(({ message }) => message.kind === `multi-paxos/${kind}`);
      outbox = [];
      return matching.map(({ to, message }) => ({ ...message, to })) as never;
    },
    campaign() {
      replica.pass(2 * SECOND);
      if (replica.state.role === 'pre-candidate') {
        const { ballot: term } = replica.state;
        for (const peer of voters) {
          const next = ballotOf(Math.floor(term / ballotOf(1, 0)) + 1, self);
          if (peer !== self) replica.receive(peer, { kind: 'multi-paxos/pre-promise', term, next, granted: true });
        }
      }
      replica.sync(true);
      return replica;
    },
    lead() {
      replica.campaign();
      for (const peer of voters) if (peer !== self) replica.promise(peer);
      replica.sync(true);
      outbox = [];
      return replica;
    },
    promise(peer, accepted = [], commit = 0) {
      replica.receive(peer, {
        kind: 'multi-paxos/promise',
        term: replica.state.ballot,
        commit,
        after: 0,
        ballots: accepted.map(([of]) => of),
        values: accepted.map(([, proposed]) => proposed),
      });
    },
    accept(peer, first = 1, last = (replica.state.leadership?.nextSlot ?? 1) - 1) {
      const { ballot: term } = replica.state;
      replica.receive(peer, { kind: 'multi-paxos/accepted', term, first, last, commit: 0, durable: 0 });
    },
    answer(peer, commit = 0, durable = commit) {
      const { ballot: term, leadership } = replica.state;
      replica.receive(peer, {
        kind: 'multi-paxos/heartbeat-response',
        term,
        round: leadership!.round,
        sentAt: replica.now,
        commit,
        durable,
        received: durable,
      });
    },
  };
  consensus.start(plan.recovered ?? { records: [], integrity: 'clean' });
  replica.sync(true);
  return replica;
}
