/** The distinguished proposer ("Paxos Made Simple" §2.4, §3): failure detection, pre-vote, reads, leases, transfer, rest. */
import { describe, expect, it } from 'vitest';
import { multiPaxos } from '../../../../src/algorithms/consensus/multi-paxos/multi-paxos.ts';
import { SECOND } from '../../../../src/core/time.ts';
import { createWorld } from '../raft/world.ts';
import { stateOf } from './checker.ts';
import {
  accept,
  ballot,
  createReplica,
  heartbeat,
  type LoneReplica,
  ms,
  PAPER,
  prepare,
  value,
} from './lone-replica.ts';

const propose = (replica: LoneReplica, data: unknown) => replica.consensus.propose({ data, bytes: 10 });

describe('§2.4 a proposer begins when it hears no leader', () => {
  it('asks first whether a quorum would promise, and raises its ballot only then', () => {
    const replica = createReplica({ options: {} });
    replica.pass(1500 * ms(1));
    expect(replica.consensus.status()).toMatchObject({ role: 'pre-candidate', term: 0 });
    expect(replica.sent('pre-prepare')).toMatchObject([{ to: 1, next: ballot(1, 0) }, { to: 2 }]);
    const answer = { kind: 'multi-paxos/pre-promise', term: 0, next: ballot(1, 0) } as const;
    replica.receive(1, { ...answer, granted: false });
    replica.receive(2, { ...answer, next: ballot(7, 0), granted: true });
    expect(replica.state.role).toBe('pre-candidate');
    replica.receive(2, { ...answer, granted: true });
    expect(replica.consensus.status()).toMatchObject({ role: 'candidate', term: ballot(1, 0) });
  });

  it('a refusal with a higher ballot makes it go above that next time (L2)', () => {
    const replica = createReplica({ options: {} });
    replica.pass(1500 * ms(1));
    const refusal = {
      kind: 'multi-paxos/pre-promise',
      term: ballot(5, 2),
      next: ballot(1, 0),
      granted: false,
    } as const;
    replica.receive(2, refusal);
    expect(replica.consensus.status()).toMatchObject({ role: 'follower', term: ballot(5, 2) });
    replica.pass(2 * SECOND);
    expect(replica.sent('pre-prepare').at(-1)).toMatchObject({ next: ballot(6, 0) });
  });

  it('would promise to nobody while it hears a leader, and ignores what others prepare', () => {
    const replica = createReplica({ options: {} });
    replica.receive(1, heartbeat(ballot(1)));
    replica.receive(2, { kind: 'multi-paxos/pre-prepare', term: ballot(1), next: ballot(2, 2) });
    expect(replica.sent('pre-promise')).toMatchObject([{ granted: false }]);
    replica.receive(2, prepare(ballot(2, 2)));
    expect(replica.consensus.status()).toMatchObject({ term: ballot(1), leader: 1 });
    replica.now += SECOND;
    replica.receive(2, prepare(ballot(2, 2)));
    expect(replica.consensus.status()).toMatchObject({ term: ballot(2, 2), leader: undefined });
  });

  it('a ballot that finds no quorum is given up for a higher one', () => {
    const replica = createReplica().campaign();
    replica.pass(2 * SECOND);
    expect(replica.events).toContainEqual({ type: 'split-vote', term: ballot(1, 0) });
    expect(replica.state.ballot).toBe(ballot(2, 0));
  });

  it('a leader that hears from no quorum steps down', () => {
    const leader = createReplica({ options: {} }).lead();
    leader.answer(1);
    leader.pass(SECOND);
    expect(leader.state.role).toBe('leader');
    leader.pass(SECOND);
    expect(leader.state.role).toBe('follower');
    expect(leader.events).toContainEqual(
      expect.objectContaining({ type: 'suspect', reason: 'check-quorum', silence: expect.any(Number) }),
    );
  });

  it('a leader that a replica with a higher ballot refuses, gives up', () => {
    const leader = createReplica().lead();
    const { ballot: term } = leader.state;
    const replica = createReplica({ self: 1 });
    replica.receive(2, prepare(ballot(9, 2)));
    replica.receive(0, heartbeat(term));
    const [refusal] = replica.sent('preempted');
    leader.receive(1, refusal);
    expect(leader.consensus.status()).toMatchObject({ role: 'follower', term: ballot(9, 2) });
  });

  it('two in the same round do not both lead: the higher process preempts the lower', () => {
    const world = createWorld({
      protocol: multiPaxos,
      nodes: 3,
      options: { ...PAPER, electionTimeout: { min: SECOND, max: SECOND } },
    });
    world.run(30 * SECOND);
    expect(world.leader()?.id).toBeDefined();
    const won = world.events.filter(({ event }) => event.type === 'role' && event.role === 'leader');
    expect(new Set(won.map(({ event }) => (event.type === 'role' ? event.term : 0))).size).toBe(won.length);
  });

  it('refuses ids that would make ballots ambiguous', () => {
    expect(() => createReplica({ self: 10_000 })).toThrow(RangeError);
  });
});

describe('reads', () => {
  const committed = (plan: Parameters<typeof createReplica>[0] = {}): LoneReplica => {
    const leader = createReplica(plan).lead();
    propose(leader, 'x');
    leader.accept(1);
    return leader;
  };

  it('wait for a quorum that answers a later round in the same ballot (Q1)', () => {
    const leader = committed();
    leader.consensus.read(7);
    expect(leader.reads).toEqual([]);
    const { ballot: term, leadership } = leader.state;
    const late = {
      kind: 'multi-paxos/heartbeat-response',
      term,
      sentAt: 0,
      commit: 1,
      durable: 1,
      received: 1,
    } as const;
    leader.receive(1, { ...late, round: leadership!.round - 1 });
    expect(leader.reads).toEqual([]);
    leader.receive(1, { ...late, round: leadership!.round });
    expect(leader.reads).toEqual([{ token: 7, ready: true }]);
  });

  it('of a new leader wait until all that phase 1 reported is chosen (Q2)', () => {
    const leader = createReplica().campaign();
    leader.promise(1, [[ballot(1), value(1, ballot(1))]]);
    leader.consensus.read(7);
    leader.answer(1, 0, 0);
    leader.answer(2, 0, 0);
    expect(leader.reads).toEqual([]);
    leader.accept(1);
    leader.answer(1, 0, 1);
    expect(leader.reads).toEqual([{ token: 7, ready: true }]);
  });

  it('by lease: as long as a quorum was heard within the shortened timeout, and not after an order to lead', () => {
    const options = { ...PAPER, readMode: 'lease', leaseDriftBound: 100_000 };
    const leader = committed({ options });
    leader.answer(1, 1);
    leader.consensus.read(1);
    expect(leader.reads).toEqual([{ token: 1, ready: true }]);
    leader.now += 900 * ms(1);
    leader.consensus.read(2);
    expect(leader.reads).toHaveLength(1);
    leader.answer(1, 1);
    expect(leader.reads).toHaveLength(2);
    leader.consensus.transferLeadership(1);
    leader.consensus.read(3);
    expect(leader.reads).toHaveLength(2);
  });

  it('through the log: as a no-op, unless another value takes its slot', () => {
    const leader = createReplica({ options: { ...PAPER, readMode: 'log', alpha: 1 }, voters: [0, 1, 2, 3, 4] });
    leader.receive(3, { kind: 'multi-paxos/preempted', term: ballot(1, 3) });
    leader.campaign();
    for (const peer of [1, 2]) leader.promise(peer);
    leader.consensus.read(1);
    leader.consensus.read(2);
    leader.promise(3, [[ballot(1, 3), value(2, ballot(1, 3), 'older')]]);
    for (const slot of [1, 2]) for (const peer of [1, 2]) leader.accept(peer, slot, slot);
    expect(leader.applied.map(({ data }) => data)).toEqual([undefined, 'older']);
    expect(leader.reads).toEqual([
      { token: 1, ready: true },
      { token: 2, ready: false },
    ]);
  });

  it('stale: from anywhere, at once', () => {
    const replica = createReplica({ options: { readMode: 'stale' } });
    replica.consensus.read(1);
    expect(replica.reads).toEqual([{ token: 1, ready: true }]);
  });

  it('fail where nobody leads', () => {
    const replica = createReplica();
    replica.consensus.read(1);
    expect(replica.reads).toEqual([{ token: 1, ready: false }]);
  });
});

describe('leadership transfer', () => {
  it('waits until the target has accepted everything, and accepts nothing meanwhile', () => {
    const leader = createReplica().lead();
    propose(leader, 'x');
    leader.consensus.transferLeadership(1);
    expect(propose(leader, 'y')).toEqual({ status: 'busy' });
    leader.answer(1, 0, 0);
    expect(leader.sent('lead')).toEqual([]);
    leader.answer(1, 0, 1);
    expect(leader.sent('lead')).toMatchObject([{ to: 1 }]);
    leader.pass(SECOND);
    expect(leader.events).toContainEqual({ type: 'transfer', to: 1, phase: 'aborted' });
    expect(propose(leader, 'y')).toMatchObject({ status: 'accepted' });
  });

  it('the target begins a ballot at once, and is promised it even by those who hear the leader', () => {
    const target = createReplica({ options: {} });
    target.receive(1, heartbeat(ballot(1)));
    target.receive(1, { kind: 'multi-paxos/lead', term: ballot(1) });
    expect(target.sent('prepare')).toMatchObject([
      { to: 1, term: ballot(2, 0), transfer: true },
      { to: 2, transfer: true },
    ]);
    const acceptor = createReplica({ options: {}, self: 2 });
    acceptor.receive(1, heartbeat(ballot(1)));
    acceptor.receive(0, prepare(ballot(2, 0), 0, true));
    expect(acceptor.sent('promise')).toHaveLength(1);
  });

  it('moves the lead within milliseconds, and by preference to the first voter', () => {
    const options = { leaderPreference: 'voter-order', leaderPreferenceDelay: 200 * ms(1) };
    const world = createWorld({ protocol: multiPaxos, nodes: 3, options, seed: 3 });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    world.run(2 * SECOND);
    expect(world.leader()?.id).toBe(0);
    world.crash(0);
    world.run(4 * SECOND);
    const second = world.leader()!.id;
    expect(second).not.toBe(0);
    world.restart(0);
    world.run(2 * SECOND);
    expect(world.leader()?.id).toBe(0);
  });
});

describe('rest', () => {
  it('is when all is chosen, known and durable everywhere, and nothing is under way', () => {
    const world = createWorld({ protocol: multiPaxos, nodes: 3, sync: { min: 0, max: ms(2) } });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    const leader = world.leader()!;
    const resting = () => world.nodes.filter(({ consensus }) => consensus.quiescence(() => true) !== undefined).length;
    world.propose(leader.id, 'x');
    expect(resting()).toBeLessThan(3);
    world.run(SECOND);
    expect(resting()).toBe(3);
    expect(leader.consensus.quiescence(() => true)).toEqual({
      period: SECOND,
      keepAliveInterval: 100 * ms(1),
      toleratedSilence: SECOND,
      readsAppend: false,
    });
    const statuses = world.nodes.map(({ consensus }) => consensus.status());
    expect(
      new Set(statuses.map(({ term, lastIndex, commitIndex }) => `${term} ${lastIndex} ${commitIndex}`)).size,
    ).toBe(1);
    world.crash((leader.id + 1) % 3);
    world.propose(leader.id, 'y');
    world.run(SECOND);
    expect(leader.consensus.quiescence(() => true)).toBeUndefined();
    expect(leader.consensus.quiescence((id) => world.nodes[id].up)).toBeDefined();
  });

  it('comes back although an old leader holds what was never chosen', () => {
    const world = createWorld({ protocol: multiPaxos, nodes: 3 });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    const old = world.leader()!.id;
    world.propose(old, 'chosen');
    world.run(SECOND);
    world.partition(
      [old],
      world.nodes.map(({ id }) => id).filter((id) => id !== old),
    );
    world.propose(old, 'never chosen');
    world.run(5 * SECOND);
    world.heal();
    world.run(2 * SECOND);
    expect(stateOf(world, old).slots.values).toHaveLength(2);
    expect(world.nodes.map(({ consensus }) => consensus.status().lastIndex)).toEqual([1, 1, 1]);
    expect(world.nodes.every(({ consensus }) => consensus.quiescence(() => true) !== undefined)).toBe(true);
  });
});

describe('what a replica awaits, for people', () => {
  it('names promises, acceptances and lessons', () => {
    const replica = createReplica({ options: {} });
    expect(replica.consensus.awaiting?.()).toBe('a leader, or its election timeout');
    replica.pass(1500 * ms(1));
    expect(replica.consensus.awaiting?.()).toBe('pre-promises above ballot 0: has 1 of 2, not 1, 2');
    replica.campaign();
    expect(replica.consensus.awaiting?.()).toMatch(/^promises of ballot \d0000: has 1 of 2, not 1, 2$/);
    replica.promise(1);
    expect(replica.consensus.awaiting?.()).toBeUndefined();
    propose(replica, 'x');
    expect(replica.consensus.awaiting?.()).toBe('slot 1 to be accepted: has 1 of 2, not 1, 2');
    const follower = createReplica();
    follower.receive(1, accept(ballot(1), [value(2, ballot(1))], 1));
    expect(follower.consensus.awaiting?.()).toBe('slots 1 to 1, which are chosen, from 1');
  });
});
