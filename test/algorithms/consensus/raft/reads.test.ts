/** §8 client interaction and dissertation §6.4: linearizable reads, with and without clocks. */
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../../src/algorithms/consensus/raft/options.ts';
import { SECOND } from '../../../../src/core/time.ts';
import { append, createReplica, entry, heartbeat, type LoneReplica, logOf, ms } from './lone-replica.ts';
import { createWorld } from './world.ts';

/** `peer` answers the last round of heartbeats, as sent at `sentAt`. */
function confirm(leader: LoneReplica, peer: number, round: number, sentAt = leader.now): void {
  leader.receive(peer, { kind: 'raft/heartbeat-response', term: leader.state.term, round, sentAt });
}

const rounds = (leader: LoneReplica) => leader.sent('raft/heartbeat').map(({ message }) => message.round);

const settled = (options = {}, voters = [0, 1, 2]) => {
  const leader = createReplica({ voters, options: { preVote: false, ...options } }).lead();
  for (const voter of voters.slice(1)) leader.acknowledge(voter);
  leader.sent('raft/append');
  return leader;
};

describe('§6.4 read-index', () => {
  it('a leader exchanges heartbeats with a majority before it answers a read (Q1)', () => {
    const leader = settled({}, [0, 1, 2, 3, 4]);
    leader.consensus.read(7);
    expect(rounds(leader)).toEqual([1, 1, 1, 1]);
    confirm(leader, 1, 1);
    expect(leader.reads).toEqual([]);
    confirm(leader, 1, 1);
    expect(leader.reads).toEqual([]);
    confirm(leader, 2, 1);
    expect(leader.reads).toEqual([{ token: 7, ready: true }]);
  });

  it('§8: not before it has committed an entry of its term (Q2)', () => {
    const leader = createReplica({ options: { preVote: false }, recovered: logOf([1, 1], 1) }).lead();
    leader.consensus.read(7);
    confirm(leader, 1, 1);
    confirm(leader, 2, 1);
    expect(leader.reads).toEqual([]);
    leader.acknowledge(1);
    expect(leader.applied).toHaveLength(3);
    expect(leader.reads).toEqual([{ token: 7, ready: true }]);
  });

  it('answers to heartbeats that began before a read do not confirm it (Q3), and reads share the next round', () => {
    const leader = settled();
    leader.consensus.read(1);
    expect(rounds(leader)).toEqual([1, 1]);
    leader.consensus.read(2);
    leader.consensus.read(3);
    expect(rounds(leader)).toEqual([]);
    confirm(leader, 1, 1);
    expect(leader.reads.map(({ token }) => token)).toEqual([1]);
    expect(rounds(leader)).toEqual([2, 2]);
    confirm(leader, 2, 1);
    expect(leader.reads).toHaveLength(1);
    confirm(leader, 2, 2);
    expect(leader.reads.map(({ token }) => token)).toEqual([1, 2, 3]);
  });

  it('if a round is lost, the next heartbeats stand in for it', () => {
    const leader = settled();
    leader.consensus.read(1);
    rounds(leader);
    leader.consensus.read(2);
    leader.pass(ms(100));
    expect(rounds(leader)).toEqual([2, 2]);
    confirm(leader, 2, 2);
    expect(leader.reads.map(({ token }) => token)).toEqual([1, 2]);
  });

  it('a single server is its own majority', () => {
    const leader = createReplica({ voters: [0] }).lead();
    leader.consensus.read(1);
    expect(leader.reads).toEqual([{ token: 1, ready: true }]);
  });

  it('others refuse, and a leader that steps down fails the reads that wait', () => {
    const leader = settled();
    leader.consensus.read(1);
    leader.receive(1, heartbeat(9));
    expect(leader.reads).toEqual([{ token: 1, ready: false }]);
    leader.consensus.read(2);
    expect(leader.reads.at(-1)).toEqual({ token: 2, ready: false });
  });

  it('a leader that was deposed unknowingly does not answer', () => {
    const world = createWorld({ nodes: 3, options: { checkQuorum: false } });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    world.run(SECOND);
    const old = world.leader()!;
    world.partition(world.nodes.map(({ id }) => id).filter((id) => id !== old.id));
    world.run(10 * SECOND);
    expect(old.consensus.status().role).toBe('leader');
    expect(world.leader()!.id).not.toBe(old.id);
    old.consensus.read(1);
    world.run(10 * SECOND);
    expect(old.reads).toEqual([]);
    world.heal();
    world.run(SECOND);
    expect(old.reads).toMatchObject([{ token: 1, ready: false }]);
  });
});

describe('§6.4.1 leases', () => {
  const lease = { readMode: 'lease', leaseDriftBound: 0 };

  it('a read is answered at once within an election timeout of when a confirmed round was sent', () => {
    const leader = settled(lease);
    const start = leader.now;
    leader.pass(ms(100));
    const [round] = rounds(leader);
    confirm(leader, 1, round, start + ms(100));
    leader.pass(ms(999));
    rounds(leader);
    leader.consensus.read(1);
    expect(leader.reads).toEqual([{ token: 1, ready: true }]);
    leader.pass(1_000);
    leader.consensus.read(2);
    expect(leader.reads).toHaveLength(1);
  });

  it('the bound on clock drift shortens it (Q4)', () => {
    const leader = settled({ readMode: 'lease', leaseDriftBound: 100_000 });
    const start = leader.now;
    leader.pass(ms(100));
    confirm(leader, 1, 1, start + ms(100));
    leader.pass(ms(818));
    leader.consensus.read(1);
    expect(leader.reads).toHaveLength(1);
    leader.pass(ms(1));
    leader.consensus.read(2);
    expect(leader.reads).toHaveLength(1);
  });

  it('counts from when the round was sent, however late its answers come (Q4)', () => {
    const leader = settled(lease);
    leader.pass(ms(100));
    const sentAt = leader.now;
    const [round] = rounds(leader);
    leader.pass(ms(900));
    confirm(leader, 1, round, sentAt);
    leader.pass(ms(100));
    leader.consensus.read(1);
    expect(leader.reads).toEqual([]);
  });

  it('it is over before a follower that counts ticks may vote for another (Q4)', () => {
    const options = { preVote: false, ...lease, electionTick: ms(100) };
    const follower = createReplica({ options });
    // A microsecond before a tick: that one is the first of ten.
    follower.pass(ms(100) - 1);
    const heard = follower.now;
    follower.receive(1, heartbeat(1));
    let silence = 0;
    while (follower.sent('raft/vote-response').length === 0) {
      follower.pass(ms(10));
      silence = follower.now - heard;
      follower.receive(2, { kind: 'raft/request-vote', term: 2, lastIndex: 9, lastTerm: 1, transfer: false });
    }
    expect(silence).toBeLessThan(ms(1000));
    expect(readOptions(options).leaseDuration).toBeLessThanOrEqual(silence);
  });

  it('there is none before an entry of the own term is committed', () => {
    const leader = createReplica({ options: { preVote: false, ...lease } }).lead();
    leader.pass(ms(100));
    confirm(leader, 1, 1);
    leader.consensus.read(1);
    expect(leader.reads).toEqual([]);
  });

  it('nor after TimeoutNow was sent, for the rest of the term: the vote that follows ignores leases', () => {
    const leader = settled(lease);
    leader.pass(ms(100));
    confirm(leader, 1, 1);
    leader.acknowledge(1);
    leader.consensus.transferLeadership(1);
    expect(leader.sent('raft/timeout-now')).toHaveLength(1);
    leader.pass(ms(999));
    leader.pass(ms(1));
    expect(leader.events).toContainEqual({ type: 'transfer', to: 1, phase: 'aborted' });
    leader.pass(ms(100));
    confirm(leader, 1, rounds(leader).at(-1)!);
    leader.consensus.read(1);
    expect(leader.reads).toEqual([]);
  });

  it('followers keep to it though the quorum check is off, and across a restart and a higher term', () => {
    const options = { preVote: false, checkQuorum: false, ...lease };
    const vote = { kind: 'raft/request-vote', term: 9, lastIndex: 9, lastTerm: 8, transfer: false } as const;
    const follower = createReplica({ options });
    follower.receive(1, append({ term: 1, entries: [entry(1, 1)] }));
    follower.receive(2, vote);
    // News of a higher term comes from elsewhere: the lease stands.
    follower.receive(2, { kind: 'raft/vote-response', term: 8, granted: false });
    follower.receive(2, vote);
    expect(follower.sent('raft/vote-response')).toEqual([]);

    const restarted = createReplica({ options, recovered: { integrity: 'clean', records: follower.records } });
    restarted.pass(ms(900));
    restarted.receive(2, vote);
    expect(restarted.sent('raft/vote-response')).toEqual([]);
    restarted.pass(ms(100));
    restarted.receive(2, vote);
    expect(restarted.sent('raft/vote-response')).toMatchObject([{ message: { granted: true } }]);
  });
});

describe('other modes', () => {
  it('log: a read is an entry, and is answered when it is applied', () => {
    const leader = settled({ readMode: 'log' });
    leader.consensus.read(1);
    expect(leader.consensus.status().lastIndex).toBe(2);
    expect(leader.reads).toEqual([]);
    leader.acknowledge(1);
    expect(leader.reads).toEqual([{ token: 1, ready: true }]);
    leader.consensus.read(2);
    leader.receive(2, heartbeat(5));
    expect(leader.reads.at(-1)).toEqual({ token: 2, ready: false });
  });

  it('stale: anybody answers from what it has, which is not linearizable', () => {
    const follower = createReplica({ options: { readMode: 'stale' } });
    follower.consensus.read(1);
    expect(follower.reads).toEqual([{ token: 1, ready: true }]);
  });
});
