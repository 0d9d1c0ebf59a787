/** §5.3 log replication, §5.4.2 commitment, §5.5 crashes, §5.6 timing; dissertation §10.2.1 writing in parallel. */
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../../src/core/time.ts';
import {
  acknowledgement,
  append,
  createReplica,
  entry,
  heartbeat,
  type LoneReplica,
  logOf,
  ms,
  PAPER,
  refusal,
  termsOf,
} from './lone-replica.ts';
import { createWorld } from './world.ts';

const propose = (replica: LoneReplica, data: unknown = 'x', bytes = 10) => replica.consensus.propose({ data, bytes });

const answer = (replica: LoneReplica) => replica.sent('raft/append-response').at(-1)?.message;

describe('§5.3 the leader', () => {
  it('appends the command to its log as a new entry, then issues AppendEntries to each of the other servers', () => {
    const replica = createReplica().lead();
    expect(propose(replica)).toEqual({ status: 'accepted', position: { index: 2, term: 1 } });
    replica.acknowledge(1, 1);
    const [sent] = replica.sent('raft/append');
    expect(sent).toMatchObject({ to: 1, message: { term: 1, prevIndex: 1, prevTerm: 1 } });
    expect(sent.message.entries.map(({ command }) => command?.data)).toEqual(['x']);
    expect(sent.bytes).toBe(64 + sent.message.entries[0].bytes);
  });

  it('others refuse commands and name the leader', () => {
    const replica = createReplica();
    expect(propose(replica)).toEqual({ status: 'not-leader', leader: undefined });
    replica.receive(2, heartbeat(1));
    expect(propose(replica)).toEqual({ status: 'not-leader', leader: 2 });
  });

  it('applies an entry, and answers, once it is replicated on a majority; followers once they learn of it', () => {
    const replica = createReplica().lead();
    propose(replica);
    expect(replica.applied).toEqual([]);
    replica.acknowledge(2);
    expect(replica.applied).toEqual([
      { index: 1, term: 1, data: undefined },
      { index: 2, term: 1, data: 'x' },
    ]);
    // Whoever has everything is told at once; the paper would leave it to the next heartbeat.
    expect(replica.sent('raft/append')).toMatchObject([{ to: 2, message: { commit: 2, entries: [] } }]);
  });

  it('retries until all followers store all entries, even after it has responded', () => {
    const replica = createReplica().lead();
    replica.acknowledge(1);
    propose(replica);
    replica.acknowledge(1);
    replica.sent('raft/append');
    replica.pass(ms(100));
    replica.receive(2, { kind: 'raft/heartbeat-response', term: 1, round: 1, sentAt: 0 });
    expect(replica.sent('raft/append')).toMatchObject([{ to: 2, message: { prevIndex: 0, commit: 2 } }]);
  });

  it('pipelines to a follower that keeps up, with a bounded window, and fills it again as answers come', () => {
    const replica = createReplica({ options: { ...PAPER, maxInflight: 3 } }).lead();
    replica.acknowledge(1);
    replica.sent('raft/append');
    for (let i = 0; i < 5; i++) propose(replica);
    const indexes = () =>
      replica
        .sent('raft/append')
        .filter(({ to }) => to === 1)
        .map(({ message }) => message.entries.map(({ index }) => index));
    expect(indexes()).toEqual([[2], [3], [4]]);
    replica.acknowledge(1, 2);
    expect(indexes()).toEqual([[5, 6]]);
  });

  it('cuts batches by entries and by bytes, but always sends one entry', () => {
    const options = { ...PAPER, maxEntriesPerMessage: 2, maxBytesPerMessage: 150 };
    const replica = createReplica({ options }).lead();
    for (const bytes of [10, 10, 10, 100, 100, 900, 10]) propose(replica, 'x', bytes);
    replica.acknowledge(1, 1);
    const batches = replica
      .sent('raft/append')
      .filter(({ to }) => to === 1)
      .map(({ message }) => message.entries.map(({ index }) => index));
    expect(batches).toEqual([[2, 3], [4], [5], [6], [7], [8]]);
  });

  it('with a batch delay it gathers commands, and sends them together', () => {
    const replica = createReplica({ options: { ...PAPER, batchDelay: ms(5) } }).lead();
    replica.acknowledge(1);
    replica.sent('raft/append');
    for (let i = 0; i < 5; i++) propose(replica);
    expect(replica.sent('raft/append')).toEqual([]);
    replica.pass(ms(5));
    expect(replica.sent('raft/append').map(({ message }) => message.entries.length)).toEqual([5]);
  });

  it('refuses commands while too many bytes wait for their commit, but takes one of any size alone', () => {
    const replica = createReplica({ options: { ...PAPER, maxUncommittedBytes: 1000 } }).lead();
    replica.acknowledge(1);
    expect(propose(replica, 'huge', 5000)).toMatchObject({ status: 'accepted' });
    expect(propose(replica)).toEqual({ status: 'busy' });
    replica.acknowledge(1);
    expect(propose(replica)).toMatchObject({ status: 'accepted' });
  });
});

describe('§5.3 consistency check and repair', () => {
  it('if the follower does not find prevLogIndex with prevLogTerm in its log, it refuses the new entries', () => {
    const replica = createReplica({ recovered: logOf([1, 2]) });
    for (const [prevIndex, prevTerm, success] of [
      [0, 0, true],
      [1, 1, true],
      [2, 2, true],
      [1, 2, false],
      [2, 1, false],
      [3, 3, false],
    ] as const) {
      replica.receive(1, append({ term: 3, prevIndex, prevTerm }));
      expect(answer(replica)).toMatchObject({ success, index: prevIndex });
    }
  });

  it('position 0 matches only at the start: after compaction entry 1 is not mistaken for a match (R6, R10, R12)', () => {
    const snapshot = {
      index: 5,
      term: 2,
      membership: { voters: [0, 1, 2], outgoing: [], learners: [] },
      data: [],
      bytes: 9,
    };
    const replica = createReplica({
      recovered: {
        integrity: 'clean',
        records: [
          { kind: 'snapshot', snapshot, baseIndex: 5, baseTerm: 2, membership: snapshot.membership },
          { kind: 'hard-state', term: 2, votedFor: undefined },
          { kind: 'entries', entries: [entry(6, 2)] },
        ],
      },
    });
    replica.receive(1, append({ term: 2, entries: [entry(1, 1), entry(2, 1)] }));
    expect(answer(replica)).toMatchObject({ success: true, index: 5 });
    expect(termsOf(replica)).toEqual([2]);
    expect(replica.state.log.baseIndex).toBe(5);
    replica.receive(
      1,
      append({ term: 2, prevIndex: 3, prevTerm: 1, entries: [entry(4, 2), entry(5, 2), entry(6, 2), entry(7, 2)] }),
    );
    expect(termsOf(replica)).toEqual([2, 2]);
    expect(replica.applied).toEqual([]);
  });

  it.each([
    // Figure 7: the leader of term 8 forces its log on followers (a) to (f).
    ['a', [1, 1, 1, 4, 4, 5, 5, 6, 6]],
    ['b', [1, 1, 1, 4]],
    ['c', [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6]],
    ['d', [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7]],
    ['e', [1, 1, 1, 4, 4, 4, 4]],
    ['f', [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3]],
  ])('Figure 7 (%s): conflicting entries are overwritten with those of the leader', (_, terms) => {
    const leaderTerms = [1, 1, 1, 4, 4, 5, 5, 6, 6, 6];
    const leader = createReplica({ recovered: logOf(leaderTerms, 7) }).lead();
    expect(leader.state.term).toBe(8);
    const follower = createReplica({ self: 1, recovered: logOf(terms, 7) });
    let refusals = 0;
    leader.consensus.disconnected?.(1);
    leader.pass(ms(100));
    leader.receive(1, { kind: 'raft/heartbeat-response', term: 8, round: 1, sentAt: 0 });
    for (let round = 0; round < 20; round++) {
      const sent = leader.sent('raft/append').filter(({ to }) => to === 1);
      if (sent.length === 0) break;
      for (const { message } of sent) follower.receive(0, message);
      for (const { message } of follower.sent('raft/append-response')) {
        if (!message.success) refusals++;
        leader.receive(1, message);
      }
    }
    expect(termsOf(follower)).toEqual([...leaderTerms, 8]);
    expect(leader.state.leadership!.progress.get(1)!.match).toBe(11);
    // "One AppendEntries for each conflicting term", at most, and the first probe.
    expect(refusals).toBeLessThanOrEqual(3);
  });

  it('entries are deleted only where one conflicts: a late, shorter message takes nothing away (R4)', () => {
    const replica = createReplica();
    replica.receive(1, append({ term: 1, entries: [entry(1, 1), entry(2, 1), entry(3, 1)] }));
    replica.receive(1, append({ term: 1, entries: [entry(1, 1)] }));
    expect(termsOf(replica)).toEqual([1, 1, 1]);
    replica.receive(2, append({ term: 2, prevIndex: 1, prevTerm: 1, entries: [entry(2, 2)] }));
    expect(termsOf(replica)).toEqual([1, 2]);
    expect(replica.events).toContainEqual({ type: 'truncated', from: 2, term: 1 });
  });

  it('the answer covers what the message verified, not the end of a log that may diverge (R5)', () => {
    const replica = createReplica({ recovered: logOf([1, 1, 1], 1) });
    replica.receive(1, append({ term: 2, prevIndex: 1, prevTerm: 1 }));
    expect(answer(replica)).toMatchObject({ success: true, index: 1 });
  });

  it('commits at most what is verified: an entry of the old tail is not the leader’s (R7)', () => {
    const replica = createReplica({ recovered: logOf([1, 1, 1], 1) });
    replica.receive(1, append({ term: 2, prevIndex: 1, prevTerm: 1, commit: 3 }));
    expect(replica.state.commitIndex).toBe(1);
    replica.receive(1, heartbeat(2, { commit: 3, commitTerm: 2 }));
    expect(replica.state.commitIndex).toBe(1);
    replica.receive(1, heartbeat(2, { commit: 2, commitTerm: 1 }));
    expect(replica.state.commitIndex).toBe(2);
  });

  it('neither commit index nor match index goes back on late messages (R2, R3)', () => {
    const follower = createReplica();
    follower.receive(1, append({ term: 1, entries: [entry(1, 1), entry(2, 1)], commit: 2 }));
    follower.receive(1, append({ term: 1, prevIndex: 2, prevTerm: 1, commit: 1 }));
    expect(follower.state.commitIndex).toBe(2);

    const leader = createReplica().lead();
    propose(leader);
    propose(leader);
    leader.acknowledge(1, 3);
    leader.acknowledge(1, 1);
    leader.receive(1, refusal(1, 2, 0, 0));
    const progress = leader.state.leadership!.progress.get(1)!;
    expect(progress).toMatchObject({ match: 3, next: 4 });
  });

  it('what is acknowledged is not sent again: next stays above match (R15)', () => {
    const options = { ...PAPER, maxInflight: 1, maxEntriesPerMessage: 1 };
    const leader = createReplica({ options }).lead();
    for (let i = 0; i < 4; i++) propose(leader);
    leader.acknowledge(1, 1);
    leader.acknowledge(1, 2);
    const progress = leader.state.leadership!.progress.get(1)!;
    expect(progress).toMatchObject({ mode: 'replicate', match: 2, next: 4 });
    // An answer from before the stream broke, which covers more than was sent since.
    leader.sent('raft/append');
    leader.acknowledge(1, 4);
    expect(leader.sent('raft/append')).toMatchObject([{ to: 1, message: { prevIndex: 4 } }]);

    // A probe is refused with a hint below what is known to match: it was overtaken.
    propose(leader);
    leader.consensus.disconnected?.(1);
    leader.receive(1, refusal(1, progress.next - 1, 0, 0));
    expect(progress.next).toBe(progress.match + 1);
    leader.receive(1, refusal(1, progress.match + 1, 0, 0));
    expect(progress.next).toBeGreaterThan(progress.match);
  });

  it('an answer about entries that the leader does not have says nothing', () => {
    const leader = createReplica().lead();
    leader.receive(1, acknowledgement(1, 99));
    expect(leader.state.leadership!.progress.get(1)!.match).toBe(0);
  });

  it('a duplicate refusal is not answered: no echo between leader and follower', () => {
    const leader = createReplica({ recovered: logOf([1, 1, 1, 1], 1) }).lead();
    leader.receive(1, refusal(2, 4, 2, 1));
    expect(leader.sent('raft/append')).toMatchObject([{ to: 1, message: { prevIndex: 2 } }]);
    leader.receive(1, refusal(2, 4, 2, 1));
    expect(leader.sent('raft/append')).toEqual([]);
  });

  it('a broken stream makes the leader probe from what is acknowledged', () => {
    const leader = createReplica().lead();
    leader.acknowledge(1);
    propose(leader);
    expect(leader.state.leadership!.progress.get(1)).toMatchObject({ mode: 'replicate', next: 3 });
    leader.consensus.disconnected?.(1);
    expect(leader.state.leadership!.progress.get(1)).toMatchObject({ mode: 'probe', next: 2 });
  });
});

describe('§5.4.2 committing entries from previous terms', () => {
  it('Figure 8: an entry of an earlier term is not committed by counting its copies, but with one of the leader’s own (R1)', () => {
    // S1 of (c): it holds (2, term 2), which a majority gets to hold, and leads in term 4.
    const leader = createReplica({ voters: [0, 1, 2, 3, 4], recovered: logOf([1, 2], 3) }).lead();
    expect(leader.state.term).toBe(4);
    leader.acknowledge(1, 2);
    leader.acknowledge(2, 2);
    leader.acknowledge(3, 2);
    expect(leader.state.commitIndex).toBe(0);
    leader.acknowledge(1, 3);
    leader.acknowledge(2, 3);
    expect(leader.state.commitIndex).toBe(3);
    expect(leader.applied.map(({ term }) => term)).toEqual([1, 2, 4]);
  });

  it('an old-term tail does not keep a new leader from committing (R14, R16)', () => {
    const leader = createReplica({ recovered: logOf([1, 1, 2, 2], 2) }).lead();
    leader.acknowledge(1, 5);
    expect(leader.state.commitIndex).toBe(5);
  });

  it('the commit index is what a majority has reached, in whatever order the answers come (R8, R9)', () => {
    const leader = createReplica({ voters: [0, 1, 2, 3, 4] }).lead();
    for (let i = 0; i < 9; i++) propose(leader);
    leader.acknowledge(4, 9);
    leader.acknowledge(1, 3);
    expect(leader.state.commitIndex).toBe(3);
    leader.acknowledge(2, 3);
    expect(leader.state.commitIndex).toBe(3);
    leader.acknowledge(3, 7);
    expect(leader.state.commitIndex).toBe(7);
    leader.acknowledge(1, 8);
    expect(leader.state.commitIndex).toBe(8);
  });

  it('§8: a leader opens its term with a no-op', () => {
    const leader = createReplica({ recovered: logOf([1, 1], 1) }).lead();
    expect(termsOf(leader)).toEqual([1, 1, 2]);
    expect(leader.state.log.entries[2].command).toBeUndefined();
  });
});

describe('Figure 2, "updated on stable storage before responding to RPCs"', () => {
  it('a follower acknowledges entries only when they are durable (D1), several with one answer', () => {
    const replica = createReplica({ manualSync: true });
    replica.receive(1, append({ term: 1, entries: [entry(1, 1)] }));
    replica.receive(1, append({ term: 1, prevIndex: 1, prevTerm: 1, entries: [entry(2, 1)] }));
    replica.receive(1, append({ term: 1, prevIndex: 2, prevTerm: 1, entries: [entry(3, 1)] }));
    expect(answer(replica)).toBeUndefined();
    expect(replica.syncs).toHaveLength(1);
    replica.sync();
    expect(answer(replica)).toMatchObject({ success: true, index: 1 });
    replica.sync();
    expect(answer(replica)).toMatchObject({ success: true, index: 3 });
    // A duplicate needs no disk.
    replica.receive(1, append({ term: 1, entries: [entry(1, 1)] }));
    expect(answer(replica)).toMatchObject({ success: true, index: 3 });
  });

  it('dissertation §10.2.1: the leader writes while it replicates, and counts itself when its own write is durable (D2)', () => {
    const leader = createReplica({ manualSync: true }).lead();
    leader.acknowledge(1);
    leader.sent('raft/append');
    propose(leader);
    expect(leader.sent('raft/append')).toMatchObject([{ to: 1 }]);
    leader.acknowledge(1);
    expect(leader.state.commitIndex).toBe(1);
    // What is written while that sync is under way waits for the next one.
    propose(leader);
    leader.acknowledge(1);
    leader.sync();
    expect(leader.state.commitIndex).toBe(2);
    leader.sync();
    expect(leader.state.commitIndex).toBe(3);
  });

  it('it may even commit without its own write, by the others’', () => {
    const leader = createReplica({ manualSync: true }).lead();
    propose(leader);
    leader.acknowledge(1);
    leader.acknowledge(2);
    expect(leader.state.commitIndex).toBe(2);
    expect(leader.state.stableIndex).toBe(1);
  });

  it('a single server commits only when it is durable', () => {
    const leader = createReplica({ manualSync: true, voters: [0] }).lead();
    propose(leader);
    expect(leader.state.commitIndex).toBe(1);
    leader.sync();
    expect(leader.state.commitIndex).toBe(2);
  });

  it('a sync that was begun for entries since overwritten makes the new ones no more durable (D4)', () => {
    const replica = createReplica({ manualSync: true });
    replica.receive(1, append({ term: 1, entries: [entry(1, 1), entry(2, 1)] }));
    replica.receive(2, append({ term: 2, entries: [entry(1, 2), entry(2, 2)] }));
    replica.sync();
    expect(replica.state.stableIndex).toBe(0);
    expect(answer(replica)?.index ?? 0).toBe(0);
    replica.sync();
    expect(answer(replica)).toMatchObject({ term: 2, index: 2 });
  });

  it('a write that fails stops the process: it cannot know what is on its disk', () => {
    const replica = createReplica({ manualSync: true });
    replica.receive(1, append({ term: 1, entries: [entry(1, 1)] }));
    replica.failSync('full');
    expect(replica.halted).toBe('storage failed: the disk is full');
    replica.receive(1, append({ term: 1, entries: [entry(1, 1)] }));
    expect(replica.sent('raft/append-response')).toEqual([]);
    expect(propose(replica)).toEqual({ status: 'not-leader', leader: undefined });
  });

  it('everything durable is found again: the log with its overwritten parts, term and vote', () => {
    const before = createReplica();
    before.receive(1, append({ term: 1, entries: [entry(1, 1), entry(2, 1), entry(3, 1)] }));
    before.receive(2, append({ term: 3, prevIndex: 1, prevTerm: 1, entries: [entry(2, 3)] }));
    const after = createReplica({ recovered: { integrity: 'torn', records: before.records } });
    expect(termsOf(after)).toEqual([1, 3]);
    expect(after.state.term).toBe(3);
    expect(after.events[0]).toEqual({ type: 'recovered', integrity: 'torn', term: 3, lastIndex: 2 });
  });

  it('a log that is corrupt before its end is not used', () => {
    const replica = createReplica({ recovered: { ...logOf([1, 1]), integrity: 'corrupt' } });
    expect(replica.halted).toContain('corrupt');
    replica.pass(10 * SECOND);
    expect(replica.sent('raft/request-vote')).toEqual([]);
  });

  it('nor is one with a gap', () => {
    const replica = createReplica({
      recovered: { integrity: 'clean', records: [{ kind: 'entries', entries: [entry(2, 1)] }] },
    });
    expect(replica.halted).toContain('entry 2 does not continue');
  });
});

describe('§5.5 follower and candidate crashes', () => {
  it('a server that crashed after it had done what a message asked, but before it answered, takes it again', () => {
    const message = append({ term: 1, entries: [entry(1, 1), entry(2, 1)], commit: 1 });
    const before = createReplica();
    before.receive(1, message);
    const after = createReplica({ recovered: { integrity: 'clean', records: before.records } });
    after.receive(1, message);
    expect(answer(after)).toMatchObject({ success: true, index: 2 });
    expect(termsOf(after)).toEqual([1, 1]);
  });

  it('an idle follower that restarts learns from heartbeats alone what is committed', () => {
    const world = createWorld({ nodes: 3 });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    const leader = world.leader()!.id;
    for (let i = 0; i < 5; i++) world.propose(leader, i);
    world.run(SECOND);
    const follower = (leader + 1) % 3;
    world.crash(follower);
    world.run(ms(50));
    world.restart(follower);
    world.run(ms(500));
    expect(world.nodes[follower].consensus.status()).toMatchObject({ commitIndex: 6, appliedIndex: 6 });
  });
});

describe('§5.6 timing and availability', () => {
  it('while broadcast time ≪ election timeout, a leader stays; when it crashes, another follows within a few timeouts', () => {
    const world = createWorld({ nodes: 5, sync: { min: ms(1), max: ms(5) } });
    world.run(5 * SECOND);
    const first = world.leader()!;
    const { term } = first.consensus.status();
    world.run(60 * SECOND);
    expect(world.leader()!.consensus.status()).toMatchObject({ term });
    world.crash(first.id);
    expect(world.runUntil(() => world.leader() !== undefined, 6 * SECOND)).toBe(true);
  });
});
