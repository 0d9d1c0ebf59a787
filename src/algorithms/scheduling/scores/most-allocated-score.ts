/**
 * Packs: the mean over the resources of what is in use, 0..100, with the task placed. Kubernetes' `mostResourceScorer` with
 * equal weights, in its whole numbers.
 */
import type { PlacementScore } from '../placement-score.ts';

export const mostAllocatedScore: PlacementScore = (capacity, free, demand) => {
  let sum = 0;
  for (let kind = 0; kind < capacity.length; kind++) {
    if (capacity[kind] === 0) continue;
    const used = Math.min(capacity[kind], capacity[kind] - free[kind] + demand[kind]);
    sum += Math.floor((used * 100) / capacity[kind]);
  }
  return Math.floor(sum / capacity.length);
};
