/** Elections, and what has to be durable for them. */
import type { Mutant } from '../mutant.ts';

const ELECTION = 'algorithms/consensus/raft/election.ts';
const LOG = 'algorithms/consensus/raft/log.ts';
const PERSISTENCE = 'algorithms/consensus/raft/persistence.ts';
const QUORUM = 'algorithms/consensus/raft/quorum.ts';
const RAFT = 'algorithms/consensus/raft/raft.ts';
const ROLES = 'algorithms/consensus/raft/roles.ts';
const SNAPSHOT = 'algorithms/consensus/raft/snapshot.ts';

const TWO_LEADERS = ['election-safety', 'one-vote-per-term'];
const LOST_ENTRY = ['leader-completeness', 'state-machine-agreement', 'durable-acknowledgement', 'log-matching'];

export const elections: readonly Mutant[] = [
  {
    id: 'E1',
    protocol: 'raft',
    wrong: 'counts vote messages, not voters',
    source: 'ktoso/akka-raft#45',
    properties: [...TWO_LEADERS, ...LOST_ENTRY],
    pattern: 'duplicate one vote while five voters split',
    decisions: 2,
    patches: [
      {
        file: ELECTION,
        find: 'if (state.votes.get(from) !== true) state.votes.set(from, granted);',
        replace:
          'const { voters } = currentMembership(state);\n' +
          '  state.votes.set((granted ? voters.find((id) => state.votes.get(id) !== true) : from) ?? from, granted);',
      },
    ],
  },
  {
    id: 'E2',
    protocol: 'raft',
    wrong: 'a candidate accepts a vote of an older term',
    source: 'ktoso/akka-raft#46, xnnyygn/xraft#33',
    properties: TWO_LEADERS,
    pattern: 'delay a vote over two candidacies',
    decisions: 3,
    patches: [
      {
        file: RAFT,
        find: "    case 'raft/request-vote':\n      return true;",
        replace: "    case 'raft/request-vote':\n    case 'raft/vote-response':\n      return true;",
      },
    ],
  },
  {
    id: 'E3',
    protocol: 'raft',
    wrong: 'forgets its vote when it steps down within a term',
    source: 'ktoso/akka-raft#56',
    properties: TWO_LEADERS,
    pattern: 'an append of the term, then a late request for a vote of the same term',
    decisions: 2,
    patches: [
      {
        file: ROLES,
        find: '  if (newTerm) enterTerm(raft, term, undefined);',
        replace: '  if (newTerm) enterTerm(raft, term, undefined);\n  else state.votedFor = undefined;',
      },
    ],
  },
  {
    id: 'E4',
    protocol: 'raft',
    wrong: 'keeps term and vote in memory only',
    source: 'ktoso/akka-raft#62, tikv/tikv#3572',
    properties: [...TWO_LEADERS, 'monotonic-term'],
    pattern: 'crash and restart between two requests for a vote of one term',
    decisions: 2,
    patches: [
      {
        file: PERSISTENCE,
        find: "  environment.storage.append({ kind: 'hard-state', term: state.term, votedFor: state.votedFor }, HARD_STATE_BYTES);\n",
        replace: '',
      },
    ],
  },
  {
    id: 'E4b',
    protocol: 'raft',
    wrong: 'sends a vote before it is durable',
    source: 'Raft, Figure 2: "updated on stable storage before responding to RPCs"',
    properties: [...TWO_LEADERS, 'monotonic-term'],
    pattern: 'crash and restart between two requests for a vote of one term',
    decisions: 2,
    patches: [
      {
        file: ELECTION,
        find: '  sendWhenDurable(raft, from, ',
        replace: '  environment.send(from, ',
      },
    ],
  },
  {
    id: 'E4c',
    protocol: 'raft',
    wrong: 'recovers the term but not the vote',
    source: 'Raft, Figure 2: votedFor is persistent state',
    properties: TWO_LEADERS,
    pattern: 'crash and restart between two requests for a vote of one term',
    decisions: 2,
    patches: [{ file: PERSISTENCE, find: '      state.votedFor = record.votedFor;\n', replace: '' }],
  },
  {
    id: 'E6',
    protocol: 'raft',
    wrong: 'votes without comparing logs',
    source: 'hydro-project/hydro#3082',
    properties: LOST_ENTRY,
    pattern: 'a lagging replica wins after the heal',
    decisions: 2,
    patches: [
      {
        file: LOG,
        find: 'return term > ownTerm || (term === ownTerm && index >= lastIndex(log));',
        replace: 'return term >= ownTerm || index >= 0;',
      },
    ],
  },
  {
    id: 'E6b',
    protocol: 'raft',
    wrong: 'compares the lengths of logs, not their last terms',
    source: 'Raft §5.4.1',
    properties: LOST_ENTRY,
    pattern: 'a deposed leader with a long uncommitted tail wins after the heal',
    decisions: 4,
    patches: [
      {
        file: LOG,
        find: 'return term > ownTerm || (term === ownTerm && index >= lastIndex(log));',
        replace: 'return index >= lastIndex(log) && (term >= ownTerm || index >= 0);',
      },
    ],
  },
  {
    id: 'E6c',
    protocol: 'raft',
    wrong: 'compares the last terms of logs, not their lengths',
    source: 'Raft §5.4.1',
    properties: LOST_ENTRY,
    pattern: 'a lagging replica of the same term wins after the heal',
    decisions: 3,
    patches: [
      {
        file: LOG,
        find: 'return term > ownTerm || (term === ownTerm && index >= lastIndex(log));',
        replace: 'return term > ownTerm || (term === ownTerm && index >= 0);',
      },
    ],
  },
  {
    id: 'E8',
    protocol: 'raft',
    wrong: 'wins with half of the votes, rounded down',
    source: 'hydro-project/hydro#3082; DSLabs IncorrectSingleInstancePaxos',
    properties: [...TWO_LEADERS, ...LOST_ENTRY],
    pattern: 'one of three, or an even split',
    decisions: 1,
    patches: [
      {
        file: QUORUM,
        find: 'const needed = Math.floor(voters.length / 2) + 1;',
        replace: 'const needed = Math.max(1, Math.floor(voters.length / 2));',
      },
    ],
  },
  {
    id: 'E8b',
    protocol: 'raft',
    wrong: 'commits with half of an even number of voters',
    source: 'hydro-project/hydro#3082',
    properties: [...LOST_ENTRY, 'commit-quorum'],
    pattern: 'an even split of four',
    decisions: 2,
    patches: [
      {
        file: QUORUM,
        find: 'return sorted[Math.floor(count / 2)];',
        replace: 'return sorted[Math.floor((count - 1) / 2)];',
      },
    ],
  },
  {
    id: 'E9',
    protocol: 'raft',
    wrong: 'a candidate takes entries from a leader of a lower term',
    source: 'vesoft-inc/nebula#685',
    properties: LOST_ENTRY,
    pattern: 'a candidate with many timeouts hears a leader of a lower term',
    decisions: 3,
    patches: [
      {
        file: RAFT,
        find: "    case 'raft/append':\n    case 'raft/heartbeat':\n    case 'raft/install-snapshot':\n",
        replace:
          "    case 'raft/append':\n      if (state.role !== 'leader') return true;\n    case 'raft/heartbeat':\n    case 'raft/install-snapshot':\n",
      },
    ],
  },
  {
    id: 'E10',
    protocol: 'raft',
    wrong: 'loading a snapshot overwrites a newer term',
    source: 'willemt/raft#118.4',
    properties: ['monotonic-term', ...TWO_LEADERS],
    pattern: 'a partition, then a snapshot',
    decisions: 3,
    patches: [
      {
        file: SNAPSHOT,
        find: '  state.installing = undefined;\n  state.snapshot = snapshot;\n',
        replace: '  state.installing = undefined;\n  state.snapshot = snapshot;\n  state.term = term;\n',
      },
    ],
  },
  {
    id: 'M7',
    protocol: 'raft',
    wrong: 'a replica without entries does not save term and vote',
    source: 'tikv/tikv#3572, #9579',
    properties: [...TWO_LEADERS, 'monotonic-term'],
    pattern: 'crash and restart between two requests for a vote of the first term',
    decisions: 2,
    patches: [
      {
        file: PERSISTENCE,
        find: "  environment.storage.append({ kind: 'hard-state', term: state.term, votedFor: state.votedFor }, HARD_STATE_BYTES);\n",
        replace:
          '  if (lastIndex(state.log) > 0)\n' +
          "    environment.storage.append({ kind: 'hard-state', term: state.term, votedFor: state.votedFor }, HARD_STATE_BYTES);\n",
      },
    ],
  },
];
