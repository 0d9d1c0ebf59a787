/**
 * "Paxos Made Simple" §2: the Synod protocol under every order of events. Acceptors, proposers and learners run on
 * processes that crash and restart; a message may be delivered late, twice, in any order or never; what was not synced
 * is lost in a crash, and nothing that waits for the disk leaves before it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AcceptorRecord,
  type AcceptorState,
  onAccept,
  onPrepare,
  recoverAcceptor,
} from '../../../../src/algorithms/consensus/synod/acceptor.ts';
import { ballotOf, nextBallot, proposerOf, roundOf } from '../../../../src/algorithms/consensus/synod/ballot.ts';
import { createLearner, type LearnerState, onAccepted } from '../../../../src/algorithms/consensus/synod/learner.ts';
import type { SynodMessage } from '../../../../src/algorithms/consensus/synod/messages.ts';
import {
  createProposer,
  onNack,
  onPromise,
  type ProposerState,
  prepare,
} from '../../../../src/algorithms/consensus/synod/proposer.ts';
import type { ProcessId } from '../../../../src/algorithms/environment.ts';

type Value = string;
type Record = AcceptorRecord<Value> | { readonly kind: 'tried'; readonly ballot: number };

interface Sent {
  readonly from: ProcessId;
  readonly to: ProcessId;
  readonly message: SynodMessage<Value>;
}

interface Process {
  acceptor: AcceptorState<Value>;
  proposer: ProposerState<Value>;
  learner: LearnerState<Value>;
  readonly disk: Record[];
  unsynced: { readonly record: Record | undefined; readonly sends: readonly Sent[] }[];
}

type Step =
  | { readonly do: 'propose' | 'sync' | 'crash'; readonly process: number }
  | { readonly do: 'deliver' | 'duplicate' | 'drop'; readonly message: number }
  /** A ballot whose prepare and accept requests reach only some; what is for others stays in flight. */
  | { readonly do: 'ballot'; readonly process: number; readonly promise: number; readonly accept: number };

const ALL = 31;

const wishOf = (process: ProcessId): Value => `value of ${process}`;

function createCluster(size: number) {
  const messages: Sent[] = [];
  /** Values that some acceptor has accepted, and values that some learner has learned. */
  const accepted = new Set<Value>();
  const chosen = new Set<Value>();
  const boot = (self: ProcessId, disk: Record[]): Process => {
    const tried = disk.flatMap((record) => (record.kind === 'tried' ? [record.ballot] : []));
    return {
      acceptor: recoverAcceptor(disk.filter((record) => record.kind !== 'tried')),
      proposer: createProposer(self, size, wishOf(self), Math.max(0, ...tried)),
      learner: createLearner(size),
      disk,
      unsynced: [],
    };
  };
  const processes = Array.from({ length: size }, (_, self) => boot(self, []));
  const everyone = processes.map((_, id) => id);
  const broadcast = (from: ProcessId, message: SynodMessage<Value>): Sent[] =>
    everyone.map((to) => ({ from, to, message }));

  function receive({ from, to, message }: Sent): void {
    const process = processes[to];
    switch (message.kind) {
      case 'prepare':
      case 'accept': {
        const step =
          message.kind === 'prepare' ? onPrepare(process.acceptor, message) : onAccept(process.acceptor, message);
        process.acceptor = step.state;
        const { reply } = step;
        if (reply.kind === 'accepted') accepted.add(reply.value);
        const sends = reply.kind === 'accepted' ? broadcast(to, reply) : [{ from: to, to: from, message: reply }];
        process.unsynced.push({ record: step.record, sends });
        break;
      }
      case 'promise': {
        const step = onPromise(process.proposer, from, message);
        process.proposer = step.state;
        if (step.broadcast !== undefined) messages.push(...broadcast(to, step.broadcast));
        break;
      }
      case 'nack':
        process.proposer = onNack(process.proposer, message);
        break;
      case 'accepted':
        process.learner = onAccepted(process.learner, from, message);
        if (process.learner.chosen !== undefined) chosen.add(process.learner.chosen.value);
        break;
    }
  }

  function act(step: Step): void {
    if ('message' in step) {
      if (messages.length === 0) return;
      const at = step.message % messages.length;
      const sent = messages[at];
      if (step.do !== 'duplicate') messages.splice(at, 1);
      if (step.do !== 'drop') receive(sent);
      return;
    }
    const self = step.process % size;
    const process = processes[self];
    if (step.do === 'propose') {
      const { state, broadcast: message } = prepare(process.proposer);
      process.proposer = state;
      process.unsynced.push({ record: { kind: 'tried', ballot: state.ballot }, sends: broadcast(self, message!) });
    } else if (step.do === 'sync') {
      for (const { record, sends } of process.unsynced.splice(0)) {
        if (record !== undefined) process.disk.push(record);
        messages.push(...sends);
      }
    } else if (step.do === 'ballot') {
      act({ do: 'propose', process: self });
      carry('prepare', step.promise);
      carry('promise', ALL);
      carry('accept', step.accept);
      carry('accepted', ALL);
    } else processes[self] = boot(self, process.disk);
  }

  /** Syncs everybody and delivers the messages of one kind to a group. */
  function carry(kind: SynodMessage<Value>['kind'], to: number): void {
    for (const id of everyone) act({ do: 'sync', process: id });
    for (const sent of messages.filter((m) => m.message.kind === kind && ((to >> m.to) & 1) === 1)) {
      messages.splice(messages.indexOf(sent), 1);
      receive(sent);
    }
  }

  return { processes, messages, accepted, chosen, act };
}

const process = fc.nat(4);
const message = fc.nat(999);
const group = fc.nat(31);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('ballot' as const), process, promise: group, accept: group }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('propose' as const), process }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('sync' as const, 'crash' as const), process }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), message }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('duplicate' as const, 'drop' as const), message }) },
);

describe('Synod under random schedules', () => {
  let decided = 0;
  let contested = 0;
  it.each([2, 3, 4, 5])('%i processes agree on one value, which somebody proposed', (size) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), (schedule) => {
        const cluster = createCluster(size);
        for (const action of schedule) {
          cluster.act(action);
          expect(cluster.chosen.size).toBeLessThanOrEqual(1);
        }
        for (const value of cluster.chosen) expect(cluster.processes.map((_, id) => wishOf(id))).toContain(value);
        if (cluster.chosen.size > 0) decided++;
        if (cluster.accepted.size > 1) contested++;
      }),
      { seed: 1, numRuns: 1500 },
    );
  });

  it('the schedules lead to decisions, and to ballots that contend with each other', () => {
    expect(decided).toBeGreaterThan(3000);
    expect(contested).toBeGreaterThan(500);
  });

  it('a lone proposer, undisturbed, has a value chosen after any schedule', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (schedule) => {
        const cluster = createCluster(3);
        for (const action of schedule) cluster.act(action);
        // What is still in flight arrives first; nacks tell the proposer which ballots others have used.
        const settle = () => {
          for (let round = 0; round < 5; round++) {
            for (const id of [0, 1, 2]) cluster.act({ do: 'sync', process: id });
            while (cluster.messages.length > 0) cluster.act({ do: 'deliver', message: 0 });
          }
        };
        for (let attempt = 0; attempt < 3; attempt++) {
          settle();
          cluster.act({ do: 'propose', process: 0 });
        }
        settle();
        expect(cluster.chosen.size).toBe(1);
        expect(cluster.processes[0].learner.chosen).toBeDefined();
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe('§2.2 the acceptor', () => {
  const fresh = recoverAcceptor<Value>([]);

  it('promises, tells what it accepted, and refuses lower ballots', () => {
    const accepted = onAccept(fresh, { kind: 'accept', ballot: 10, value: 'a' }).state;
    const promised = onPrepare(accepted, { kind: 'prepare', ballot: 20 });
    expect(promised).toEqual({
      state: { promised: 20, accepted: { ballot: 10, value: 'a' } },
      record: { kind: 'promised', ballot: 20 },
      reply: { kind: 'promise', ballot: 20, accepted: { ballot: 10, value: 'a' } },
    });
    const late = onAccept(promised.state, { kind: 'accept', ballot: 15, value: 'b' });
    expect(late).toEqual({
      state: promised.state,
      record: undefined,
      reply: { kind: 'nack', ballot: 15, promised: 20 },
    });
  });

  it('by accepting it promises (P3)', () => {
    const accepted = onAccept(fresh, { kind: 'accept', ballot: 20, value: 'a' }).state;
    expect(onPrepare(accepted, { kind: 'prepare', ballot: 10 }).reply).toMatchObject({ kind: 'nack', promised: 20 });
    expect(onAccept(accepted, { kind: 'accept', ballot: 10, value: 'b' }).reply.kind).toBe('nack');
  });

  it('answers a repeated request again, without writing again', () => {
    const once = onPrepare(fresh, { kind: 'prepare', ballot: 10 });
    expect(onPrepare(once.state, { kind: 'prepare', ballot: 10 })).toEqual({ ...once, record: undefined });
  });

  it('recovers both promises from its records', () => {
    const records: AcceptorRecord<Value>[] = [
      { kind: 'promised', ballot: 10 },
      { kind: 'accepted', proposal: { ballot: 30, value: 'a' } },
      { kind: 'promised', ballot: 40 },
    ];
    expect(recoverAcceptor(records)).toEqual({ promised: 40, accepted: { ballot: 30, value: 'a' } });
    expect(recoverAcceptor(records.slice(0, 2)).promised).toBe(30);
  });
});

describe('§2.2 the proposer', () => {
  it('proposes the value of the highest ballot that a majority reports, else its own (P1)', () => {
    const { state } = prepare(createProposer<Value>(1, 5, 'mine', ballotOf(3, 0)));
    expect(state.ballot).toBe(ballotOf(4, 1));
    const { ballot } = state;
    const report = (value?: Value, at = 0) =>
      ({ kind: 'promise', ballot, accepted: value === undefined ? undefined : { ballot: at, value } }) as const;
    const one = onPromise(state, 0, report('low', 10)).state;
    const twice = onPromise(one, 0, report('low', 10));
    expect(twice.broadcast).toBeUndefined();
    const two = onPromise(twice.state, 2, report('high', 20)).state;
    expect(onPromise(two, 4, report()).broadcast).toEqual({ kind: 'accept', ballot, value: 'high' });
    const none = [0, 2].reduce((before, from) => onPromise(before, from, report()).state, state);
    expect(onPromise(none, 4, report()).broadcast).toEqual({ kind: 'accept', ballot, value: 'mine' });
  });

  it('counts no promise of another ballot', () => {
    const { state } = prepare(createProposer<Value>(0, 1, 'mine'));
    const stale = onPromise(state, 0, { kind: 'promise', ballot: state.ballot - 1, accepted: undefined });
    expect(stale).toEqual({ state, broadcast: undefined });
  });

  it('gives up when it hears of a higher ballot, and goes above it next time', () => {
    const { state } = prepare(createProposer<Value>(0, 3, 'mine'));
    const preempted = onNack(state, { kind: 'nack', ballot: state.ballot, promised: ballotOf(7, 2) });
    expect(preempted.phase).toBe('idle');
    expect(prepare(preempted).state.ballot).toBe(ballotOf(8, 0));
  });
});

describe('§2.5 ballots', () => {
  it('are unique to their proposer and ordered by round first', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(9999), fc.nat(9999), (round, a, b) => {
        const ballot = ballotOf(round, a);
        expect([roundOf(ballot), proposerOf(ballot)]).toEqual([round, a]);
        expect(nextBallot(ballot, b)).toBeGreaterThan(ballot);
        expect(proposerOf(nextBallot(ballot, b))).toBe(b);
      }),
      { seed: 1, numRuns: 200 },
    );
    expect(() => ballotOf(1, 10_000)).toThrow('below 10000');
  });
});
