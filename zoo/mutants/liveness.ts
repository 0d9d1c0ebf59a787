/** Elections that never end. */
import type { Mutant } from '../mutant.ts';

const HEARTBEAT = 'algorithms/consensus/raft/heartbeat.ts';
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
    wrong: 'a follower that is probed is never probed again once a probe is lost',
    source: 'etcd-io/raft tracker.Progress: the answer to a heartbeat lifts the pause of a probe',
    properties: ['liveness'],
    pattern: 'lose one append to a follower that is needed for the majority',
    decisions: 3,
    patches: [
      {
        file: HEARTBEAT,
        find: "  peer.probing = false;\n  if (peer.mode === 'snapshot') {",
        replace: "  if (peer.mode === 'snapshot') {",
      },
    ],
  },
];
