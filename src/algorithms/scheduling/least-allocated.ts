/** Spreads: each task goes to the machine that is emptiest with it. Even load, and large tasks find no room. */
import { byScore } from './parts/by-score.ts';
import { leastAllocatedScore } from './scores/least-allocated-score.ts';

export const leastAllocated = byScore(
  {
    name: 'least-allocated',
    summary: 'the emptiest machine: spreads tasks out',
    source: 'Kubernetes NodeResourcesFit, LeastAllocated',
  },
  () => leastAllocatedScore,
);
