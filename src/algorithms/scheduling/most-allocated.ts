/** Packs: each task goes to the machine that is fullest with it. Room stays for large tasks, and machines can be given back. */
import { byScore } from './parts/by-score.ts';
import { mostAllocatedScore } from './scores/most-allocated-score.ts';

export const mostAllocated = byScore(
  {
    name: 'most-allocated',
    summary: 'the fullest machine: packs tasks',
    source: 'Kubernetes NodeResourcesFit, MostAllocated',
  },
  () => mostAllocatedScore,
);
