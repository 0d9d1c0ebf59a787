/** Dissertation §3.10: leadership transfer, and preferred leaders. */
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../../src/core/time.ts';
import { createReplica, logOf, ms, requestVote } from './lone-replica.ts';
import { createWorld } from './world.ts';

const propose = (replica: ReturnType<typeof createReplica>) => replica.consensus.propose({ data: 'x', bytes: 10 });

const settled = (voters = [0, 1, 2], learners: number[] = []) => {
  const leader = createReplica({ voters, learners, options: { preVote: false } }).lead();
  for (const voter of voters.slice(1)) leader.acknowledge(voter);
  leader.sent('raft/append');
  return leader;
};

describe('dissertation §3.10', () => {
  it('1. the prior leader stops accepting new client requests', () => {
    const leader = settled();
    propose(leader);
    leader.consensus.transferLeadership(1);
    expect(propose(leader)).toEqual({ status: 'busy' });
    expect(leader.consensus.changeMembership({ type: 'remove', process: 2 })).toEqual({ status: 'busy' });
    expect(leader.events.at(-1)).toEqual({ type: 'transfer', to: 1, phase: 'started' });
  });

  it('2. it brings the target’s log up to its own; 3. it sends TimeoutNow, once', () => {
    const leader = settled();
    propose(leader);
    leader.consensus.transferLeadership(1);
    expect(leader.sent('raft/timeout-now')).toEqual([]);
    leader.acknowledge(1);
    leader.acknowledge(1);
    expect(leader.sent('raft/timeout-now')).toMatchObject([{ to: 1, message: { term: 1 } }]);
    expect(leader.events).toContainEqual({ type: 'transfer', to: 1, phase: 'sent' });
  });

  it('the target stands for election at once, without pre-vote, and is voted for although a leader is heard', () => {
    const target = createReplica({ options: {}, recovered: logOf([1]) });
    target.receive(1, { kind: 'raft/timeout-now', term: 1 });
    expect(target.consensus.status()).toMatchObject({ role: 'candidate', term: 2 });
    expect(target.sent('raft/request-vote')).toMatchObject([{ message: { transfer: true } }, {}]);

    const voter = settled();
    voter.receive(2, requestVote(2, 1, 1, true));
    expect(voter.sent('raft/vote-response')).toMatchObject([{ to: 2, message: { granted: true } }]);
  });

  it('a TimeoutNow of an earlier term is ignored, and so is one to a learner', () => {
    const target = createReplica({ recovered: logOf([1], 2) });
    target.receive(1, { kind: 'raft/timeout-now', term: 1 });
    expect(target.state.role).toBe('follower');
    const learner = createReplica({ self: 3, learners: [3] });
    learner.receive(1, { kind: 'raft/timeout-now', term: 1 });
    expect(learner.state.role).toBe('learner');
  });

  it('if it does not complete after about an election timeout, the leader aborts it and resumes', () => {
    const leader = settled();
    leader.consensus.transferLeadership(1);
    const beat = { kind: 'raft/heartbeat-response', term: 1, round: 0, sentAt: 0 } as const;
    leader.receive(2, beat);
    leader.pass(SECOND);
    expect(leader.events.at(-1)).toEqual({ type: 'transfer', to: 1, phase: 'aborted' });
    expect(propose(leader)).toMatchObject({ status: 'accepted' });
  });

  it('only another voter can be a target; a new target replaces the old one', () => {
    const leader = settled([0, 1, 2], [3]);
    for (const target of [0, 3, 9]) leader.consensus.transferLeadership(target);
    expect(leader.state.leadership!.transfer).toBeUndefined();
    propose(leader);
    leader.consensus.transferLeadership(1);
    leader.consensus.transferLeadership(1);
    leader.consensus.transferLeadership(2);
    expect(leader.events.filter(({ type }) => type === 'transfer')).toEqual([
      { type: 'transfer', to: 1, phase: 'started' },
      { type: 'transfer', to: 1, phase: 'aborted' },
      { type: 'transfer', to: 2, phase: 'started' },
    ]);
  });

  it('a transfer takes about a round trip, not an election timeout', () => {
    const world = createWorld({ nodes: 3 });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    world.run(SECOND);
    const old = world.leader()!;
    const target = (old.id + 1) % 3;
    old.consensus.transferLeadership(target);
    expect(world.runUntil(() => world.leader()?.id === target, ms(10))).toBe(true);
    expect(old.consensus.propose({ data: 'x', bytes: 1 }).status).not.toBe('accepted');
    world.run(SECOND);
    expect(world.leader()!.id).toBe(target);
  });
});

describe('preferred leaders (option leaderPreference: voter-order)', () => {
  const options = { leaderPreference: 'voter-order', leaderPreferenceDelay: 2 * SECOND };

  it('the first voter gets the lead back, once it has been caught up for a while', () => {
    const world = createWorld({ nodes: 3, options });
    world.run(30 * SECOND);
    expect(world.leader()!.id).toBe(0);
    world.crash(0);
    world.run(10 * SECOND);
    const { term } = world.leader()!.consensus.status();
    world.restart(0);
    world.run(SECOND);
    expect(world.leader()!.id).not.toBe(0);
    world.run(10 * SECOND);
    expect(world.leader()!.id).toBe(0);
    expect(world.leader()!.consensus.status().term).toBeLessThanOrEqual(term + 2);
  });

  it('a replica that is down is passed over', () => {
    const world = createWorld({ nodes: 3, options });
    world.crash(0);
    world.run(60 * SECOND);
    expect(world.leader()!.id).toBe(1);
    const { term } = world.leader()!.consensus.status();
    world.run(60 * SECOND);
    expect(world.leader()!.consensus.status().term).toBe(term);
  });
});
