/** "Paxos Made Simple" §2.2 and §3, claim by claim, on one replica: phase 1 over the suffix, gaps, phase 2, durability. */
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../../src/core/time.ts';
import { accept, ballot, createReplica, heartbeat, type LoneReplica, PAPER, prepare, value } from './lone-replica.ts';

const propose = (replica: LoneReplica, data: unknown) => replica.consensus.propose({ data, bytes: 10 });
const dataOf = (values: readonly { command: { data: unknown } | undefined }[]) => values.map((v) => v.command?.data);

describe('§2.2 phase 1, the acceptor', () => {
  it('promises a higher ballot and tells what it has accepted after the proposer’s commit index, gaps and all', () => {
    const replica = createReplica();
    const values = [value(1, ballot(1)), value(2, ballot(1)), value(4, ballot(1))];
    replica.receive(1, accept(ballot(1), values));
    replica.sent('accepted');
    replica.receive(2, prepare(ballot(2, 2), 1));
    const expected = { to: 2, term: ballot(2, 2), commit: 0, ballots: [ballot(1), ballot(1)], values: values.slice(1) };
    expect(replica.sent('promise')).toMatchObject([expected]);
  });

  it('refuses lower ballots and says which it has promised', () => {
    const replica = createReplica();
    replica.receive(2, prepare(ballot(2, 2)));
    replica.sent('promise');
    replica.receive(1, prepare(ballot(1)));
    replica.receive(1, accept(ballot(2, 1), [value(1, ballot(2, 1))]));
    expect(replica.sent('preempted')).toEqual([
      { kind: 'multi-paxos/preempted', to: 1, term: ballot(2, 2) },
      { kind: 'multi-paxos/preempted', to: 1, term: ballot(2, 2) },
    ]);
    expect(replica.consensus.status().lastIndex).toBe(0);
  });

  it('by accepting it promises (P3), and that is told to observers once it is durable', () => {
    const replica = createReplica({ manualSync: true });
    replica.receive(2, accept(ballot(2, 2), [value(1, ballot(2, 2))]));
    expect(replica.events.filter(({ type }) => type === 'promise')).toEqual([]);
    replica.sync(true);
    expect(replica.events).toContainEqual({ type: 'promise', term: ballot(2, 2), proposer: 2 });
    replica.receive(1, prepare(ballot(1)));
    replica.sync(true);
    expect(replica.sent('promise')).toEqual([]);
  });

  it('answers a repeated request again', () => {
    const replica = createReplica();
    replica.receive(1, prepare(ballot(1)));
    replica.receive(1, prepare(ballot(1)));
    expect(replica.sent('promise')).toHaveLength(2);
    expect(replica.records).toHaveLength(1);
  });
});

describe('§2.5 stable storage', () => {
  it('promises and acceptances leave once they are durable, not before (P2)', () => {
    const replica = createReplica({ manualSync: true });
    replica.receive(1, prepare(ballot(1)));
    expect(replica.sent('promise')).toEqual([]);
    replica.sync();
    expect(replica.sent('promise')).toHaveLength(1);
    replica.receive(1, accept(ballot(1), [value(1, ballot(1))]));
    expect(replica.sent('accepted')).toEqual([]);
    replica.sync();
    expect(replica.sent('accepted')).toMatchObject([{ first: 1, last: 1, durable: 1 }]);
  });

  it('what one sync covers is acknowledged in one message', () => {
    const replica = createReplica({ manualSync: true });
    replica.receive(1, prepare(ballot(1)));
    for (const slot of [1, 2, 3, 5]) replica.receive(1, accept(ballot(1), [value(slot, ballot(1))]));
    replica.sync(true);
    expect(replica.sent('accepted').map(({ first, last, durable }) => [first, last, durable])).toEqual([
      [1, 3, 3],
      [5, 5, 3],
    ]);
  });

  it('a restart keeps the promise, what was accepted and what was known to be chosen', () => {
    const before = createReplica();
    before.receive(1, accept(ballot(1), [value(1, ballot(1)), value(2, ballot(1))]));
    before.receive(1, accept(ballot(1), [value(3, ballot(1))], 2));
    before.receive(2, prepare(ballot(2, 2), 2));
    const after = createReplica({ recovered: { integrity: 'clean', records: before.records } });
    expect(after.consensus.status()).toMatchObject({ term: ballot(2, 2), commitIndex: 2, appliedIndex: 2 });
    expect(after.applied).toEqual(before.applied);
    after.receive(1, accept(ballot(1), [value(3, ballot(1), 'late')], 3));
    expect(after.sent('preempted')).toHaveLength(1);
    after.receive(2, prepare(ballot(2, 2), 2));
    expect(after.sent('promise')).toMatchObject([{ ballots: [ballot(1)], values: [value(3, ballot(1))] }]);
  });

  it('the ballot of a candidate is durable before anybody hears of it', () => {
    const replica = createReplica({ options: PAPER, manualSync: true });
    replica.pass(2 * SECOND);
    expect(replica.state.role).toBe('candidate');
    expect(replica.sent('prepare')).toEqual([]);
    replica.sync();
    expect(replica.sent('prepare')).toMatchObject([{ to: 1 }, { to: 2 }]);
    const next = createReplica({ recovered: { integrity: 'torn', records: replica.records } }).campaign();
    expect(next.state.ballot).toBe(ballot(2, 0));
  });

  it('a leader counts its own acceptance only when it is durable (D2)', () => {
    const leader = createReplica({ manualSync: true }).lead();
    propose(leader, 'x');
    leader.accept(1);
    expect(leader.state.commitIndex).toBe(0);
    leader.sync(true);
    expect(leader.state.commitIndex).toBe(1);
  });

  it('a disk that rots or holds nonsense stops the replica; a torn tail does not', () => {
    const records = [
      { kind: 'promised', ballot: ballot(2) } as const,
      { kind: 'promised', ballot: ballot(1) } as const,
    ];
    expect(createReplica({ recovered: { integrity: 'corrupt', records: [] } }).halted).toContain('corrupt');
    expect(createReplica({ recovered: { integrity: 'clean', records } }).halted).toContain('promise goes back');
    const gap = [{ kind: 'accepted', ballot: ballot(1), values: [value(2, ballot(1))], commit: 2 } as const];
    expect(createReplica({ recovered: { integrity: 'clean', records: gap } }).halted).toContain('slot 1 is empty');
    expect(createReplica({ recovered: { integrity: 'torn', records: [] } }).halted).toBeUndefined();
  });
});

describe('§3 a new leader', () => {
  it('proposes the highest-numbered proposal that was reported, slot by slot, and no-ops in the gaps (P1)', () => {
    const replica = createReplica({ voters: [0, 1, 2, 3, 4] }).campaign();
    replica.sent('prepare');
    const b = (round: number) => ballot(round, 3);
    replica.promise(1, [
      [b(1), value(1, b(1), 'old')],
      [b(1), value(3, b(1), 'three')],
    ] as const);
    replica.promise(2, [[b(2), value(1, b(2), 'new')]] as const);
    expect(replica.state.role).toBe('leader');
    const [message] = replica.sent('accept');
    expect(dataOf(message.values)).toEqual(['new', undefined, 'three']);
    // A value keeps its name; a no-op is the leader's own.
    expect(message.values.map(({ origin }) => origin)).toEqual([b(2), replica.state.ballot, b(1)]);
    expect(message.term).toBe(replica.state.ballot);
    expect(propose(replica, 'four')).toMatchObject({ position: { index: 4, term: replica.state.ballot } });
  });

  it('its own acceptances count as any acceptor’s do', () => {
    const replica = createReplica();
    replica.receive(1, accept(ballot(1), [value(1, ballot(1), 'mine')]));
    replica.campaign();
    replica.promise(2);
    expect(dataOf(replica.sent('accept')[0].values)).toEqual(['mine']);
  });

  it('needs a majority of promises of its own ballot, counted by acceptor', () => {
    const replica = createReplica({ voters: [0, 1, 2, 3, 4] }).campaign();
    replica.promise(1);
    replica.promise(1);
    expect(replica.state.role).toBe('candidate');
    replica.promise(7);
    expect(replica.state.role).toBe('candidate');
    replica.promise(4);
    expect(replica.state.role).toBe('leader');
  });

  it('has nothing to propose where nothing was reported, and serves reads at once', () => {
    const leader = createReplica().lead();
    expect(leader.consensus.status()).toMatchObject({ role: 'leader', lastIndex: 0 });
    leader.consensus.read(1);
    leader.answer(1);
    expect(leader.reads).toEqual([{ token: 1, ready: true }]);
  });

  it('first learns what others know to be chosen', () => {
    const replica = createReplica().campaign();
    const { ballot: term } = replica.state;
    const promise = { kind: 'multi-paxos/promise', term, ballots: [], values: [] } as const;
    replica.receive(1, { ...promise, commit: 2, after: 2 });
    expect(replica.state.role).toBe('candidate');
    expect(replica.sent('learn')).toMatchObject([{ to: 1, commit: 0 }]);
    const values = [value(1, ballot(1)), value(2, ballot(1))];
    replica.receive(1, { kind: 'multi-paxos/decided', term, values, commit: 2 });
    expect(replica.consensus.status()).toMatchObject({ role: 'leader', commitIndex: 2, appliedIndex: 2 });
  });

  it('takes what is chosen from the promises themselves where they tell it', () => {
    const replica = createReplica().campaign();
    replica.promise(
      1,
      [
        [ballot(1), value(1, ballot(1), 'a')],
        [ballot(1), value(2, ballot(1), 'b')],
      ] as const,
      1,
    );
    expect(replica.consensus.status()).toMatchObject({ role: 'leader', commitIndex: 1, lastIndex: 2 });
    expect(dataOf(replica.sent('accept')[0].values)).toEqual(['b']);
  });

  it('a late promise that leaves out chosen slots is not counted; of slots beyond the own, it deposes', () => {
    const leader = createReplica({ voters: [0, 1, 2, 3, 4] }).campaign();
    for (const peer of [1, 2]) leader.promise(peer);
    propose(leader, 'x');
    const late = { kind: 'multi-paxos/promise', term: leader.state.ballot, ballots: [], values: [] } as const;
    leader.receive(3, { ...late, commit: 1, after: 1 });
    expect(leader.state.leadership?.phase1.promises.has(3)).toBe(false);
    leader.receive(4, { ...late, commit: 2, after: 2 });
    expect(leader.state.role).toBe('follower');
  });
});

describe('§3 phase 2, pipelined', () => {
  it('slots are decided in any order and applied in theirs', () => {
    const leader = createReplica().lead();
    for (const data of ['a', 'b', 'c']) propose(leader, data);
    leader.accept(1, 2, 3);
    expect(leader.state.leadership?.commanders.get(3)?.chosen).toBe(true);
    expect(leader.applied).toEqual([]);
    leader.accept(2, 1, 1);
    expect(leader.applied.map(({ data }) => data)).toEqual(['a', 'b', 'c']);
  });

  it('acceptors are counted by name, and only those that vote', () => {
    const leader = createReplica({ voters: [0, 1, 2, 3, 4], learners: [5] }).lead();
    propose(leader, 'x');
    for (const peer of [1, 1, 5, 5]) leader.accept(peer);
    expect(leader.state.commitIndex).toBe(0);
    leader.accept(4);
    expect(leader.state.commitIndex).toBe(1);
  });

  it('nothing is proposed more than α slots beyond what is known to be chosen', () => {
    const leader = createReplica({ options: { ...PAPER, alpha: 2 } }).lead();
    const positions = ['a', 'b', 'c', 'd'].map((data) => propose(leader, data));
    expect(positions.at(-1)).toMatchObject({ status: 'accepted', position: { index: 4 } });
    expect(leader.sent('accept').filter(({ to }) => to === 1)).toHaveLength(2);
    expect(leader.consensus.status().lastIndex).toBe(4);
    leader.accept(1, 1, 1);
    expect(dataOf(leader.sent('accept').flatMap(({ values }) => values))).toEqual(['c', 'c']);
  });

  it('requests are limited per acceptor, in number and size', () => {
    const leader = createReplica({ options: { ...PAPER, maxInflight: 2, maxEntriesPerMessage: 2 } }).lead();
    for (const data of ['a', 'b', 'c', 'd', 'e']) propose(leader, data);
    expect(leader.sent('accept').filter(({ to }) => to === 2)).toHaveLength(2);
    leader.accept(2, 1, 2);
    const next = leader.sent('accept').filter(({ to }) => to === 2);
    expect(next.map(({ values }) => dataOf(values))).toEqual([['c', 'd'], ['e']]);
  });

  it('what a heartbeat finds missing is sent again', () => {
    const leader = createReplica().lead();
    for (const data of ['a', 'b']) propose(leader, data);
    leader.pass(SECOND);
    leader.sent('accept');
    leader.answer(1, 0, 1);
    const again = leader.sent('accept');
    expect(again.map(({ to, values }) => [to, dataOf(values)])).toEqual([[1, ['b']]]);
    // The answer was an acknowledgement, too.
    expect(leader.state.commitIndex).toBe(1);
  });

  it('says what is chosen when nothing else does', () => {
    const leader = createReplica().lead();
    propose(leader, 'x');
    leader.sent('accept');
    leader.accept(1);
    expect(leader.sent('chosen')).toMatchObject([
      { to: 1, commit: 1 },
      { to: 2, commit: 1 },
    ]);
  });

  it('answers busy when too much waits, but lets a single command of any size pass', () => {
    const leader = createReplica({ options: { ...PAPER, maxUncommittedBytes: 50 } }).lead();
    expect(leader.consensus.propose({ data: 'big', bytes: 1000 })).toMatchObject({ status: 'accepted' });
    expect(propose(leader, 'x')).toEqual({ status: 'busy' });
    leader.accept(1);
    expect(propose(leader, 'x')).toMatchObject({ status: 'accepted' });
  });

  it('gives up when it hears of a higher ballot', () => {
    const leader = createReplica().lead();
    propose(leader, 'x');
    leader.consensus.read(3);
    leader.receive(2, { kind: 'multi-paxos/preempted', term: ballot(9, 2) });
    expect(leader.consensus.status()).toMatchObject({ role: 'follower', term: ballot(9, 2), leader: undefined });
    expect(leader.reads).toEqual([{ token: 3, ready: false }]);
    expect(leader.lostLeadership).toBe(1);
    expect(propose(leader, 'y')).toEqual({ status: 'not-leader', leader: undefined });
  });
});

describe('§2.3 and §3, the learner', () => {
  it('what it has accepted in the leader’s ballot is chosen when the leader says so; else it asks', () => {
    const replica = createReplica();
    replica.receive(1, accept(ballot(1), [value(1, ballot(1), 'a'), value(2, ballot(1), 'lost')]));
    replica.receive(2, accept(ballot(2, 2), [value(3, ballot(2, 2), 'c')], 2));
    expect(replica.applied).toEqual([]);
    expect(replica.sent('learn')).toMatchObject([{ to: 2, commit: 0 }]);
    const values = [value(1, ballot(1), 'a'), value(2, ballot(2, 2), 'b')];
    replica.receive(2, { kind: 'multi-paxos/decided', term: ballot(2, 2), values, commit: 2 });
    replica.receive(2, heartbeat(ballot(2, 2), 3));
    expect(replica.applied.map(({ data }) => data)).toEqual(['a', 'b', 'c']);
  });

  it('asks once, and again if nothing comes of it for an election timeout', () => {
    const replica = createReplica();
    replica.receive(1, heartbeat(ballot(1), 5));
    replica.receive(1, heartbeat(ballot(1), 6, 2));
    expect(replica.sent('learn')).toHaveLength(1);
    replica.now += SECOND;
    replica.receive(1, heartbeat(ballot(1), 6, 3));
    expect(replica.sent('learn')).toHaveLength(1);
  });

  it('any replica teaches, as much as a message may carry', () => {
    const replica = createReplica({ options: { ...PAPER, maxEntriesPerMessage: 2 } });
    replica.receive(
      1,
      accept(
        ballot(1),
        [1, 2, 3].map((slot) => value(slot, ballot(1))),
        0,
      ),
    );
    replica.receive(1, heartbeat(ballot(1), 3));
    replica.sent('heartbeat-response');
    replica.receive(2, { kind: 'multi-paxos/learn', term: ballot(1), commit: 0, snapshot: 0, offset: 0 });
    expect(replica.sent('decided')).toMatchObject([{ to: 2, commit: 3, values: [{ slot: 1 }, { slot: 2 }] }]);
  });

  it('an old message of the leader takes nothing back', () => {
    const replica = createReplica();
    replica.receive(1, accept(ballot(1), [value(1, ballot(1)), value(2, ballot(1))], 2));
    replica.receive(1, accept(ballot(1), [value(1, ballot(1))], 0));
    expect(replica.consensus.status()).toMatchObject({ commitIndex: 2, lastIndex: 2 });
    expect(replica.records.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
  });
});
