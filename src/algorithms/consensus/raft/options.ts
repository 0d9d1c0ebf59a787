/**
 * What can be set on Raft, with etcd's server as the usual provenance.
 *
 * Combinations: `readMode: lease` keeps the vote rule of §4.2.3 on even without `checkQuorum`, because a lease means
 * nothing if followers vote while it runs (etcd refuses the combination). With `electionTick` set, the election
 * timeout, the heartbeat interval and the quorum check all count ticks of that length from the start of the process.
 */
import type { Parameters, ParameterValues, Range } from '../../../core/parameters.ts';
import { MILLISECOND, type Micros, SECOND } from '../../../core/time.ts';

export const READ_MODES = ['read-index', 'lease', 'log', 'stale'] as const;
export type ReadMode = (typeof READ_MODES)[number];

export const LEADER_PREFERENCES = ['none', 'voter-order'] as const;
export type LeaderPreference = (typeof LEADER_PREFERENCES)[number];

const MEBIBYTE = 1024 * 1024;

const range = (min: number, max: number): Range => ({ min: min * MILLISECOND, max: max * MILLISECOND });

export const raftOptions = {
  electionTimeout: {
    type: 'duration-range',
    doc: 'silence of the leader after which a follower stands for election, drawn uniformly per attempt (ends included)',
    default: { min: SECOND, max: 2 * SECOND },
    source: 'etcd: 1000 ms, randomised in [1, 2) of it',
    swarm: [range(1000, 2000), range(150, 300), range(100, 200), range(300, 600)],
  },
  electionTick: {
    type: 'duration',
    doc: 'granularity of the clock that timeouts are counted in; 0 for a continuous one. With 100ms and an electionTimeout of 1s..1.9s the timeout is 10..19 whole ticks, as in etcd',
    default: 0,
    source: 'Raft paper §5.2 (continuous)',
    min: 0,
    swarm: [0, 10 * MILLISECOND, 50 * MILLISECOND],
  },
  heartbeatInterval: {
    type: 'duration',
    doc: 'time between the heartbeats of a leader',
    default: 100 * MILLISECOND,
    source: 'etcd',
    min: 1,
    swarm: [100 * MILLISECOND, 50 * MILLISECOND, 20 * MILLISECOND],
  },
  preVote: {
    type: 'boolean',
    doc: 'ask whether an election could be won before raising the term, so that a replica that was cut off does not depose the leader when it returns',
    default: true,
    source: 'dissertation §9.6; on by default since etcd 3.5',
    swarm: [true, false],
  },
  checkQuorum: {
    type: 'boolean',
    doc: 'a leader that hears from no majority for a minimum election timeout steps down, and votes are refused to others while a leader is heard',
    default: true,
    source: 'dissertation §6.2 and §4.2.3; always on in etcd',
    swarm: [true, false],
  },
  readMode: {
    type: { oneOf: READ_MODES },
    doc: 'how reads are made linearizable: read-index asks a majority, lease trusts clocks, log appends an entry; stale answers from any replica and is NOT linearizable (for teaching)',
    default: 'read-index',
    source: 'dissertation §6.4; etcd ReadOnlySafe',
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
    doc: 'entries that one AppendEntries carries at most',
    default: 4096,
    source: 'own: etcd bounds bytes only',
    min: 1,
    swarm: [4096, 1, 3],
  },
  maxBytesPerMessage: {
    type: 'size',
    doc: 'bytes of entries that one AppendEntries carries at most (always at least one entry)',
    default: MEBIBYTE,
    source: 'etcd maxSizePerMsg',
    min: 1,
    swarm: [MEBIBYTE, 300],
  },
  maxInflight: {
    type: 'integer',
    doc: 'AppendEntries with entries that may be unanswered per follower',
    default: 512,
    source: 'etcd maxInflightMsgs = 4096 / 8',
    min: 1,
    swarm: [512, 1, 3],
  },
  batchDelay: {
    type: 'duration',
    doc: 'how long a leader gathers proposals before it sends them; 0 sends each at once',
    default: 0,
    source: 'etcd sends at once',
    min: 0,
    swarm: [0, 5 * MILLISECOND],
  },
  snapshotEvery: {
    type: 'integer',
    doc: 'applied entries between two snapshots',
    default: 100_000,
    source: 'etcd DefaultSnapshotCount',
    min: 1,
    swarm: [100_000, 3, 10],
  },
  snapshotKeep: {
    type: 'integer',
    doc: 'entries kept before a snapshot, so that slow followers catch up from the log',
    default: 5000,
    source: 'etcd DefaultSnapshotCatchUpEntries',
    min: 0,
    swarm: [5000, 0, 2],
  },
  snapshotChunk: {
    type: 'size',
    doc: 'bytes of a snapshot that one InstallSnapshot carries',
    default: MEBIBYTE,
    source: 'LogCabin soft RPC size limit',
    min: 1,
    swarm: [MEBIBYTE, 100],
  },
  maxUncommittedBytes: {
    type: 'size',
    doc: 'bytes of proposals that may wait for their commit before the leader answers busy',
    default: 64 * MEBIBYTE,
    source: 'own: etcd/raft MaxUncommittedEntriesSize is unlimited unless set; 64 maximal messages',
    min: 1,
    swarm: [64 * MEBIBYTE, 500],
  },
  transferTimeout: {
    type: 'duration',
    doc: 'after this long a leadership transfer is given up; 0 for the minimum election timeout',
    default: 0,
    source: 'dissertation §3.10: about an election timeout',
    min: 0,
  },
  leaderPreference: {
    type: { oneOf: LEADER_PREFERENCES },
    doc: 'voter-order: the earlier a replica stands among the voters the rather it leads; a leader hands over to a caught-up replica before it. none: whoever wins leads',
    default: 'none',
    source: 'dissertation §3.10 (preferred leaders)',
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
export interface RaftOptions {
  readonly electionTimeout: Range;
  readonly electionTick: Micros;
  readonly heartbeatInterval: Micros;
  readonly preVote: boolean;
  readonly checkQuorum: boolean;
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

/** Fills in defaults. Values are taken to have been validated against `raftOptions`. */
export function readOptions(values: ParameterValues): RaftOptions {
  const value = <T>(name: keyof typeof raftOptions): T => (values[name] ?? raftOptions[name].default) as T;
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
