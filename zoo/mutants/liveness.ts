/** Elections that never end. */
import type { Mutant } from '../mutant.ts';

const FOLLOW = 'algorithms/consensus/raft/follow.ts';
const RAFT = 'algorithms/consensus/raft/raft.ts';

export const liveness: readonly Mutant[] = [
  {
    id: 'L2',
    protocol: 'raft',
    wrong: 'a refused pre-vote does not spread the higher term',
    source: 'databendlabs/openraft#1796, canonical/raft#279, etcd-io/etcd#8501',
    properties: ['liveness'],
    pattern: 'longer log with a low term against a short log with a high term',
    decisions: 3,
    patches: [
      {
        file: RAFT,
        find: '  if (message.term > term) {\n',
        replace:
          "  if (message.term > term && message.kind === 'raft/pre-vote-response') return message.granted;\n" +
          '  if (message.term > term) {\n',
      },
    ],
  },
  {
    id: 'L5',
    protocol: 'raft',
    wrong: 'a refused append does not say where the logs may agree, and the leader does not go back',
    source: 'Raft §5.3: nextIndex is decremented until the logs agree',
    properties: ['liveness'],
    pattern: 'a former leader with a divergent tail is needed for the majority',
    decisions: 3,
    patches: [
      {
        file: FOLLOW,
        find: '  const hintIndex = lastAgreement(state.log, message.prevIndex, message.prevTerm);',
        replace:
          '  const hintIndex = Math.min(message.prevIndex, lastIndex(state.log), lastAgreement(state.log, Number.POSITIVE_INFINITY, message.prevTerm + 1e9));',
      },
    ],
  },
];
