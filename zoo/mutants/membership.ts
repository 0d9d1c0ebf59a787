/** Changes of the membership. */
import type { Mutant } from '../mutant.ts';

const FOLLOW = 'algorithms/consensus/raft/follow.ts';
const MEMBERSHIP = 'algorithms/consensus/raft/membership.ts';
const REPLICATION = 'algorithms/consensus/raft/replication.ts';
const SETTLE = 'algorithms/consensus/raft/settle.ts';

const TWO_QUORUMS = [
  'quorum-intersection',
  'election-safety',
  'leader-completeness',
  'state-machine-agreement',
  'durable-acknowledgement',
  'log-matching',
  'commit-quorum',
];

export const membership: readonly Mutant[] = [
  {
    id: 'M1',
    protocol: 'raft',
    wrong: 'a new leader changes the membership before it has committed in its term',
    source: 'raft-dev 2015-07-10; IncludeThesisBug in RaftWithReconfigAddRemove.tla',
    properties: TWO_QUORUMS,
    pattern: 'four servers, two leaders add and remove in turn',
    decisions: 4,
    patches: [
      {
        file: MEMBERSHIP,
        find: '    !isJoint(current.membership) &&\n    termAt(state.log, state.commitIndex) === state.term\n',
        replace: '    !isJoint(current.membership) && termAt(state.log, state.commitIndex) !== undefined\n',
      },
    ],
  },
  {
    id: 'M2',
    protocol: 'raft',
    wrong: 'a configuration takes effect when it is committed, and changes may overlap',
    source: 'etcd-io/etcd#11284, #7625',
    properties: TWO_QUORUMS,
    pattern: 'remove C, remove B, B and C lag',
    decisions: 3,
    patches: [
      {
        file: MEMBERSHIP,
        find: '  state.configurations[state.configurations.length - 1];',
        replace: '  state.configurations[0];',
      },
      {
        file: REPLICATION,
        find: 'const { voters, outgoing } = state.configurations[state.configurations.length - 1].membership;',
        replace: 'const { voters, outgoing } = state.configurations[0].membership;',
      },
    ],
  },
  {
    id: 'M3',
    protocol: 'raft',
    wrong: 'swaps several servers without a joint phase',
    source: 'Raft §6; etcd-io/raft#372',
    properties: TWO_QUORUMS,
    pattern: 'one replace with disjoint majorities',
    decisions: 1,
    patches: [
      {
        file: MEMBERSHIP,
        find: 'return { voters, outgoing: current.voters, learners };',
        replace: 'return { voters, outgoing: [], learners };',
      },
    ],
  },
  {
    id: 'M4',
    protocol: 'raft',
    wrong: 'leaves the joint configuration before it is committed',
    source: 'camunda/camunda#60086',
    properties: TWO_QUORUMS,
    pattern: 'crash the leader in the middle of a change',
    decisions: 2,
    patches: [
      {
        file: SETTLE,
        find: '  if (!isJoint(membership) || index > raft.state.commitIndex) return;',
        replace: '  if (!isJoint(membership) || index < 0) return;',
      },
    ],
  },
  {
    id: 'M5',
    protocol: 'raft',
    wrong: 'a snapshot carries a configuration that is not committed',
    source: 'databendlabs/openraft#1808',
    properties: TWO_QUORUMS,
    pattern: 'a change that does not commit, and a snapshot',
    decisions: 4,
    patches: [
      {
        file: MEMBERSHIP,
        find: 'export const committedMembership = (state: RaftState): Membership => state.configurations[0].membership;',
        replace: 'export const committedMembership = (state: RaftState): Membership => currentMembership(state);',
      },
    ],
  },
  {
    id: 'M8',
    protocol: 'raft',
    wrong: 'a configuration stays in force when its entry is truncated',
    source: 'canonical/raft#354',
    properties: [...TWO_QUORUMS, 'liveness'],
    pattern: 'truncate the entry of a configuration',
    decisions: 3,
    patches: [{ file: FOLLOW, find: '    rollBackMembership(raft, from);\n', replace: '' }],
  },
];
