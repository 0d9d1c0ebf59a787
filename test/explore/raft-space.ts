/** What hunts in these tests draw from. */
import type { HuntSpace } from '../../src/explore/hunt-space.ts';

export const RAFT: HuntSpace = {
  protocol: 'raft',
  options: {},
  messageKinds: ['raft/append', 'raft/append-response', 'raft/heartbeat', 'raft/request-vote', 'raft/vote-response'],
  carriers: ['raft/append'],
  beyond: false,
};
