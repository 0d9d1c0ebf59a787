/** Reads and clients. */
import type { Mutant } from '../mutant.ts';

const ELECTION = 'algorithms/consensus/raft/election.ts';
const HEARTBEAT = 'algorithms/consensus/raft/heartbeat.ts';
const KEY_VALUE = 'algorithms/state-machine/key-value.ts';
const OPTIONS = 'algorithms/consensus/raft/options.ts';
const READS = 'algorithms/consensus/raft/reads.ts';
const TRANSFER = 'algorithms/consensus/raft/transfer.ts';

const STALE_READ = ['linearizability'];

export const reads: readonly Mutant[] = [
  {
    id: 'Q1',
    protocol: 'raft',
    wrong: 'the leader reads locally without asking a quorum',
    source: 'deventlab/d-engine#381; aphyr on etcd and Consul',
    properties: STALE_READ,
    pattern: 'isolate the leader, write elsewhere, read from it',
    decisions: 3,
    patches: [
      {
        file: READS,
        find: '    leadership.reads.push({ token, index: readIndex(raft, leadership), round: 0 });',
        replace: '    machine.readReady(token);',
      },
    ],
  },
  {
    id: 'Q2',
    protocol: 'raft',
    wrong: 'takes the read index before it has committed in its term',
    source: 'etcd-io/etcd#7331, RedisLabs/redisraft#22',
    properties: STALE_READ,
    pattern: 'write, change of leader, read right after it',
    decisions: 3,
    patches: [
      {
        file: READS,
        find: '  Math.max(raft.state.commitIndex, leadership.noopIndex);',
        replace: '  Math.min(raft.state.commitIndex, Math.max(raft.state.commitIndex, leadership.noopIndex));',
      },
    ],
  },
  {
    id: 'Q3',
    protocol: 'raft',
    wrong: 'credits the answer to an old heartbeat to the latest read',
    source: 'etcd-io/etcd#20418',
    properties: STALE_READ,
    pattern: 'hold the answer to a heartbeat, write elsewhere, read',
    decisions: 4,
    patches: [
      {
        file: HEARTBEAT,
        find: '  if (answer.round > peer.ackedRound) {\n    peer.ackedRound = answer.round;',
        replace: '  if (answer.round > 0) {\n    peer.ackedRound = raft.state.leadership!.round;',
      },
    ],
  },
  {
    id: 'Q4',
    protocol: 'raft',
    wrong: 'counts the lease from when the answer arrived, not from when the heartbeat was sent',
    source: 'etcd-io/etcd#6005, tikv/tikv#964, sofa-jraft#34, nebula#2723',
    properties: STALE_READ,
    pattern: 'late answers to heartbeats, write elsewhere, read',
    decisions: 4,
    patches: [
      {
        file: HEARTBEAT,
        find: '    peer.ackedRoundAt = answer.sentAt;',
        replace: '    peer.ackedRoundAt = raft.environment.now();',
      },
    ],
  },
  {
    id: 'Q4b',
    protocol: 'raft',
    wrong: 'a lease outlasts the election timeout of the followers',
    source: 'dissertation §6.4.1; tikv/tikv#964',
    properties: STALE_READ,
    pattern: 'isolate the leader, write elsewhere, read from it within its lease',
    decisions: 3,
    patches: [
      {
        file: OPTIONS,
        find: '    leaseDuration: Math.floor(((electionTimeout.min - electionTick) * (1 - drift)) / (1 + drift)),',
        replace: '    leaseDuration: 3 * electionTimeout.max + 0 * drift,',
      },
    ],
  },
  {
    id: 'Q4c',
    protocol: 'raft',
    wrong: 'followers vote while the lease of a leader runs',
    source: 'dissertation §4.2.3 and §6.4.1',
    properties: STALE_READ,
    pattern: 'one follower stands for election early, write there, read from the old leader',
    decisions: 3,
    patches: [
      {
        file: ELECTION,
        find: "(raft.options.checkQuorum || raft.options.readMode === 'lease') && hearsLeader(raft);",
        replace: "raft.options.checkQuorum && raft.options.readMode !== 'lease' && hearsLeader(raft);",
      },
    ],
  },
  {
    id: 'Q4d',
    protocol: 'raft',
    wrong: 'a leader keeps its lease while it hands over',
    source: 'dissertation §6.4.1 with §3.10',
    properties: STALE_READ,
    pattern: 'transfer the leadership, write at the new leader, read from the old one',
    decisions: 3,
    patches: [{ file: TRANSFER, find: '  leadership.leaseForfeited = true;\n', replace: '' }],
  },
  {
    id: 'Q5',
    protocol: 'raft',
    wrong: 'a retried command is carried out twice',
    source: 'CurvineIO/curvine#676',
    properties: ['session-exactly-once', 'linearizability'],
    pattern: 'lose the answer, retry',
    decisions: 2,
    patches: [
      {
        file: KEY_VALUE,
        find: "  if (admission.type === 'repeated') return admission.response;\n",
        replace: '',
      },
    ],
  },
];
