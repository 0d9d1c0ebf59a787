/** §7 and dissertation §5: snapshots, compaction, and sending a snapshot to a follower that needs it. */
import { describe, expect, it } from 'vitest';
import type { InstallSnapshot } from '../../../../src/algorithms/consensus/raft/messages.ts';
import { SECOND } from '../../../../src/core/time.ts';
import { check } from './checker.ts';
import {
  append,
  configEntry,
  createReplica,
  entry,
  heartbeat,
  type LoneReplica,
  logOf,
  ms,
  PAPER,
  termsOf,
} from './lone-replica.ts';
import { createWorld } from './world.ts';

const SMALL = { ...PAPER, snapshotEvery: 10, snapshotKeep: 4, snapshotChunk: 400 };

const state = (length: number) => Array.from({ length }, (_, i) => ({ index: i + 1, term: 1, data: `s${i + 1}` }));

const chunk = (fields: Partial<InstallSnapshot> = {}): InstallSnapshot => ({
  kind: 'raft/install-snapshot',
  term: 2,
  index: 8,
  indexTerm: 1,
  membership: { voters: [0, 1, 2], outgoing: [], learners: [] },
  offset: 0,
  length: 1000,
  total: 1000,
  data: state(8),
  ...fields,
});

function commitMany(leader: LoneReplica, count: number, ...peers: number[]): void {
  for (let i = 0; i < count; i++) {
    leader.consensus.propose({ data: i, bytes: 10 });
    for (const peer of peers) leader.acknowledge(peer);
  }
}

describe('§7 taking a snapshot', () => {
  it('every so many applied entries the state is saved and the log is discarded, but for the last few', () => {
    const leader = createReplica({ options: SMALL }).lead();
    commitMany(leader, 9, 1);
    expect(leader.state.snapshot).toMatchObject({ index: 10, term: 1, membership: { voters: [0, 1, 2] } });
    expect(leader.state.log).toMatchObject({ baseIndex: 6, baseTerm: 1 });
    expect(leader.records.map(({ kind }) => kind)).toEqual(['snapshot', 'hard-state', 'entries']);
    expect(leader.events).toContainEqual({ type: 'compacted', index: 6 });
  });

  it('a restart begins from the snapshot and takes the rest from the log', () => {
    const before = createReplica({ options: SMALL }).lead();
    commitMany(before, 12, 1);
    const after = createReplica({ options: SMALL, recovered: { integrity: 'clean', records: before.records } });
    expect(after.consensus.status()).toMatchObject({ term: 1, commitIndex: 10, appliedIndex: 10, lastIndex: 13 });
    expect(after.applied).toEqual(before.applied.slice(0, 10));
    after.receive(1, append({ term: 2, prevIndex: 13, prevTerm: 1, entries: [entry(14, 2)], commit: 14 }));
    expect(after.applied.map(({ index }) => index)).toEqual(Array.from({ length: 14 }, (_, i) => i + 1));
  });

  it('the log goes only when the snapshot is durable; if it cannot be saved, the log stays (D5)', () => {
    const leader = createReplica({ options: SMALL, manualSync: true }).lead();
    commitMany(leader, 9, 1, 2);
    leader.sync();
    const pendingSnapshot = leader.state.syncs.map(({ purpose }) => purpose);
    expect(pendingSnapshot).toContain('snapshot');
    expect(leader.state.log.baseIndex).toBe(0);
    while (leader.state.syncs[0].purpose === 'log') leader.sync();
    leader.failSync('full');
    expect(leader.halted).toBeUndefined();
    expect(leader.state).toMatchObject({ snapshot: undefined, saving: undefined, log: { baseIndex: 0 } });
    commitMany(leader, 10, 1, 2);
    leader.sync(true);
    expect(leader.state.snapshot?.index).toBe(20);
  });

  it('it carries the configuration at its own index, not a later one that is not committed (M5)', () => {
    const leader = createReplica({ options: SMALL }).lead();
    commitMany(leader, 8, 1);
    leader.consensus.propose({ data: 'last', bytes: 10 });
    leader.consensus.changeMembership({ type: 'add-voter', process: 3 });
    leader.acknowledge(1, 10);
    leader.acknowledge(2, 10);
    expect(leader.state.snapshot).toMatchObject({ index: 10, membership: { voters: [0, 1, 2] } });
    expect(leader.consensus.status().membership.voters).toEqual([0, 1, 2, 3]);
  });
});

describe('Figure 13, the receiver of InstallSnapshot', () => {
  it('1: a stale term is answered with the current one', () => {
    const replica = createReplica({ recovered: logOf([], 5) });
    replica.receive(1, chunk());
    expect(replica.sent('raft/append-response')).toMatchObject([{ message: { term: 5, success: false } }]);
    expect(replica.applied).toEqual([]);
  });

  it('2–4: chunks are taken in order, each answered with the offset that is due', () => {
    const replica = createReplica();
    const part = (offset: number, data?: unknown) => chunk({ offset, length: 400, total: 1000, data });
    const expected = () => replica.sent('raft/install-response').map(({ message }) => message.offset);
    replica.receive(1, part(400));
    expect(expected()).toEqual([0]);
    replica.receive(1, part(0));
    expect(expected()).toEqual([400]);
    replica.receive(1, part(0));
    expect(expected()).toEqual([400]);
    replica.receive(1, part(400));
    expect(expected()).toEqual([800]);
    replica.receive(1, chunk({ offset: 800, length: 200 }));
    expect(replica.sent('raft/append-response')).toMatchObject([{ message: { success: true, index: 8 } }]);
    expect(replica.applied).toEqual(state(8));
  });

  it('a duplicate chunk leaves nothing behind that a later snapshot trips over (D7)', () => {
    const replica = createReplica();
    replica.receive(1, chunk({ length: 400 }));
    replica.receive(1, chunk({ length: 400 }));
    replica.receive(1, chunk({ index: 9, length: 500, data: undefined }));
    replica.receive(1, chunk({ index: 9, offset: 500, length: 500, data: state(9) }));
    expect(replica.consensus.status()).toMatchObject({ appliedIndex: 9, commitIndex: 9, lastIndex: 9 });
  });

  it('6: if the log holds the snapshot’s last entry, the entries that follow it are retained', () => {
    const replica = createReplica({ recovered: logOf([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) });
    replica.receive(1, chunk());
    expect(replica.consensus.status()).toMatchObject({ commitIndex: 8, appliedIndex: 8, lastIndex: 10 });
    expect(replica.sent('raft/append-response')).toMatchObject([{ message: { success: true, index: 8 } }]);
  });

  it('7, 8: otherwise the whole log is discarded (D6), and state and configuration come from the snapshot', () => {
    const replica = createReplica({
      recovered: logOf(
        Array(12)
          .fill(0)
          .map(() => 0),
        1,
      ),
    });
    replica.receive(1, chunk({ membership: { voters: [1, 2, 3], outgoing: [], learners: [0] } }));
    expect(termsOf(replica)).toEqual([]);
    expect(replica.consensus.status()).toMatchObject({
      lastIndex: 8,
      role: 'learner',
      membership: { voters: [1, 2, 3] },
    });
    expect(replica.applied).toEqual(state(8));
    expect(replica.records.map(({ kind }) => kind)).toEqual(['snapshot', 'hard-state']);
  });

  it('nothing changes, and nothing is acknowledged, before the snapshot is durable; term and vote survive it (E10)', () => {
    const replica = createReplica({ manualSync: true, recovered: logOf([1], 7) });
    replica.receive(1, chunk({ term: 9 }));
    replica.sync();
    replica.receive(1, append({ term: 9, prevIndex: 1, prevTerm: 1, entries: [entry(2, 9)] }));
    replica.pass(60 * SECOND);
    expect(replica.consensus.status()).toMatchObject({ lastIndex: 1, role: 'follower', term: 9 });
    expect(replica.sent('raft/append-response')).toEqual([]);
    replica.sync(true);
    expect(replica.consensus.status()).toMatchObject({ lastIndex: 8, appliedIndex: 8 });
    const after = createReplica({ recovered: { integrity: 'clean', records: replica.records } });
    expect(after.consensus.status()).toMatchObject({ term: 9, lastIndex: 8, appliedIndex: 8 });
    expect(after.applied).toEqual(state(8));
  });

  it('a snapshot that cannot be saved is forgotten: the old log is still on the disk, and in use', () => {
    const replica = createReplica({ manualSync: true, recovered: logOf([1], 2) });
    replica.receive(1, chunk());
    while (replica.state.syncs[0].purpose === 'log') replica.sync();
    replica.failSync('full');
    expect(replica.halted).toBeUndefined();
    expect(replica.consensus.status()).toMatchObject({ lastIndex: 1, appliedIndex: 0 });
    replica.receive(1, append({ term: 2, prevIndex: 1, prevTerm: 1, entries: [entry(2, 2)] }));
    replica.sync(true);
    expect(replica.sent('raft/append-response')).toMatchObject([{ message: { success: true, index: 2 } }]);
  });

  it('a snapshot older than what is committed changes nothing', () => {
    const replica = createReplica();
    replica.receive(1, append({ term: 2, entries: Array.from({ length: 9 }, (_, i) => entry(i + 1, 2)), commit: 9 }));
    replica.receive(1, chunk());
    expect(replica.consensus.status()).toMatchObject({ commitIndex: 9, lastIndex: 9 });
  });

  it('the configuration entries in a replaced log go with it', () => {
    const replica = createReplica();
    const entries = [configEntry(1, 0, { voters: [0, 9], outgoing: [], learners: [] })];
    replica.receive(1, append({ term: 1, entries }));
    replica.receive(2, chunk());
    expect(replica.consensus.status().membership.voters).toEqual([0, 1, 2]);
  });
});

describe('the sender', () => {
  const compacted = () => {
    const leader = createReplica({ options: SMALL }).lead();
    commitMany(leader, 12, 1);
    leader.sent('raft/append');
    return leader;
  };

  it('a follower whose next entry is compacted gets the snapshot in chunks, one at a time, then the log again', () => {
    const leader = compacted();
    leader.receive(2, { kind: 'raft/append-response', term: 1, success: false, index: 0, hintIndex: 0, hintTerm: 0 });
    leader.receive(2, { kind: 'raft/heartbeat-response', term: 1, round: 0, sentAt: 0 });
    const offsets = [];
    for (let offset = 0; offset < 1000; ) {
      const [{ message, bytes }] = leader.sent('raft/install-snapshot');
      offsets.push(message.offset);
      expect(bytes).toBe(64 + message.length);
      expect(message.data === undefined).toBe(message.offset + message.length < 1000);
      offset = message.offset + message.length;
      if (offset < 1000) leader.receive(2, { kind: 'raft/install-response', term: 1, index: 10, offset });
    }
    expect(offsets).toEqual([0, 400, 800]);
    leader.receive(2, { kind: 'raft/append-response', term: 1, success: true, index: 10, hintIndex: 0, hintTerm: 0 });
    expect(leader.sent('raft/append')).toMatchObject([{ to: 2, message: { prevIndex: 10 } }]);
  });

  it('a chunk that is lost is sent again after an election timeout, when the follower shows that it is there', () => {
    const leader = compacted();
    const beat = { kind: 'raft/heartbeat-response', term: 1, round: 0, sentAt: 0 } as const;
    leader.receive(2, beat);
    expect(leader.sent('raft/install-snapshot')).toHaveLength(1);
    leader.pass(ms(900));
    leader.receive(2, beat);
    expect(leader.sent('raft/install-snapshot')).toEqual([]);
    leader.pass(ms(200));
    leader.receive(2, beat);
    expect(leader.sent('raft/install-snapshot')).toMatchObject([{ message: { offset: 0 } }]);
  });

  it('nothing is sent to a follower that was never heard: it may be down', () => {
    const leader = compacted();
    leader.consensus.disconnected?.(2);
    leader.pass(5 * SECOND);
    expect(leader.sent('raft/install-snapshot')).toEqual([]);
  });

  it('an idle leader whose log is all compacted still brings in a fresh follower (D8, R13)', () => {
    const options = { snapshotEvery: 10, snapshotKeep: 0, snapshotChunk: 300 };
    const world = createWorld({ nodes: 4, voters: 3, options });
    const checker = check(world);
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    const leader = world.leader()!;
    for (let i = 0; i < 29; i++) world.propose(leader.id, i);
    world.run(SECOND);
    expect(world.state(leader.id).log.entries.length).toBe(0);
    leader.consensus.changeMembership({ type: 'add-learner', process: 3 });
    world.run(5 * SECOND);
    expect(world.nodes[3].consensus.status()).toMatchObject({ role: 'learner', appliedIndex: 31 });
    checker.checkLogs();
  });

  it('a follower that was away is brought up to date by a snapshot over links that lose messages', () => {
    const world = createWorld({
      nodes: 3,
      options: { ...SMALL, checkQuorum: true, preVote: true },
      sync: { min: 0, max: ms(3) },
    });
    const checker = check(world);
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    const leader = world.leader()!;
    const away = (leader.id + 1) % 3;
    world.crash(away);
    for (let i = 0; i < 50; i++) {
      world.propose(leader.id, i);
      world.run(ms(10));
    }
    world.loss = 0.2;
    world.duplicate = 0.2;
    world.restart(away);
    world.run(60 * SECOND);
    world.loss = 0;
    world.run(5 * SECOND);
    expect(world.nodes[away].consensus.status().appliedIndex).toBe(world.leader()!.consensus.status().appliedIndex);
    expect(world.events.some(({ event }) => event.type === 'snapshot' && event.action === 'installed')).toBe(true);
    checker.checkLogs();
  });
});

describe('followers take snapshots on their own', () => {
  it('at their own pace, without the leader', () => {
    const follower = createReplica({ options: SMALL });
    const entries = Array.from({ length: 11 }, (_, i) => entry(i + 1, 1));
    follower.receive(1, append({ term: 1, entries, commit: 9 }));
    expect(follower.state.snapshot).toBeUndefined();
    follower.receive(1, heartbeat(1, { commit: 11, commitTerm: 1 }));
    expect(follower.state.snapshot?.index).toBe(11);
    expect(follower.state.log.baseIndex).toBe(7);
  });
});
