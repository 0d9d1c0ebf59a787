/** Snapshots and compaction: taken, sent in chunks to whoever asks, installed; what is accepted beyond them stays. */
import { describe, expect, it } from 'vitest';
import type { SnapshotChunk } from '../../../../src/algorithms/consensus/multi-paxos/messages.ts';
import { SECOND } from '../../../../src/core/time.ts';
import { createCheckedWorld } from './checker.ts';
import {
  accept,
  ballot,
  createReplica,
  heartbeat,
  type LoneReplica,
  membership,
  ms,
  PAPER,
  prepare,
  value,
} from './lone-replica.ts';

const SMALL = { ...PAPER, snapshotEvery: 10, snapshotKeep: 4, snapshotChunk: 400 };
const b1 = ballot(1);

/** A follower that knows `count` slots to be chosen. */
function follower(count: number, plan: Parameters<typeof createReplica>[0] = {}): LoneReplica {
  const replica = createReplica({ options: SMALL, ...plan });
  for (let slot = 1; slot <= count; slot++) {
    replica.receive(1, accept(b1, [value(slot, b1)], slot - 1));
    replica.sync(true);
  }
  replica.receive(1, heartbeat(b1, count));
  replica.sync(true);
  return replica;
}

const state = (length: number) => Array.from({ length }, (_, i) => ({ slot: i + 1, origin: b1, data: `s${i + 1}` }));

const chunk = (fields: Partial<SnapshotChunk> = {}): SnapshotChunk => ({
  kind: 'multi-paxos/snapshot',
  term: b1,
  index: 8,
  origin: b1,
  configurations: [{ index: 0, from: 1, membership: membership([0, 1, 2]) }],
  offset: 0,
  length: 1000,
  total: 1000,
  data: state(8),
  ...fields,
});

describe('taking a snapshot', () => {
  it('every so many slots the state is saved and what it covers is dropped, but for the last few', () => {
    const replica = follower(12);
    expect(replica.state.snapshot).toMatchObject({ index: 10, origin: b1 });
    expect(replica.state.slots).toMatchObject({ base: 6, baseOrigin: b1 });
    expect(replica.events).toContainEqual({ type: 'compacted', index: 6 });
    expect(replica.records[0].kind).toBe('snapshot');
  });

  it('a restart begins from it and takes the rest from what was accepted', () => {
    const before = follower(12);
    const after = createReplica({ options: SMALL, recovered: { integrity: 'clean', records: before.records } });
    expect(after.consensus.status()).toMatchObject({ term: b1, lastIndex: 12 });
    after.receive(1, heartbeat(b1, 12));
    expect(after.applied).toEqual(before.applied);
  });

  it('if it cannot be saved, nothing goes (D5)', () => {
    const replica = follower(9, { manualSync: true });
    replica.receive(1, accept(b1, [value(10, b1)], 9));
    replica.sync(true);
    replica.receive(1, heartbeat(b1, 10));
    expect(replica.state.saving?.index).toBe(10);
    replica.failSync('full');
    expect(replica.halted).toBeUndefined();
    expect(replica.state).toMatchObject({ snapshot: undefined, saving: undefined, slots: { base: 0 } });
    expect(replica.state.nextSnapshotIndex).toBe(20);
  });

  it('keeps what is accepted and not known to be chosen, and the promise', () => {
    const replica = createReplica({ options: { ...SMALL, snapshotKeep: 0 } });
    replica.receive(
      1,
      accept(
        b1,
        Array.from({ length: 10 }, (_, i) => value(i + 1, b1)),
      ),
    );
    replica.receive(1, accept(b1, [value(12, b1, 'beyond')]));
    replica.receive(2, prepare(ballot(2, 2)));
    replica.receive(
      2,
      accept(
        ballot(2, 2),
        Array.from({ length: 10 }, (_, i) => value(i + 1, b1)),
        0,
      ),
    );
    replica.receive(2, heartbeat(ballot(2, 2), 10));
    expect(replica.state.slots.base).toBe(10);
    const after = createReplica({ options: SMALL, recovered: { integrity: 'clean', records: replica.records } });
    expect(after.state.ballot).toBe(ballot(2, 2));
    after.receive(2, prepare(ballot(2, 2), 10));
    expect(after.sent('promise')).toMatchObject([{ commit: 10, ballots: [b1], values: [{ slot: 12 }] }]);
  });
});

describe('sending and installing', () => {
  it('whoever asks for compacted slots gets the snapshot, a chunk for each request', () => {
    const replica = follower(12);
    const ask = (snapshot: number, offset: number) => {
      replica.receive(2, { kind: 'multi-paxos/learn', term: b1, commit: 3, snapshot, offset });
      return replica.sent('snapshot')[0];
    };
    expect(ask(0, 0)).toMatchObject({ to: 2, index: 10, offset: 0, length: 400, total: 1000, data: undefined });
    expect(ask(10, 400)).toMatchObject({ offset: 400, length: 400 });
    expect(ask(10, 800)).toMatchObject({ offset: 800, length: 200, data: expect.anything() });
    // One of a slot that it does not have, begins anew.
    expect(ask(5, 400)).toMatchObject({ index: 10, offset: 0 });
    const sent = replica.events.filter((event) => event.type === 'snapshot' && event.action === 'sent');
    expect(sent).toHaveLength(2);
  });

  it('chunks are taken in order, each asked for; others are ignored (D7)', () => {
    const replica = createReplica({ options: SMALL });
    replica.receive(1, chunk({ length: 400, data: undefined }));
    expect(replica.sent('learn')).toMatchObject([{ to: 1, snapshot: 8, offset: 400 }]);
    replica.receive(1, chunk({ length: 400, data: undefined }));
    replica.receive(1, chunk({ offset: 800, length: 200 }));
    expect(replica.sent('learn')).toEqual([]);
    replica.receive(1, chunk({ offset: 400, length: 600 }));
    expect(replica.applied).toEqual(state(8));
    expect(replica.consensus.status()).toMatchObject({ commitIndex: 8, appliedIndex: 8 });
  });

  it('shows only when it is durable, and never if the disk refuses it', () => {
    const replica = createReplica({ options: SMALL, manualSync: true });
    replica.receive(1, chunk());
    replica.sync();
    expect(replica.state.commitIndex).toBe(0);
    replica.failSync('full');
    expect(replica.state).toMatchObject({ installing: undefined, commitIndex: 0 });
    expect(replica.halted).toBeUndefined();
  });

  it('what was accepted beyond it stays, in memory and on disk: it may be chosen', () => {
    const replica = createReplica({ options: SMALL });
    replica.receive(1, accept(b1, [value(9, b1), value(11, b1)]));
    replica.receive(1, chunk());
    expect(replica.state).toMatchObject({ received: 9, durable: 9, lastInBallot: 11 });
    const after = createReplica({ options: SMALL, recovered: { integrity: 'clean', records: replica.records } });
    after.receive(2, prepare(ballot(2, 2), 8));
    expect(after.sent('promise')[0].values.map(({ slot }) => slot)).toEqual([9, 11]);
  });

  it('one that says nothing new is not installed', () => {
    const replica = follower(9);
    replica.receive(1, chunk());
    expect(replica.state.installing).toBeUndefined();
    expect(replica.consensus.status().appliedIndex).toBe(9);
  });

  it('carries the configurations in force and to come', () => {
    const replica = createReplica({ self: 3, voters: [0, 1, 2], options: SMALL });
    const configurations = [
      { index: 0, from: 1, membership: membership([0, 1, 2]) },
      { index: 7, from: 10, membership: membership([0, 1, 3]) },
    ];
    replica.receive(1, chunk({ configurations }));
    expect(replica.consensus.status().membership).toEqual(membership([0, 1, 3], [0, 1, 2]));
    expect(replica.state.snapshot?.configurations).toEqual(configurations);
  });

  it('a replica far behind catches up, also before it leads', () => {
    const { world, checker } = createCheckedWorld({ nodes: 3, options: { ...SMALL, snapshotKeep: 1, preVote: true } });
    world.runUntil(() => world.leader() !== undefined, 10 * SECOND);
    const leader = world.leader()!.id;
    const [away, other] = [0, 1, 2].filter((id) => id !== leader);
    world.crash(away);
    for (let i = 0; i < 40; i++) world.propose(leader, i);
    world.run(SECOND);
    // The one that knows nothing and the one that knows everything remain: either may come to lead.
    world.crash(leader);
    world.restart(away);
    world.cut(away, other);
    world.run(100 * ms(1));
    world.heal();
    world.run(10 * SECOND);
    world.propose(world.leader()!.id, 'last');
    world.run(SECOND);
    expect(world.nodes[away].applied.at(-1)?.data).toBe('last');
    expect(world.events.some(({ event }) => event.type === 'snapshot' && event.action === 'installed')).toBe(true);
    checker.checkLogs();
  });
});
