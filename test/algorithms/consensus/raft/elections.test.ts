/** §5.1 terms, §5.2 leader election, §5.4.1 election restriction, and the dissertation's additions to them. */
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../../src/core/time.ts';
import { append, createReplica, heartbeat, logOf, ms, PAPER, requestVote, termsOf, vote } from './lone-replica.ts';
import { createWorld } from './world.ts';

const preVote = (term: number, nextTerm: number, lastIndex = 0, lastTerm = 0) =>
  ({ kind: 'raft/pre-vote', term, nextTerm, lastIndex, lastTerm }) as const;

const preVoteGranted = (term: number, nextTerm: number) =>
  ({ kind: 'raft/pre-vote-response', term, nextTerm, granted: true }) as const;

describe('§5.1 terms', () => {
  it.each(['follower', 'candidate', 'leader'] as const)(
    'a %s whose term is smaller than that of a message updates it and reverts to follower state',
    (role) => {
      const replica = createReplica();
      if (role === 'leader') replica.lead();
      if (role === 'candidate') replica.pass(2 * SECOND);
      expect(replica.state.role).toBe(role);
      replica.receive(1, append({ term: 9 }));
      expect(replica.consensus.status()).toMatchObject({ role: 'follower', term: 9, leader: 1 });
    },
  );

  it('a server that receives a request with a stale term rejects it, and its answer carries the term', () => {
    const replica = createReplica({ recovered: logOf([1, 3], 5) });
    replica.receive(1, append({ term: 4, prevIndex: 2, prevTerm: 3, entries: [] }));
    expect(replica.sent('raft/append-response')).toMatchObject([{ to: 1, message: { term: 5, success: false } }]);
    replica.receive(1, heartbeat(4));
    expect(replica.sent('raft/append-response')).toMatchObject([{ to: 1, message: { term: 5, success: false } }]);
    replica.receive(1, requestVote(4, 9, 9));
    expect(replica.sent('raft/vote-response')).toMatchObject([{ to: 1, message: { term: 5, granted: false } }]);
    expect(replica.state.leader).toBeUndefined();
  });

  it('terms are stored on disk before anybody is told of them, with the vote in the same record (E4, E5)', () => {
    const replica = createReplica({ manualSync: true });
    replica.receive(1, requestVote(4));
    expect(replica.records.at(-1)).toEqual({ kind: 'hard-state', term: 4, votedFor: 1 });
    expect(replica.sent('raft/vote-response')).toEqual([]);
    replica.sync();
    expect(replica.sent('raft/vote-response')).toMatchObject([{ to: 1, message: { term: 4, granted: true } }]);
  });
});

describe('§5.2 leader election', () => {
  it('servers start up as followers, and stay so as long as they receive valid messages of a leader', () => {
    const replica = createReplica();
    expect(replica.consensus.status()).toMatchObject({ role: 'follower', term: 0, leader: undefined });
    for (let i = 0; i < 50; i++) {
      replica.pass(ms(900));
      replica.receive(2, i % 2 === 0 ? heartbeat(1) : append({ term: 1 }));
    }
    expect(replica.consensus.status()).toMatchObject({ role: 'follower', term: 1, leader: 2 });
  });

  it('a follower that hears nothing for the election timeout increments its term, votes for itself and asks all others', () => {
    const replica = createReplica({ recovered: logOf([1, 1, 2]), random: [0.25] });
    replica.pass(1.25 * SECOND - 1);
    expect(replica.state.role).toBe('follower');
    replica.pass(1);
    expect(replica.consensus.status()).toMatchObject({ role: 'candidate', term: 3 });
    expect(replica.state.votedFor).toBe(0);
    const message = { kind: 'raft/request-vote', term: 3, lastIndex: 3, lastTerm: 2, transfer: false };
    expect(replica.sent('raft/request-vote').map(({ to }) => to)).toEqual([1, 2]);
    expect(replica.events).toContainEqual(
      expect.objectContaining({ type: 'suspect', term: 2, reason: 'election-timeout' }),
    );
    replica.pass(1.25 * SECOND);
    expect(replica.sent('raft/request-vote')).toMatchObject([{ message: { ...message, term: 4 } }, { to: 2 }]);
  });

  it('a candidate asks for votes, and counts its own, only once its vote is durable', () => {
    const replica = createReplica({ manualSync: true, voters: [0] });
    replica.pass(2 * SECOND);
    expect(replica.state.role).toBe('candidate');
    replica.sync();
    expect(replica.state.role).toBe('leader');
    const other = createReplica({ manualSync: true });
    other.pass(2 * SECOND);
    expect(other.sent('raft/request-vote')).toEqual([]);
    other.sync();
    expect(other.sent('raft/request-vote')).toHaveLength(2);
  });

  it('it wins with the votes of a majority of the full cluster in the same term', () => {
    const replica = createReplica({ voters: [0, 1, 2, 3, 4] });
    replica.pass(2 * SECOND);
    replica.receive(1, vote(1));
    expect(replica.state.role).toBe('candidate');
    replica.receive(2, vote(1));
    expect(replica.state.role).toBe('leader');
  });

  it('votes are counted by voter, not by message (E1), and only those of this term (E2) and of members', () => {
    const replica = createReplica({ voters: [0, 1, 2, 3, 4] });
    replica.pass(ms(1500));
    for (let i = 0; i < 3; i++) replica.receive(1, vote(1));
    expect(replica.state.role).toBe('candidate');
    replica.pass(ms(1500));
    expect(replica.state.term).toBe(2);
    replica.receive(2, vote(1));
    replica.receive(3, vote(1));
    replica.receive(8, vote(2));
    replica.receive(9, vote(2));
    expect(replica.state.role).toBe('candidate');
    replica.receive(2, vote(2));
    replica.receive(3, vote(2));
    expect(replica.state.role).toBe('leader');
  });

  it('of an even number, half is no majority (E8)', () => {
    const replica = createReplica({ voters: [0, 1, 2, 3] });
    replica.pass(2 * SECOND);
    replica.receive(1, vote(1));
    expect(replica.state.role).toBe('candidate');
    replica.receive(2, vote(1));
    expect(replica.state.role).toBe('leader');
  });

  it('each server votes for at most one candidate in a term, first come first served', () => {
    const replica = createReplica();
    replica.receive(1, requestVote(1));
    replica.receive(2, requestVote(1));
    expect(replica.sent('raft/vote-response')).toMatchObject([
      { to: 1, message: { granted: true } },
      { to: 2, message: { granted: false } },
    ]);
  });

  it('it repeats its vote to the candidate that asks again: the answer may have been lost (E12)', () => {
    const replica = createReplica();
    replica.receive(1, requestVote(1));
    replica.receive(1, requestVote(1));
    expect(replica.sent('raft/vote-response')).toMatchObject([
      { message: { granted: true } },
      { message: { granted: true } },
    ]);
  });

  it('a vote outlives a crash (E4), and stepping down in the same term (E3)', () => {
    const before = createReplica();
    before.receive(1, requestVote(1));
    const after = createReplica({ recovered: { integrity: 'clean', records: before.records } });
    after.receive(2, requestVote(1));
    expect(after.sent('raft/vote-response')).toMatchObject([{ message: { granted: false } }]);

    const candidate = createReplica();
    candidate.pass(2 * SECOND);
    candidate.receive(1, append({ term: 1 }));
    expect(candidate.state.role).toBe('follower');
    candidate.sent('raft/append-response');
    candidate.receive(2, requestVote(1));
    expect(candidate.sent('raft/vote-response')).toMatchObject([{ message: { granted: false } }]);
  });

  it('a candidate that hears from a leader whose term is at least as large returns to follower state', () => {
    const replica = createReplica();
    replica.pass(2 * SECOND);
    replica.receive(2, heartbeat(1));
    expect(replica.consensus.status()).toMatchObject({ role: 'follower', term: 1, leader: 2 });
  });

  it('if the term is smaller it rejects the message and continues in candidate state', () => {
    const replica = createReplica({ recovered: logOf([], 3) });
    replica.pass(2 * SECOND);
    replica.receive(2, heartbeat(3));
    expect(replica.consensus.status()).toMatchObject({ role: 'candidate', term: 4 });
  });

  it('a candidate that neither wins nor loses times out and starts a new election by incrementing its term', () => {
    const replica = createReplica({ voters: [0, 1, 2, 3, 4] });
    replica.pass(ms(1500));
    replica.receive(1, vote(1));
    replica.receive(2, vote(1, false));
    replica.pass(ms(1500));
    expect(replica.consensus.status()).toMatchObject({ role: 'candidate', term: 2 });
    expect(replica.events).toContainEqual({ type: 'split-vote', term: 1 });
  });

  it('election timeouts are chosen at random from a fixed interval, anew for each attempt', () => {
    const draws = [0, 0.999999, 0.5];
    const replica = createReplica({ random: draws });
    const timeouts: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { term, electionDeadline } = replica.state;
      timeouts.push(electionDeadline - replica.now);
      replica.pass(electionDeadline - replica.now);
      expect(replica.state.term).toBe(term + 1);
    }
    for (const timeout of timeouts) {
      expect(timeout).toBeGreaterThanOrEqual(SECOND);
      expect(timeout).toBeLessThanOrEqual(2 * SECOND);
    }
    expect(new Set(timeouts).size).toBe(3);
  });

  it('with etcd’s ticks the timeout is 10..19 whole ticks, and ends at a tick', () => {
    const seen = new Set<number>();
    for (let i = 0; i < 200; i++) {
      const options = { ...PAPER, electionTick: ms(100), electionTimeout: { min: SECOND, max: ms(1900) } };
      const replica = createReplica({ options, random: [i / 200] });
      seen.add(replica.state.electionTimeout / ms(100));
      const startedAt = replica.now;
      replica.pass(ms(30));
      replica.receive(1, heartbeat(1));
      expect((replica.state.electionDeadline - startedAt) % ms(100)).toBe(0);
      expect(replica.state.electionDeadline - startedAt).toBe(replica.state.electionTimeout);
    }
    expect([...seen].sort((a, b) => a - b)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it('granting a vote restarts the election timeout; refusing one, even in a higher term, does not', () => {
    const replica = createReplica({ recovered: logOf([1]), random: [0] });
    replica.pass(ms(900));
    replica.receive(1, requestVote(2, 0, 0));
    expect(replica.sent('raft/vote-response')).toMatchObject([{ message: { granted: false } }]);
    replica.pass(ms(100));
    expect(replica.state.role).toBe('candidate');

    const other = createReplica({ recovered: logOf([1]), random: [0] });
    other.pass(ms(900));
    other.receive(1, requestVote(2, 1, 1));
    other.pass(ms(999));
    expect(other.state.role).toBe('follower');
  });

  it('a leader sends heartbeats to all other servers, to maintain its authority', () => {
    const replica = createReplica().lead();
    replica.pass(ms(100));
    expect(replica.sent('raft/heartbeat').map(({ to }) => to)).toEqual([1, 2]);
  });
});

describe('§5.4.1 election restriction', () => {
  it.each([
    // Figure 7 and the definition: the later last term wins, then the longer log.
    { own: [1], index: 1, term: 1, granted: true },
    { own: [1], index: 1, term: 2, granted: true },
    { own: [1, 1], index: 1, term: 2, granted: true },
    { own: [1], index: 2, term: 1, granted: true },
    { own: [2], index: 1, term: 1, granted: false },
    { own: [2], index: 2, term: 1, granted: false },
    { own: [1, 1], index: 1, term: 1, granted: false },
  ])(
    'a voter with terms $own answers a candidate at ($index, $term): $granted (E6)',
    ({ own, index, term, granted }) => {
      const replica = createReplica({ recovered: logOf(own) });
      replica.receive(1, requestVote(3, index, term));
      expect(replica.sent('raft/vote-response')).toMatchObject([{ message: { term: 3, granted } }]);
      expect(replica.events).toContainEqual({ type: 'vote', term: 3, candidate: 1, granted });
    },
  );
});

describe('dissertation §9.6 pre-vote', () => {
  const options = { checkQuorum: false };

  it('a candidate increments its term only if a majority would vote for it', () => {
    const replica = createReplica({ options });
    replica.pass(2 * SECOND);
    expect(replica.consensus.status()).toMatchObject({ role: 'pre-candidate', term: 0 });
    expect(replica.sent('raft/pre-vote')).toMatchObject([{ message: { term: 0, nextTerm: 1 } }, { to: 2 }]);
    replica.pass(20 * SECOND);
    expect(replica.state.term).toBe(0);
    replica.receive(2, preVoteGranted(0, 1));
    expect(replica.consensus.status()).toMatchObject({ role: 'candidate', term: 1 });
  });

  it('a server grants it without a change of its own state, however often', () => {
    const replica = createReplica({ options });
    const written = replica.records.length;
    replica.receive(1, preVote(0, 1));
    replica.receive(2, preVote(0, 1));
    expect(replica.sent('raft/pre-vote-response')).toMatchObject([
      { message: { term: 0, granted: true } },
      { message: { term: 0, granted: true } },
    ]);
    expect(replica.consensus.status()).toMatchObject({ term: 0 });
    expect(replica.records).toHaveLength(written);
  });

  it('it refuses one while it hears from a valid leader, whatever the term, and leads on if it is that leader (E11)', () => {
    const follower = createReplica({ options });
    follower.receive(2, heartbeat(1));
    follower.pass(ms(999));
    follower.receive(1, preVote(7, 8, 5, 5));
    expect(follower.sent('raft/pre-vote-response')).toMatchObject([{ message: { granted: false, term: 1 } }]);
    follower.pass(ms(1));
    follower.receive(1, preVote(7, 8, 5, 5));
    expect(follower.sent('raft/pre-vote-response')).toMatchObject([{ message: { granted: true, term: 1 } }]);

    const leader = createReplica({ options }).lead();
    leader.receive(1, preVote(7, 8, 5, 5));
    expect(leader.sent('raft/pre-vote-response')).toMatchObject([{ message: { granted: false } }]);
    expect(leader.state.role).toBe('leader');
  });

  it('it refuses one to a log that is not up to date', () => {
    const replica = createReplica({ options, recovered: logOf([1, 2]) });
    replica.receive(1, preVote(5, 6, 5, 1));
    expect(replica.sent('raft/pre-vote-response')).toMatchObject([{ message: { granted: false } }]);
  });

  it('a long log in a low term beside a short log in a high term still elects a leader (L2)', () => {
    const long = createReplica({ options, recovered: logOf([1, 2, 2, 2], 2) });
    const short = createReplica({ self: 1, options, recovered: logOf([1], 9) });
    long.pass(ms(1500));
    const [{ message }] = long.sent('raft/pre-vote').filter(({ to }) => to === 1);
    short.receive(0, message);
    const [{ message: refused }] = short.sent('raft/pre-vote-response');
    expect(refused).toMatchObject({ term: 9, granted: false });
    long.receive(1, refused);
    expect(long.state.term).toBe(9);
    long.pass(2 * SECOND);
    const again = long.sent('raft/pre-vote').filter(({ to }) => to === 1);
    short.receive(0, again[0].message);
    expect(short.sent('raft/pre-vote-response')).toMatchObject([{ message: { granted: true, nextTerm: 10 } }]);
  });

  it('grants from a replica in an older term count', () => {
    const replica = createReplica({ options, recovered: logOf([1], 4) });
    replica.pass(ms(1500));
    replica.receive(1, preVoteGranted(1, 5));
    expect(replica.state.role).toBe('candidate');
  });

  it('grants for an earlier attempt do not', () => {
    const replica = createReplica({ options, recovered: logOf([1], 4) });
    replica.pass(ms(1500));
    replica.receive(1, preVoteGranted(1, 4));
    expect(replica.state.role).toBe('pre-candidate');
  });

  it('a server that returns from a partition does not disturb the cluster', () => {
    const world = createWorld({ nodes: 3, options: { checkQuorum: false } });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    world.run(SECOND);
    const leader = world.leader()!;
    const { term } = leader.consensus.status();
    const outsider = world.nodes.find(({ id }) => id !== leader.id)!.id;
    world.partition(world.nodes.map(({ id }) => id).filter((id) => id !== outsider));
    world.run(30 * SECOND);
    world.heal();
    world.run(5 * SECOND);
    expect(world.leader()!.id).toBe(leader.id);
    expect(world.nodes.map(({ consensus }) => consensus.status().term)).toEqual([term, term, term]);
  });
});

describe('dissertation §4.2.3 and §6.2: votes while a leader is heard, and leaders without a majority', () => {
  const options = { preVote: false };

  it('a server that hears a leader ignores RequestVote: neither its term nor its vote changes', () => {
    const replica = createReplica({ options });
    replica.receive(2, heartbeat(1));
    replica.pass(ms(999));
    replica.sent('raft/heartbeat-response');
    replica.receive(1, requestVote(7));
    expect(replica.sent('raft/vote-response')).toEqual([]);
    expect(replica.consensus.status()).toMatchObject({ term: 1, leader: 2 });
    replica.pass(ms(1));
    replica.receive(1, requestVote(7));
    expect(replica.sent('raft/vote-response')).toMatchObject([{ message: { term: 7, granted: true } }]);
  });

  it('a deposed leader is no leader that is heard: its heartbeats are rejected and hold up nobody (L3)', () => {
    const follower = createReplica({ options: { preVote: true, checkQuorum: true } });
    follower.receive(1, heartbeat(3));
    follower.pass(ms(900));
    follower.receive(2, heartbeat(2));
    follower.pass(ms(100));
    follower.receive(2, requestVote(4));
    expect(follower.sent('raft/vote-response')).toMatchObject([{ to: 2, message: { granted: true } }]);
  });

  it('a leader does so too, and a transfer of leadership overrides it', () => {
    const leader = createReplica({ options }).lead();
    leader.receive(1, requestVote(7, 9, 6));
    expect(leader.state.role).toBe('leader');
    leader.receive(1, requestVote(7, 9, 6, true));
    expect(leader.state.role).toBe('follower');
    expect(leader.sent('raft/vote-response')).toMatchObject([{ message: { granted: true } }]);
  });

  it('without it, RequestVote of a higher term is heeded (the paper)', () => {
    const replica = createReplica();
    replica.receive(2, heartbeat(1));
    replica.receive(1, requestVote(7));
    expect(replica.sent('raft/vote-response')).toMatchObject([{ message: { term: 7, granted: true } }]);
  });

  it('a leader that hears from no majority for an election timeout steps down', () => {
    const replica = createReplica({ options, voters: [0, 1, 2, 3, 4] }).lead();
    replica.pass(SECOND);
    const beat = { kind: 'raft/heartbeat-response', term: 1, round: 1, sentAt: 0 } as const;
    replica.receive(1, beat);
    replica.receive(2, beat);
    replica.pass(SECOND);
    expect(replica.state.role).toBe('leader');
    replica.receive(1, beat);
    replica.pass(SECOND);
    expect(replica.consensus.status()).toMatchObject({ role: 'follower', term: 1, leader: undefined });
    expect(replica.events).toContainEqual(
      expect.objectContaining({ type: 'suspect', term: 1, reason: 'check-quorum' }),
    );
    expect(replica.lostLeadership).toBe(1);
  });

  it('five nodes of which two reach only one peer each elect a stable leader (L1)', () => {
    const world = createWorld({ nodes: 5 });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [0, 3],
      [4, 0],
      [4, 1],
      [4, 2],
    ]) {
      world.cut(a, b);
      world.cut(b, a);
    }
    world.run(10 * SECOND);
    const { term, leader } = world.nodes[2].consensus.status();
    world.run(30 * SECOND);
    expect(world.nodes[2].consensus.status()).toMatchObject({ term, leader });
    expect([1, 2, 3]).toContain(leader);
  });
});

describe('Figure 3, Election Safety', () => {
  it('two leaders in one term cannot be: a leader that meets another of its term stops', () => {
    const replica = createReplica().lead();
    replica.receive(1, append({ term: replica.state.term }));
    expect(replica.halted).toContain('two leaders in term');
    replica.receive(1, append({ term: 99, entries: [] }));
    replica.pass(10 * SECOND);
    expect(termsOf(replica)).toEqual([1]);
    expect(replica.state.term).toBe(1);
  });
});
