/** Reconfiguration with a window of α slots ("Paxos Made Simple" §3; "Reconfiguring a State Machine" §2), and its quorums. */
import { describe, expect, it } from 'vitest';
import type { MembershipChange } from '../../../../src/algorithms/consensus/consensus.ts';
import { changedMembership } from '../../../../src/algorithms/consensus/multi-paxos/membership.ts';
import { SECOND } from '../../../../src/core/time.ts';
import { createCheckedWorld } from './checker.ts';
import {
  accept,
  ballot,
  configuration,
  createReplica,
  type LoneReplica,
  membership,
  ms,
  PAPER,
  value,
} from './lone-replica.ts';

const OPTIONS = { ...PAPER, alpha: 2 };
const change = (replica: LoneReplica, request: MembershipChange) => replica.consensus.changeMembership(request);
const propose = (replica: LoneReplica, data: unknown) => replica.consensus.propose({ data, bytes: 10 });

describe('a configuration', () => {
  it('decides from α slots after its own on; until then the old voters do', () => {
    const leader = createReplica({ options: OPTIONS }).lead();
    expect(change(leader, { type: 'replace', voters: [0, 3, 4], learners: [] })).toMatchObject({
      status: 'accepted',
      position: { index: 1 },
    });
    leader.accept(1, 1, 1);
    expect(leader.consensus.status().membership).toEqual(membership([0, 3, 4], [0, 1, 2]));
    expect(leader.events).toContainEqual({
      type: 'membership',
      index: 1,
      membership: membership([0, 3, 4], [0, 1, 2]),
      committed: false,
    });
    // Slot 2 was filled with a no-op, and is for the old voters.
    leader.accept(3, 2, 2);
    leader.accept(4, 2, 2);
    expect(leader.state.commitIndex).toBe(1);
    leader.accept(2, 2, 2);
    expect(leader.state.commitIndex).toBe(2);
  });

  it('is not opened before its voters have promised, and a quorum of them knows all before', () => {
    const leader = createReplica({ options: OPTIONS }).lead();
    change(leader, { type: 'replace', voters: [0, 3, 4], learners: [] });
    leader.sent('accept');
    leader.accept(1, 1, 1);
    expect(leader.sent('prepare').map(({ to, commit }) => [to, commit])).toEqual([
      [3, 1],
      [4, 1],
    ]);
    leader.accept(1, 2, 2);
    leader.promise(3, [], 0);
    expect(leader.state.leadership?.nextSlot).toBe(3);
    leader.answer(3, 1);
    expect(leader.state.leadership?.nextSlot).toBe(3);
    leader.answer(3, 2);
    expect(leader.state.leadership?.nextSlot).toBe(4);
    leader.accept(3, 3, 3);
    expect(leader.consensus.status()).toMatchObject({ commitIndex: 3, membership: membership([0, 3, 4]) });
    expect(leader.events).toContainEqual({
      type: 'membership',
      index: 1,
      membership: membership([0, 3, 4]),
      committed: true,
    });
  });

  it('nothing is proposed to voters of whom no quorum has promised, whatever they know', () => {
    const leader = createReplica({ options: OPTIONS }).lead();
    change(leader, { type: 'replace', voters: [0, 3, 4], learners: [] });
    leader.accept(1, 1, 1);
    leader.accept(1, 2, 2);
    leader.answer(3, 2);
    leader.answer(4, 2);
    expect(leader.state.leadership?.nextSlot).toBe(3);
    leader.promise(4);
    expect(leader.state.leadership?.nextSlot).toBe(4);
  });

  it('what its voters report displaces a command that has the slot and was not sent', () => {
    const leader = createReplica({ options: OPTIONS });
    leader.receive(4, { kind: 'multi-paxos/preempted', term: ballot(1, 4) });
    leader.lead();
    change(leader, { type: 'replace', voters: [0, 3, 4], learners: [] });
    leader.accept(1, 1, 1);
    expect(propose(leader, 'mine')).toMatchObject({ position: { index: 4 } });
    leader.accept(1, 2, 2);
    leader.promise(3, [[ballot(1, 4), value(4, ballot(1, 4), 'theirs')]], 0);
    leader.answer(3, 2);
    leader.accept(3, 3, 3);
    leader.accept(3, 4, 4);
    expect(leader.applied.at(-1)).toEqual({ slot: 4, origin: ballot(1, 4), data: 'theirs' });
  });

  it('only one change is under way at a time, and some voter must remain', () => {
    const leader = createReplica({ options: OPTIONS }).lead();
    expect(change(leader, { type: 'replace', voters: [], learners: [1] })).toEqual({ status: 'busy' });
    change(leader, { type: 'add-learner', process: 3 });
    expect(change(leader, { type: 'remove', process: 1 })).toEqual({ status: 'busy' });
    leader.accept(1, 1, 2);
    expect(change(leader, { type: 'remove', process: 1 })).toEqual({ status: 'busy' });
    leader.answer(1, 2);
    leader.accept(1, 3, 3);
    expect(change(leader, { type: 'remove', process: 1 })).toMatchObject({ status: 'accepted' });
    expect(change(createReplica(), { type: 'remove', process: 1 })).toMatchObject({ status: 'not-leader' });
  });

  it('that a new leader finds accepted is proposed again, and blocks others until it is in force', () => {
    const leader = createReplica({ options: OPTIONS }).campaign();
    leader.promise(1, [[ballot(1), configuration(1, ballot(1), membership([0, 1]))]]);
    expect(change(leader, { type: 'remove', process: 2 })).toEqual({ status: 'busy' });
    leader.accept(1, 1, 1);
    expect(leader.consensus.status().membership).toEqual(membership([0, 1], [0, 1, 2]));
  });

  it('is brought into force by a later leader too, though nobody has a command', () => {
    const leader = createReplica({ options: OPTIONS });
    leader.receive(1, accept(ballot(1), [configuration(1, ballot(1), membership([0, 1]))]));
    leader.receive(1, { kind: 'multi-paxos/chosen', term: ballot(1), commit: 1 });
    leader.campaign();
    leader.promise(1, [], 1);
    leader.accept(1, 2, 2);
    leader.answer(1, 2);
    leader.accept(1, 3, 3);
    expect(leader.consensus.status()).toMatchObject({ commitIndex: 3, membership: membership([0, 1]) });
  });

  it('survives a restart, in force or still to come', () => {
    const before = createReplica({ options: OPTIONS });
    const values = [configuration(1, ballot(1), membership([0, 1])), value(2, ballot(1)), value(3, ballot(1))];
    before.receive(1, accept(ballot(1), values.slice(0, 2)));
    before.receive(1, accept(ballot(1), values.slice(2), 2));
    const after = createReplica({ options: OPTIONS, recovered: { integrity: 'clean', records: before.records } });
    expect(after.consensus.status().membership).toEqual(membership([0, 1], [0, 1, 2]));
    after.receive(1, accept(ballot(1), [value(4, ballot(1))], 3));
    expect(after.consensus.status().membership).toEqual(membership([0, 1]));
  });

  it('follows from the one before by one step', () => {
    const current = membership([0, 1, 2], [], [3]);
    expect(changedMembership(current, { type: 'add-voter', process: 3 })).toEqual(membership([0, 1, 2, 3]));
    expect(changedMembership(current, { type: 'add-learner', process: 2 })).toEqual(membership([0, 1], [], [3, 2]));
    expect(changedMembership(current, { type: 'remove', process: 3 })).toEqual(membership([0, 1, 2]));
    expect(changedMembership(current, { type: 'replace', voters: [4, 4, 5], learners: [5, 0] })).toEqual(
      membership([4, 5], [], [0]),
    );
    expect(changedMembership(membership([0]), { type: 'remove', process: 0 })).toBeUndefined();
  });
});

describe('a cluster', () => {
  it('moves to other machines as a whole, and the old ones may be switched off at once', () => {
    const { world, checker } = createCheckedWorld({ nodes: 6, voters: 3, sync: { min: 0, max: ms(2) } });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    const first = world.leader()!;
    for (let i = 0; i < 10; i++) world.propose(first.id, i);
    first.consensus.changeMembership({ type: 'replace', voters: [3, 4, 5], learners: [] });
    const moved = () =>
      world.nodes.some(({ consensus }) => {
        const { voters, outgoing } = consensus.status().membership;
        return voters[0] === 3 && outgoing.length === 0;
      });
    expect(world.runUntil(moved, 10 * SECOND)).toBe(true);
    for (const id of [0, 1, 2]) world.crash(id);
    world.run(6 * SECOND);
    const successor = world.leader()!;
    world.propose(successor.id, 'after');
    world.run(SECOND);
    expect(world.nodes[4].applied.map(({ data }) => data).filter((data) => data !== undefined)).toEqual([
      0,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      'after',
    ]);
    checker.checkLogs();
  });

  it('removes its leader, which names a successor, and whoever was told keeps quiet', () => {
    const { world } = createCheckedWorld({ nodes: 3 });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    const removed = world.leader()!;
    removed.consensus.changeMembership({ type: 'remove', process: removed.id });
    world.run(SECOND);
    expect(world.leader()?.id).not.toBe(removed.id);
    expect(removed.consensus.status()).toMatchObject({ role: 'follower' });
    const { term } = world.leader()!.consensus.status();
    world.run(30 * SECOND);
    expect(world.leader()!.consensus.status().term).toBe(term);
    expect(removed.consensus.quiescence(() => true)?.keepAliveInterval).toBe(Number.POSITIVE_INFINITY);
  });

  it('grows from three to five by way of learners, under load', () => {
    const { world, checker } = createCheckedWorld({
      nodes: 5,
      voters: 3,
      options: { alpha: 4 },
      sync: { min: 0, max: ms(1) },
    });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    for (const process of [3, 4]) {
      for (const type of ['add-learner', 'add-voter'] as const) {
        for (let i = 0; i < 20; i++) world.propose(world.leader()!.id, `${type} ${process} ${i}`);
        expect(world.leader()!.consensus.changeMembership({ type, process }).status).toBe('accepted');
        world.run(SECOND);
        expect(world.nodes[process].consensus.status().role).toBe(type === 'add-voter' ? 'follower' : 'learner');
      }
    }
    expect(world.leader()!.consensus.status().membership).toEqual(membership([0, 1, 2, 3, 4]));
    for (const id of [0, 1]) world.crash(id);
    world.run(6 * SECOND);
    world.propose(world.leader()!.id, 'last');
    world.run(SECOND);
    expect(world.nodes[4].applied.at(-1)?.data).toBe('last');
    checker.checkLogs();
  });
});
