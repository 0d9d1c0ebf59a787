/** Disks, storage that answers later, snapshots. */
import type { Mutant } from '../mutant.ts';

const FOLLOW = 'algorithms/consensus/raft/follow.ts';
const KEY_VALUE = 'algorithms/state-machine/key-value.ts';
const PERSISTENCE = 'algorithms/consensus/raft/persistence.ts';
const REPLICATION = 'algorithms/consensus/raft/replication.ts';
const SETTLE = 'algorithms/consensus/raft/settle.ts';
const SNAPSHOT = 'algorithms/consensus/raft/snapshot.ts';

const LOST_ENTRY = [
  'leader-completeness',
  'state-machine-agreement',
  'durable-acknowledgement',
  'log-matching',
  'commit-quorum',
];

export const storage: readonly Mutant[] = [
  {
    id: 'D1',
    protocol: 'raft',
    wrong: 'a follower acknowledges before its disk has synced',
    source: 'Vanlightly raft-tlaplus RaftFsync.tla, yugabyte-db#23453',
    properties: LOST_ENTRY,
    pattern: 'power failure of a majority',
    decisions: 2,
    patches: [
      {
        file: FOLLOW,
        find: 'const index = Math.min(state.matchedIndex, state.stableIndex);',
        replace: 'const index = state.matchedIndex;',
      },
      {
        file: SETTLE,
        find: 'if (state.answerDue && state.matchedIndex <= state.stableIndex) answerAppends(raft);',
        replace: 'if (state.answerDue) answerAppends(raft);',
      },
    ],
  },
  {
    id: 'D2',
    protocol: 'raft',
    wrong: 'the leader counts itself before its own disk has synced',
    source: 'etcd-io/etcd#14370, RaftFsync.tla',
    properties: LOST_ENTRY,
    pattern: 'power failure of the leader, a single replica suffices',
    decisions: 2,
    patches: [
      {
        file: REPLICATION,
        find: '  saveEntries(raft, entries);\n',
        replace:
          '  saveEntries(raft, entries);\n' +
          '  leadership.progress.get(environment.self)!.match = index;\n' +
          '  advanceCommit(raft, leadership);\n',
      },
    ],
  },
  {
    id: 'D4',
    protocol: 'raft',
    wrong: 'the late answer of a sync marks entries as durable that replaced what it wrote',
    source: 'etcd-io/raft rawnode.go (ABA)',
    // Whoever lost what it had acknowledged is never sent it again.
    properties: [...LOST_ENTRY, 'liveness'],
    pattern: 'slow disk, leaders A, C, A',
    decisions: 4,
    patches: [
      {
        file: PERSISTENCE,
        find: '  for (const sync of state.syncs) sync.stableIndex = Math.min(sync.stableIndex, from - 1);\n',
        replace: '',
      },
    ],
  },
  {
    id: 'D6',
    protocol: 'raft',
    wrong: 'installing a snapshot keeps a conflicting tail',
    source: 'databendlabs/openraft#753',
    properties: LOST_ENTRY,
    pattern: 'a lagging former leader gets a snapshot',
    decisions: 3,
    patches: [
      {
        file: SNAPSHOT,
        find: '  resetLog(state.log, index, term);\n',
        replace:
          '  const tail = state.log.entries.filter((entry) => entry.index > index);\n' +
          '  resetLog(state.log, index, term);\n' +
          '  if (tail.length > 0 && tail[0].index === index + 1) state.log.entries.push(...tail);\n',
      },
    ],
  },
  {
    id: 'D7',
    protocol: 'raft',
    wrong: 'a chunk of a snapshot that is not the one due is dropped without an answer',
    source: 'camunda/camunda#10180, #10183',
    properties: ['liveness'],
    pattern: 'lose the answer to a chunk',
    decisions: 3,
    patches: [
      {
        file: SNAPSHOT,
        find: '  if (offset === expected) {\n',
        replace: '  if (offset !== expected) return;\n  if (offset === expected) {\n',
      },
    ],
  },
  {
    id: 'D9',
    protocol: 'raft',
    wrong: 'recovery keeps entries that later records replaced',
    source: 'own: the log on disk is records in which later ones supersede',
    properties: [...LOST_ENTRY, 'exception', 'halted'],
    pattern: 'truncate, crash, restart',
    decisions: 3,
    patches: [{ file: PERSISTENCE, find: '      truncate(log, first);\n', replace: '' }],
  },
  {
    id: 'D3',
    protocol: 'raft',
    wrong: 'on disk, the index of a snapshot is newer than its data',
    source: 'etcd-io/etcd#13766',
    properties: ['linearizability', 'session-exactly-once'],
    pattern: 'two snapshots, a restart, and a read there',
    decisions: 3,
    patches: [
      {
        file: PERSISTENCE,
        find: "    { kind: 'snapshot', snapshot, baseIndex: base.index, baseTerm: base.term, membership: snapshot.membership },",
        replace:
          "    { kind: 'snapshot', snapshot: { ...snapshot, data: (purpose === 'snapshot' && state.snapshot ? state.snapshot : snapshot).data }, baseIndex: base.index, baseTerm: base.term, membership: snapshot.membership },",
      },
    ],
  },
  {
    id: 'D11',
    protocol: 'raft',
    wrong: 'the values in a snapshot of the state machine change with it, the sessions do not',
    source: 'own: what `snapshot` hands out must not be changed by later entries',
    properties: ['linearizability', 'session-exactly-once'],
    pattern: 'entries behind a snapshot, then a follower that installs it',
    decisions: 3,
    patches: [
      { file: KEY_VALUE, find: '  state.shared = true;\n', replace: '' },
      {
        file: KEY_VALUE,
        find: '  return { data: { cells, sessions, contentBytes },',
        replace: '  return { data: { cells, sessions: copySessionTable(sessions), contentBytes },',
      },
    ],
  },
];
