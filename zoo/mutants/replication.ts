/** Replication and the commit rule. */
import type { Mutant } from '../mutant.ts';

const FOLLOW = 'algorithms/consensus/raft/follow.ts';
const LOG = 'algorithms/consensus/raft/log.ts';
const QUORUM = 'algorithms/consensus/raft/quorum.ts';
const REPLICATION = 'algorithms/consensus/raft/replication.ts';

const LOST_ENTRY = ['leader-completeness', 'state-machine-agreement', 'durable-acknowledgement', 'log-matching'];
const NO_QUORUM = [...LOST_ENTRY, 'commit-quorum'];

export const replication: readonly Mutant[] = [
  {
    id: 'R1',
    protocol: 'raft',
    wrong: 'commits entries of older terms by counting copies',
    source: 'logcabin/logcabin#44, bakwc/PySyncObj#169',
    properties: LOST_ENTRY,
    pattern: 'Figure 8: the lead goes S1, S5, S1, S5',
    decisions: 4,
    patches: [
      {
        file: REPLICATION,
        find: ' && termAt(state.log, index) === state.term) state.commitIndex',
        replace: ') state.commitIndex',
      },
    ],
  },
  {
    id: 'R2',
    protocol: 'raft',
    wrong: 'takes over the commit index of the leader even if it is lower',
    source: 'bakwc/PySyncObj#166',
    properties: ['monotonic-commit', 'monotonic-apply'],
    pattern: 'a new leader with a lower commit index',
    decisions: 1,
    patches: [
      {
        file: FOLLOW,
        find: 'if (index > raft.state.commitIndex) raft.state.commitIndex = index;',
        replace: 'raft.state.commitIndex = index;',
      },
    ],
  },
  {
    id: 'R4',
    protocol: 'raft',
    wrong: 'truncates after the previous entry although the entries match',
    source: 'zhebrak/raftos#26, akka-raft#66, openraft 9540c904, microsoft/CCF#5991',
    properties: [...NO_QUORUM, 'exception'],
    pattern: 'a delayed shorter append after a longer one',
    decisions: 3,
    patches: [
      {
        file: FOLLOW,
        find: '    if (index > state.commitIndex && termAt(log, index) !== term) break;',
        replace: '    if (index > state.commitIndex && (term > 0 || termAt(log, index) !== term)) break;',
      },
    ],
  },
  {
    id: 'R5',
    protocol: 'raft',
    wrong: 'acknowledges its own last index instead of what matched',
    source: 'microsoft/CCF#6001',
    properties: [...NO_QUORUM, 'exception'],
    pattern: 'a heartbeat reaches a follower with a divergent tail',
    decisions: 2,
    patches: [
      {
        file: FOLLOW,
        find: 'if (state.installing === undefined && termAt(state.log, commit) === commitTerm) commitUpTo(raft, commit);',
        replace:
          'if (state.installing === undefined && termAt(state.log, commit) === commitTerm) {\n' +
          '    commitUpTo(raft, commit);\n' +
          '    state.matchedIndex = Math.max(state.matchedIndex, lastIndex(state.log));\n' +
          '    state.answerDue = true;\n' +
          '  }',
      },
    ],
  },
  {
    id: 'R7',
    protocol: 'raft',
    wrong: 'moves the commit index on a heartbeat that matched nothing',
    source: 'willemt/raft#118.2',
    properties: NO_QUORUM,
    pattern: 'a deposed leader with a divergent tail is healed',
    decisions: 2,
    patches: [
      {
        file: FOLLOW,
        find: 'if (state.installing === undefined && termAt(state.log, commit) === commitTerm) commitUpTo(raft, commit);',
        replace:
          'if (state.installing === undefined) commitUpTo(raft, Math.min(commit, lastIndex(state.log)) + 0 * commitTerm);',
      },
    ],
  },
  {
    id: 'R7b',
    protocol: 'raft',
    wrong:
      'moves the commit index to the end of its own log, not of what matched; its leaders probe one entry at a time',
    source: 'Raft, Figure 2, AppendEntries step 5: "index of last new entry"',
    properties: NO_QUORUM,
    pattern: 'a deposed leader with a divergent tail catches up in pieces',
    decisions: 3,
    patches: [
      {
        file: FOLLOW,
        find: '  commitUpTo(raft, Math.min(message.commit, state.matchedIndex));',
        replace: '  commitUpTo(raft, Math.min(message.commit, lastIndex(state.log)));',
      },
      // Harmless by itself: the leader begins further back than it has to. Ours finds the very place where the logs part,
      // and then the first append that matches removes all of the tail.
      {
        file: REPLICATION,
        find: '    becomeProbe(peer, Math.min(answer.index, agreement + 1));',
        replace: '    becomeProbe(peer, Math.max(1, Math.min(answer.index, agreement) - 1));',
      },
    ],
  },
  {
    id: 'R7c',
    protocol: 'raft',
    wrong: 'does not compare the previous entry',
    source: 'Raft §5.3, consistency check',
    properties: LOST_ENTRY,
    pattern: 'a follower with a divergent tail gets entries behind it',
    decisions: 2,
    patches: [
      {
        file: FOLLOW,
        find: 'if (prevIndex > state.commitIndex && termAt(state.log, prevIndex) !== prevTerm) {',
        replace: 'if (prevIndex > lastIndex(state.log) && termAt(state.log, prevIndex) !== prevTerm) {',
      },
    ],
  },
  {
    id: 'R8',
    protocol: 'raft',
    wrong: 'commits the most frequent match index, not the median',
    source: 'ktoso/akka-raft#42',
    properties: NO_QUORUM,
    pattern: 'delay acknowledgements, elect another',
    decisions: 2,
    patches: [
      {
        file: QUORUM,
        find: '  return sorted[Math.floor(count / 2)];',
        replace:
          '  const values = sorted.slice(0, count);\n' +
          '  const copies = (value: number) => values.filter((other) => other === value).length;\n' +
          '  return values.reduce((best, value) => (copies(value) > copies(best) ? value : best));',
      },
    ],
  },
  {
    id: 'R9',
    protocol: 'raft',
    wrong: 'the vector of match indices loses its order',
    source: 'databendlabs/openraft#1802',
    properties: NO_QUORUM,
    pattern: 'acknowledgements in an uneven order, five voters',
    decisions: 2,
    patches: [
      {
        file: QUORUM,
        find: '    while (j > 0 && sorted[j - 1] < value) {',
        replace: '    if (j > 0 && sorted[j - 1] < value) {',
      },
    ],
  },
  {
    id: 'R12',
    protocol: 'raft',
    wrong: 'reads a compacted entry as a conflict and deletes the log',
    source: 'databendlabs/openraft#511',
    properties: [...LOST_ENTRY, 'monotonic-commit', 'exception', 'halted'],
    pattern: 'compaction, then an append that is resent',
    decisions: 2,
    patches: [
      {
        file: FOLLOW,
        find: '    if (index > state.commitIndex && termAt(log, index) !== term) break;',
        replace: '    if (termAt(log, index) !== term) break;',
      },
      {
        file: LOG,
        find: '  log.entries.length = from - log.baseIndex - 1;',
        replace: '  log.entries.length = Math.max(0, from - log.baseIndex - 1);',
      },
    ],
  },
  {
    id: 'R13',
    protocol: 'raft',
    wrong: 'the missing term of a compacted entry is 0',
    source: 'etcd-io/raft#31',
    properties: [...LOST_ENTRY, 'liveness', 'exception', 'halted'],
    pattern: 'a lagging follower, compaction, a refusal',
    decisions: 2,
    patches: [
      {
        file: LOG,
        find: '  return offset === -1 ? log.baseTerm : undefined;',
        replace: '  return offset === -1 ? log.baseTerm : 0;',
      },
    ],
  },
  {
    id: 'R14',
    protocol: 'raft',
    wrong: 'the commit rule stops at the first entry of an older term',
    source: 'zhebrak/raftos#30',
    properties: ['liveness'],
    pattern: 'a new leader with a tail of an older term',
    decisions: 2,
    patches: [
      {
        file: REPLICATION,
        find: 'termAt(state.log, index) === state.term) state.commitIndex = index;',
        replace: 'termAt(state.log, state.commitIndex + 1) === state.term) state.commitIndex = index;',
      },
    ],
  },
];
