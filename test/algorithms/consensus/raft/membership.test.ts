/** §6 and dissertation §4: membership changes one at a time, joint consensus, learners, removed servers. */
import { describe, expect, it } from 'vitest';
import type { MembershipChange } from '../../../../src/algorithms/consensus/consensus.ts';
import { changedMembership } from '../../../../src/algorithms/consensus/raft/membership.ts';
import { SECOND } from '../../../../src/core/time.ts';
import { check } from './checker.ts';
import {
  append,
  configEntry,
  createReplica,
  entry,
  type LoneReplica,
  logOf,
  ms,
  requestVote,
  vote,
} from './lone-replica.ts';
import { createWorld, type World } from './world.ts';

const change = (replica: LoneReplica, request: MembershipChange) => replica.consensus.changeMembership(request);

const membership = (voters: number[], outgoing: number[] = [], learners: number[] = []) => ({
  voters,
  outgoing,
  learners,
});

/** A leader of three whose no-op is committed, so that it may change the membership. */
function settledLeader(plan: Parameters<typeof createReplica>[0] = {}): LoneReplica {
  const leader = createReplica(plan).lead();
  leader.acknowledge(1);
  leader.acknowledge(2);
  leader.sent('raft/append');
  return leader;
}

function ready(world: World): number {
  world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
  world.run(ms(200));
  return world.leader()!.id;
}

describe('dissertation §4.1: one server at a time', () => {
  it('a configuration takes effect as soon as it is in the log, at the leader and at followers (M2)', () => {
    const leader = settledLeader();
    expect(change(leader, { type: 'add-voter', process: 3 })).toMatchObject({
      status: 'accepted',
      position: { index: 2 },
    });
    expect(leader.consensus.status()).toMatchObject({ commitIndex: 1, membership: membership([0, 1, 2, 3]) });
    // Three of four are a majority now.
    leader.acknowledge(1);
    expect(leader.state.commitIndex).toBe(1);
    leader.acknowledge(3);
    expect(leader.state.commitIndex).toBe(2);

    const follower = createReplica();
    follower.receive(1, append({ term: 1, entries: [configEntry(1, 1, membership([0, 1, 2, 3, 4]))] }));
    expect(follower.consensus.status()).toMatchObject({ commitIndex: 0, membership: membership([0, 1, 2, 3, 4]) });
  });

  it('no change before the last one is committed', () => {
    const leader = settledLeader();
    change(leader, { type: 'add-voter', process: 3 });
    expect(change(leader, { type: 'remove', process: 1 })).toEqual({ status: 'busy' });
    leader.acknowledge(1);
    leader.acknowledge(2);
    expect(change(leader, { type: 'remove', process: 1 })).toMatchObject({ status: 'accepted' });
  });

  it('no change before an entry of the leader’s own term is committed (raft-dev, 2015-07-10; M1)', () => {
    const leader = createReplica().lead();
    expect(change(leader, { type: 'add-voter', process: 3 })).toEqual({ status: 'busy' });
    leader.acknowledge(1);
    expect(change(leader, { type: 'add-voter', process: 3 })).toMatchObject({ status: 'accepted' });
  });

  it('a configuration whose entry is truncated is rolled back to the one before (M8)', () => {
    const follower = createReplica();
    const entries = [entry(1, 1), configEntry(2, 1, membership([0, 1, 2, 3]))];
    follower.receive(1, append({ term: 1, entries }));
    follower.receive(2, append({ term: 2, prevIndex: 1, prevTerm: 1, entries: [entry(2, 2)] }));
    expect(follower.consensus.status().membership).toEqual(membership([0, 1, 2]));
    expect(follower.events.at(-1)).toMatchObject({ type: 'membership', index: 0, committed: true });
  });

  it('a restarting server uses the last configuration in its log', () => {
    const before = createReplica();
    before.receive(1, append({ term: 1, entries: [entry(1, 1), configEntry(2, 1, membership([0, 1]))] }));
    const after = createReplica({ recovered: { integrity: 'clean', records: before.records } });
    expect(after.consensus.status().membership).toEqual(membership([0, 1]));
  });

  it('the last voter cannot be removed, and only a leader can change anything', () => {
    const leader = createReplica({ voters: [0] }).lead();
    expect(change(leader, { type: 'remove', process: 0 })).toEqual({ status: 'busy' });
    expect(change(createReplica(), { type: 'remove', process: 0 })).toEqual({
      status: 'not-leader',
      leader: undefined,
    });
  });

  it('changes of one server differ by one voter at most', () => {
    const current = membership([0, 1, 2], [], [3]);
    expect(changedMembership(current, { type: 'add-voter', process: 3 })).toEqual(membership([0, 1, 2, 3]));
    expect(changedMembership(current, { type: 'add-learner', process: 2 })).toEqual(membership([0, 1], [], [3, 2]));
    expect(changedMembership(current, { type: 'add-learner', process: 3 })).toEqual(current);
    expect(changedMembership(current, { type: 'remove', process: 3 })).toEqual(membership([0, 1, 2]));
    expect(changedMembership(current, { type: 'replace', voters: [4, 4, 5], learners: [5, 0] })).toEqual(
      membership([4, 5], [0, 1, 2], [0]),
    );
    expect(changedMembership(current, { type: 'replace', voters: [], learners: [] })).toBeUndefined();
  });
});

describe('dissertation §4.2.1: learners', () => {
  it('a learner is sent entries but counts towards no majority, and never stands for election', () => {
    const leader = settledLeader();
    change(leader, { type: 'add-learner', process: 3 });
    leader.acknowledge(3);
    expect(leader.state.commitIndex).toBe(1);
    leader.acknowledge(1);
    expect(leader.state.commitIndex).toBe(2);

    const learner = createReplica({ self: 3, learners: [3] });
    expect(learner.state.role).toBe('learner');
    learner.pass(60 * SECOND);
    expect(learner.consensus.status()).toMatchObject({ role: 'learner', term: 0 });
  });

  it('it becomes a voter with the entry that says so', () => {
    const learner = createReplica({ self: 3, learners: [3] });
    learner.receive(1, append({ term: 1, entries: [configEntry(1, 1, membership([0, 1, 2, 3]))] }));
    expect(learner.state.role).toBe('follower');
    learner.pass(3 * SECOND);
    expect(learner.state.role).toBe('candidate');
  });

  it('a server outside the configuration catches up once it is added', () => {
    const world = createWorld({ nodes: 4, voters: 3 });
    const leader = ready(world);
    for (let i = 0; i < 20; i++) world.propose(leader, i);
    world.nodes[leader].consensus.changeMembership({ type: 'add-learner', process: 3 });
    world.run(SECOND);
    world.nodes[leader].consensus.changeMembership({ type: 'add-voter', process: 3 });
    world.run(SECOND);
    expect(world.nodes[3].consensus.status()).toMatchObject({ role: 'follower', appliedIndex: 23 });
  });
});

describe('dissertation §4.2.2: removing the leader', () => {
  it('the leader replicates its own removal without counting itself, and steps down when it is committed', () => {
    const leader = settledLeader();
    change(leader, { type: 'remove', process: 0 });
    leader.acknowledge(1);
    expect(leader.state.commitIndex).toBe(1);
    leader.acknowledge(2);
    expect(leader.consensus.status()).toMatchObject({ role: 'follower', commitIndex: 2 });
    leader.pass(60 * SECOND);
    expect(leader.consensus.status()).toMatchObject({ role: 'follower', term: 1 });
  });

  it('it names a successor, so that there is hardly a gap', () => {
    const leader = settledLeader();
    change(leader, { type: 'remove', process: 0 });
    leader.acknowledge(1);
    leader.acknowledge(2);
    expect(leader.sent('raft/timeout-now')).toMatchObject([{ to: 1 }]);
  });

  it('a server that is not in its latest configuration still stands for election until that is committed', () => {
    const records = createReplica({ voters: [0, 1] });
    records.receive(1, append({ term: 1, entries: [configEntry(1, 1, membership([1]))] }));
    const removed = createReplica({ voters: [0, 1], recovered: { integrity: 'clean', records: records.records } });
    removed.pass(2 * SECOND);
    expect(removed.state.role).toBe('candidate');
    removed.receive(1, vote(2));
    expect(removed.state.role).toBe('leader');
  });
});

describe('dissertation §4.2.3: removed servers do not disrupt the cluster', () => {
  it('a removed server that learned of it is silent; one that did not is ignored', () => {
    const world = createWorld({ nodes: 4, options: { preVote: false } });
    const leader = ready(world);
    const [informed, cutOff] = world.nodes.map(({ id }) => id).filter((id) => id !== leader);
    world.nodes[leader].consensus.changeMembership({ type: 'remove', process: informed });
    world.run(SECOND);
    world.partition(world.nodes.map(({ id }) => id).filter((id) => id !== cutOff));
    world.nodes[leader].consensus.changeMembership({ type: 'remove', process: cutOff });
    world.run(SECOND);
    world.heal();
    const { term } = world.nodes[leader].consensus.status();
    world.run(30 * SECOND);
    expect(world.nodes[leader].consensus.status()).toMatchObject({ role: 'leader', term });
    expect(world.nodes[informed].consensus.status()).toMatchObject({ role: 'follower', term });
    expect(world.nodes[cutOff].consensus.status().term).toBeGreaterThan(term);
  });
});

describe('dissertation §4.3, paper §6: joint consensus', () => {
  const replace: MembershipChange = { type: 'replace', voters: [3, 4, 5], learners: [] };

  it('agreement needs separate majorities of the old and of the new configuration (M3)', () => {
    const leader = settledLeader();
    change(leader, replace);
    expect(leader.consensus.status().membership).toEqual(membership([3, 4, 5], [0, 1, 2]));
    for (const peer of [3, 4, 5]) leader.acknowledge(peer);
    expect(leader.state.commitIndex).toBe(1);
    leader.acknowledge(1);
    expect(leader.state.commitIndex).toBe(2);

    const other = settledLeader();
    change(other, replace);
    for (const peer of [1, 2, 3]) other.acknowledge(peer);
    expect(other.state.commitIndex).toBe(1);
  });

  it('elections need both majorities as well', () => {
    const records = createReplica();
    records.receive(1, append({ term: 1, entries: [configEntry(1, 1, membership([3, 4, 5], [0, 1, 2]))] }));
    const candidate = createReplica({ recovered: { integrity: 'clean', records: records.records } });
    candidate.pass(2 * SECOND);
    expect(candidate.sent('raft/request-vote').map(({ to }) => to)).toEqual([3, 4, 5, 1, 2]);
    for (const voter of [3, 4, 5]) candidate.receive(voter, vote(2));
    expect(candidate.state.role).toBe('candidate');
    candidate.receive(2, vote(2));
    expect(candidate.state.role).toBe('leader');
  });

  it('the leader creates C_new only once C_old,new is committed (M4), and steps down when C_new is', () => {
    const leader = settledLeader();
    change(leader, replace);
    for (const peer of [1, 3]) leader.acknowledge(peer, 2);
    expect(leader.consensus.status()).toMatchObject({ lastIndex: 2, membership: { outgoing: [0, 1, 2] } });
    leader.acknowledge(4, 2);
    expect(leader.consensus.status()).toMatchObject({ lastIndex: 3, membership: membership([3, 4, 5]) });
    expect(change(leader, { type: 'add-voter', process: 1 })).toEqual({ status: 'busy' });
    for (const peer of [3, 4]) leader.acknowledge(peer, 3);
    expect(leader.consensus.status()).toMatchObject({ role: 'follower', commitIndex: 3 });
  });

  it('the commit of an entry before C_old,new is not enough to leave it', () => {
    const leader = settledLeader();
    leader.consensus.propose({ data: 'x', bytes: 1 });
    change(leader, replace);
    for (const peer of [1, 3, 4]) leader.acknowledge(peer, 2);
    expect(leader.consensus.status()).toMatchObject({
      commitIndex: 2,
      lastIndex: 3,
      membership: { outgoing: [0, 1, 2] },
    });
  });

  it('a later leader finishes the change, whether or not it knew the joint configuration to be committed (M9)', () => {
    for (const commit of [0, 1]) {
      const follower = createReplica();
      const joint = configEntry(1, 1, membership([0, 3, 4], [0, 1, 2]));
      follower.receive(1, append({ term: 1, entries: [joint], commit }));
      follower.pass(2 * SECOND);
      for (const voter of [1, 3]) follower.receive(voter, vote(2));
      expect(follower.state.role).toBe('leader');
      expect(follower.consensus.status().membership.outgoing).toEqual([0, 1, 2]);
      for (const voter of [1, 3]) follower.acknowledge(voter, 2);
      expect(follower.consensus.status()).toMatchObject({ lastIndex: 3, membership: membership([0, 3, 4]) });
    }
  });

  it('a whole cluster moves to other machines, and the old ones may be switched off', () => {
    const world = createWorld({ nodes: 6, voters: 3, sync: { min: 0, max: ms(2) } });
    const checker = check(world);
    const leader = ready(world);
    for (let i = 0; i < 10; i++) world.propose(leader, i);
    world.nodes[leader].consensus.changeMembership(replace);
    world.run(2 * SECOND);
    for (const id of [0, 1, 2]) world.crash(id);
    world.run(5 * SECOND);
    const successor = world.leader()!;
    expect(successor.id).toBeGreaterThan(2);
    world.propose(successor.id, 'after');
    world.run(SECOND);
    expect(world.nodes[4].applied.at(-1)).toMatchObject({ data: 'after' });
    checker.checkLogs();
  });
});

describe('other servers', () => {
  it('vote for, and follow, servers that are not in their configuration: theirs may be the older one', () => {
    const replica = createReplica({ recovered: logOf([1]) });
    replica.receive(7, requestVote(2, 1, 1));
    expect(replica.sent('raft/vote-response')).toMatchObject([{ to: 7, message: { granted: true } }]);
    replica.receive(7, append({ term: 2, prevIndex: 1, prevTerm: 1, entries: [entry(2, 2)] }));
    expect(replica.consensus.status()).toMatchObject({ leader: 7, lastIndex: 2 });
  });
});
