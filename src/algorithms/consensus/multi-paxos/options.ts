/**
 * What can be set on Multi-Paxos. Where an option means the same as in Raft it has Raft's name and default, so that one
 * scenario compares both.
 *
 * Combinations: `readMode: lease` makes acceptors ignore other proposers while they hear a leader, even without
 * `checkQuorum`, because a lease means nothing if they promise while it runs. With `electionTick` set, the election
 * timeout, the heartbeat interval and the quorum check all count ticks of that length from the start of the process.
 */
import type { Parameters, ParameterValues, Range } from '../../../core/parameters.ts';
import { MILLISECOND, type Micros, SECOND } from '../../../core/time.ts';
import type { QuorumSizes } from './quorum.ts';

export const READ_MODES = ['read-index', 'lease', 'log', 'stale'] as const;
export type ReadMode = (typeof READ_MODES)[number];

export const LEADER_PREFERENCES = ['none', 'voter-order'] as const;
export type LeaderPreference = (typeof LEADER_PREFERENCES)[number];

const MEBIBYTE = 1024 * 1024;

const range = (min: number, max: number): Range => ({ min: min * MILLISECOND, max: max * MILLISECOND });

export const multiPaxosOptions = {
  electionTimeout: {
    type: 'duration-range',
    doc: 'silence of the leader after which a replica begins a ballot of its own, drawn uniformly per attempt (ends included)',
    default: { min: SECOND, max: 2 * SECOND },
    source: 'as Raft here (etcd): 1000 ms, randomised in [1, 2) of it',
    swarm: [range(1000, 2000), range(150, 300), range(100, 200), range(300, 600)],
  },
  electionTick: {
    type: 'duration',
    doc: 'granularity of the clock that timeouts are counted in; 0 for a continuous one',
    default: 0,
    source: 'as Raft here',
    min: 0,
    swarm: [0, 10 * MILLISECOND, 50 * MILLISECOND],
  },
  heartbeatInterval: {
    type: 'duration',
    doc: 'time between the heartbeats of a leader',
    default: 100 * MILLISECOND,
    source: 'as Raft here (etcd)',
    min: 1,
    swarm: [100 * MILLISECOND, 50 * MILLISECOND, 20 * MILLISECOND],
  },
  preVote: {
    type: 'boolean',
    doc: 'ask whether a quorum would promise before raising the ballot, so that a replica that was cut off does not preempt the leader when it returns',
    default: true,
    source: 'Raft dissertation §9.6, for ballots',
    swarm: [true, false],
  },
  checkQuorum: {
    type: 'boolean',
    doc: 'a leader that hears from no quorum of phase 2 for a minimum election timeout steps down, and acceptors ignore other proposers while they hear a leader',
    default: true,
    source: 'Raft dissertation §6.2 and §4.2.3, for ballots',
    swarm: [true, false],
  },
  alpha: {
    type: 'integer',
    doc: 'slots that may be proposed for beyond the last that is known to be chosen; a new configuration decides from this many slots after its own on',
    default: 1024,
    source: 'Paxos Made Simple §3 (α, left open); Paxos Made Moderately Complex §2.1 (WINDOW)',
    min: 1,
    swarm: [1024, 1, 2, 5],
  },
  phase1Quorum: {
    type: 'integer',
    doc: 'acceptors that must promise before a proposer leads; 0 for a majority. After a change of the membership at least what |Q1| + |Q2| > n then demands',
    default: 0,
    source: 'Flexible Paxos (OPODIS 2016) §5; majorities in Paxos Made Simple §2.2',
    min: 0,
    swarm: [0, 2, 3, 4],
  },
  phase2Quorum: {
    type: 'integer',
    doc: 'acceptors that must accept a value for it to be chosen, at most all voters; 0 for a majority',
    default: 0,
    source: 'Flexible Paxos (OPODIS 2016) §5; majorities in Paxos Made Simple §2.2',
    min: 0,
    swarm: [0, 1, 2, 3],
  },
  readMode: {
    type: { oneOf: READ_MODES },
    doc: 'how reads are made linearizable: read-index asks a quorum, lease trusts clocks, log proposes a no-op; stale answers from any replica and is NOT linearizable (for teaching)',
    default: 'read-index',
    source: 'Raft dissertation §6.4; Paxos Made Live §5.2 (leases)',
    swarm: ['read-index', 'lease', 'log'],
  },
  leaseDriftBound: {
    type: 'ppm',
    doc: 'how far any clock may run fast or slow; shortens the lease',
    default: 500,
    source: 'RFC 5905: the largest frequency correction of NTP',
    min: 0,
    max: 500_000,
    swarm: [500, 100_000],
  },
  maxEntriesPerMessage: {
    type: 'integer',
    doc: 'slots that one message carries at most; a promise carries all that is not known to be chosen',
    default: 4096,
    source: 'as Raft here',
    min: 1,
    swarm: [4096, 1, 3],
  },
  maxBytesPerMessage: {
    type: 'size',
    doc: 'bytes of values that one message carries at most (always at least one value)',
    default: MEBIBYTE,
    source: 'as Raft here (etcd maxSizePerMsg)',
    min: 1,
    swarm: [MEBIBYTE, 300],
  },
  maxInflight: {
    type: 'integer',
    doc: 'accept requests that may be unanswered per acceptor',
    default: 512,
    source: 'as Raft here (etcd maxInflightMsgs = 4096 / 8)',
    min: 1,
    swarm: [512, 1, 3],
  },
  batchDelay: {
    type: 'duration',
    doc: 'how long a leader gathers proposals before it sends them; 0 sends each at once',
    default: 0,
    source: 'as Raft here (etcd sends at once)',
    min: 0,
    swarm: [0, 5 * MILLISECOND],
  },
  snapshotEvery: {
    type: 'integer',
    doc: 'applied slots between two snapshots',
    default: 100_000,
    source: 'as Raft here (etcd DefaultSnapshotCount)',
    min: 1,
    swarm: [100_000, 3, 10],
  },
  snapshotKeep: {
    type: 'integer',
    doc: 'slots kept before a snapshot, so that slow replicas learn them one by one',
    default: 5000,
    source: 'as Raft here (etcd DefaultSnapshotCatchUpEntries)',
    min: 0,
    swarm: [5000, 0, 2],
  },
  snapshotChunk: {
    type: 'size',
    doc: 'bytes of a snapshot that one message carries',
    default: MEBIBYTE,
    source: 'as Raft here (LogCabin soft RPC size limit)',
    min: 1,
    swarm: [MEBIBYTE, 100],
  },
  maxUncommittedBytes: {
    type: 'size',
    doc: 'bytes of proposals that may wait to be applied before the leader answers busy',
    default: 64 * MEBIBYTE,
    source: 'own: 64 maximal messages, as Raft here',
    min: 1,
    swarm: [64 * MEBIBYTE, 500],
  },
  transferTimeout: {
    type: 'duration',
    doc: 'after this long a leadership transfer is given up; 0 for the minimum election timeout',
    default: 0,
    source: 'Raft dissertation §3.10: about an election timeout',
    min: 0,
  },
  leaderPreference: {
    type: { oneOf: LEADER_PREFERENCES },
    doc: 'voter-order: the earlier a replica stands among the voters the rather it leads; a leader hands over to a caught-up replica before it. none: whoever wins leads',
    default: 'none',
    source: 'Raft dissertation §3.10 (preferred leaders)',
    swarm: ['none', 'voter-order'],
  },
  leaderPreferenceDelay: {
    type: 'duration',
    doc: 'how long a preferred replica must have been caught up before the leader hands over to it',
    default: 10 * SECOND,
    source: 'own: longer than several elections, so that a flapping replica does not get the lead',
    min: 1,
    swarm: [10 * SECOND, 200 * MILLISECOND],
  },
} satisfies Parameters;

/** The same, typed; durations in microseconds. */
export interface PaxosOptions extends QuorumSizes {
  readonly electionTimeout: Range;
  readonly electionTick: Micros;
  readonly heartbeatInterval: Micros;
  readonly preVote: boolean;
  readonly checkQuorum: boolean;
  readonly alpha: number;
  readonly readMode: ReadMode;
  /**
   * Of the minimum election timeout, what a lease may use: (1 − ε) / (1 + ε). With ticks a follower's timeout may be up
   * to a tick shorter, since the first tick may come at once.
   */
  readonly leaseDuration: Micros;
  readonly maxEntriesPerMessage: number;
  readonly maxBytesPerMessage: number;
  readonly maxInflight: number;
  readonly batchDelay: Micros;
  readonly snapshotEvery: number;
  readonly snapshotKeep: number;
  readonly snapshotChunk: number;
  readonly maxUncommittedBytes: number;
  readonly transferTimeout: Micros;
  readonly leaderPreference: LeaderPreference;
  readonly leaderPreferenceDelay: Micros;
}

/** Fills in defaults. Values are taken to have been validated against `multiPaxosOptions`. */
export function readOptions(values: ParameterValues): PaxosOptions {
  const value = <T>(name: keyof typeof multiPaxosOptions): T => (values[name] ?? multiPaxosOptions[name].default) as T;
  const electionTimeout = value<Range>('electionTimeout');
  const electionTick = value<Micros>('electionTick');
  const drift = value<number>('leaseDriftBound') / 1_000_000;
  const transferTimeout = value<Micros>('transferTimeout');
  return {
    electionTimeout,
    electionTick,
    heartbeatInterval: value('heartbeatInterval'),
    preVote: value('preVote'),
    checkQuorum: value('checkQuorum'),
    alpha: value('alpha'),
    phase1Quorum: value('phase1Quorum'),
    phase2Quorum: value('phase2Quorum'),
    readMode: value('readMode'),
    leaseDuration: Math.floor(((electionTimeout.min - electionTick) * (1 - drift)) / (1 + drift)),
    maxEntriesPerMessage: value('maxEntriesPerMessage'),
    maxBytesPerMessage: value('maxBytesPerMessage'),
    maxInflight: value('maxInflight'),
    batchDelay: value('batchDelay'),
    snapshotEvery: value('snapshotEvery'),
    snapshotKeep: value('snapshotKeep'),
    snapshotChunk: value('snapshotChunk'),
    maxUncommittedBytes: value('maxUncommittedBytes'),
    transferTimeout: transferTimeout > 0 ? transferTimeout : electionTimeout.min,
    leaderPreference: value('leaderPreference'),
    leaderPreferenceDelay: value('leaderPreferenceDelay'),
  };
}
