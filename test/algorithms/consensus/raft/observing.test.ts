/** What a replica tells observers of its log, when its promises are told, and what it says it waits for. */
import { describe, expect, it } from 'vitest';
import type { LogObserver } from '../../../../src/algorithms/consensus/consensus.ts';
import type { InstallSnapshot } from '../../../../src/algorithms/consensus/raft/messages.ts';
import type { ProtocolEvent } from '../../../../src/algorithms/protocol-event.ts';
import {
  append,
  createReplica,
  entry,
  heartbeat,
  type LoneReplica,
  logOf,
  ms,
  PAPER,
  type ReplicaPlan,
  requestVote,
  vote,
} from './lone-replica.ts';

/** What an observer was told, in order. */
function observed(plan: ReplicaPlan = {}) {
  const told: string[] = [];
  const log: LogObserver = {
    appended: (index, term, command) =>
      void told.push(`+${index}/${term}${command === undefined ? '' : ` ${command.data}`}`),
    truncated: (from) => void told.push(`cut ${from}`),
    committed: (index) => void told.push(`commit ${index}`),
  };
  return { replica: createReplica({ ...plan, log }), told: () => told.splice(0) };
}
const snapshot = (index: number, indexTerm: number, term: number): InstallSnapshot => ({
  kind: 'raft/install-snapshot',
  term,
  index,
  indexTerm,
  membership: { voters: [0, 1, 2], outgoing: [], learners: [] },
  offset: 0,
  length: 10,
  total: 10,
  data: [],
});
const promises = ({ events }: LoneReplica): ProtocolEvent[] => events.filter(({ type }) => type === 'promise');

describe('observers of a log', () => {
  it('are told what a leader appends and commits', () => {
    const { replica, told } = observed();
    replica.lead();
    replica.consensus.propose({ data: 'x', bytes: 1 });
    replica.acknowledge(1);
    expect(told()).toEqual(['cut 1', '+1/1', '+2/1 x', 'commit 2']);
  });

  it('are told what a follower appends, cuts and commits, and nothing of what it had', () => {
    const { replica, told } = observed();
    replica.receive(1, append({ entries: [entry(1, 1, 'a'), entry(2, 1, 'b')] }));
    expect(told()).toEqual(['cut 1', '+1/1 a', '+2/1 b']);
    replica.receive(1, append({ entries: [entry(1, 1, 'a'), entry(2, 1, 'b')], commit: 1 }));
    expect(told()).toEqual(['commit 1']);
    replica.receive(2, append({ term: 2, prevIndex: 1, prevTerm: 1, entries: [entry(2, 2, 'c')], commit: 2 }));
    expect(told()).toEqual(['cut 2', '+2/2 c', 'commit 2']);
  });

  it('are told the log anew when a life begins, and when a snapshot replaces it', () => {
    const { replica, told } = observed({ recovered: logOf([1, 1, 3]) });
    expect(told()).toEqual(['cut 1', '+1/1 1/1', '+2/1 2/1', '+3/3 3/3']);
    replica.receive(1, snapshot(8, 4, 5));
    expect(told()).toEqual(['cut 9', 'commit 8']);
    const after = observed({ recovered: { integrity: 'clean', records: replica.records } });
    expect(after.told()).toEqual(['cut 9', 'commit 8']);
  });

  it('of memberships learn which count when a life begins', () => {
    const told = createReplica().events.filter(({ type }) => type === 'membership');
    expect(told).toMatchObject([{ index: 0, committed: true, membership: { voters: [0, 1, 2] } }]);
  });
});

describe('a promise', () => {
  it('is told when the vote leaves, not before it is durable', () => {
    const replica = createReplica({ manualSync: true });
    replica.receive(1, requestVote(3));
    expect(promises(replica)).toEqual([]);
    replica.sync(true);
    expect(promises(replica)).toEqual([{ type: 'promise', term: 3, proposer: 1 }]);
    replica.receive(1, requestVote(3));
    replica.receive(2, requestVote(3));
    expect(promises(replica)).toHaveLength(2);
  });

  it('of a candidate to itself is one, and one of a term that is over none', () => {
    const replica = createReplica({ manualSync: true });
    replica.pass(ms(3000));
    replica.receive(1, heartbeat(9));
    replica.sync(true);
    expect(promises(replica)).toEqual([]);
    const other = createReplica();
    other.pass(ms(2000));
    expect(promises(other)[0]).toEqual({ type: 'promise', term: 1, proposer: 0 });
  });
});

describe('what a replica waits for', () => {
  const awaited = ({ consensus }: LoneReplica) => consensus.awaiting?.();

  it('as a follower', () => {
    const replica = createReplica({ manualSync: true });
    expect(awaited(replica)).toBe('a leader, or its election timeout');
    replica.receive(1, append({ entries: [entry(1, 1)] }));
    expect(awaited(replica)).toBe('its disk: entries up to index 1');
    replica.sync(true);
    expect(awaited(replica)).toBeUndefined();
    replica.now += ms(1500);
    expect(awaited(replica)).toBe('a message of leader 1');
    replica.receive(1, { ...snapshot(8, 1, 1), length: 4 });
    expect(awaited(replica)).toBe('byte 4 of the snapshot up to index 8');
    replica.receive(1, { ...snapshot(8, 1, 1), offset: 4, length: 6 });
    expect(awaited(replica)).toBe('its disk: the snapshot up to index 8');
  });

  it('as a candidate', () => {
    const replica = createReplica({ voters: [0, 1, 2, 3, 4], options: { ...PAPER, preVote: true }, manualSync: true });
    replica.pass(ms(2000));
    expect(awaited(replica)).toBe('pre-votes for term 1: has 0; needs 2 of 1, 2, 3, 4');
    for (const peer of [1, 2]) {
      replica.receive(peer, { kind: 'raft/pre-vote-response', term: 0, nextTerm: 1, granted: true });
    }
    expect(awaited(replica)).toBe('its disk: its own vote of term 1');
    replica.sync(true);
    replica.receive(3, vote(1));
    expect(awaited(replica)).toBe('votes of term 1: has 0, 3; needs 1 of 1, 2, 4');
  });

  it('as a leader', () => {
    const replica = createReplica().lead();
    expect(awaited(replica)).toBe('acknowledgements of index 1: has 0; needs 1 of 1, 2');
    replica.acknowledge(1);
    expect(awaited(replica)).toBeUndefined();
    replica.consensus.read(1);
    expect(awaited(replica)).toBe('answers to heartbeat round 1: has 0; needs 1 of 1, 2');
    replica.consensus.changeMembership({ type: 'replace', voters: [0, 3, 4], learners: [] });
    expect(awaited(replica)).toBe('acknowledgements of index 2: has 0; needs 1 of 3, 4 and needs 1 of 1, 2');
    replica.consensus.transferLeadership(1);
    expect(awaited(replica)).toBe('process 1, to which it hands over');
  });

  it('outside the membership', () => {
    expect(awaited(createReplica({ self: 7 }))).toBe('a leader: it is no voter and cannot stand itself');
  });
});
