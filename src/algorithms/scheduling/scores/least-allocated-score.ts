/**
 * Spreads: the mean over the resources of what is left free, 0..100, with the task placed. Kubernetes' `leastResourceScorer`
 * with equal weights, in its whole numbers.
 */
import type { PlacementScore } from '../placement-score.ts';

export const leastAllocatedScore: PlacementScore = (capacity, free, demand) => {
  let sum = 0;
  for (let kind = 0; kind < capacity.length; kind++) {
    const left = free[kind] - demand[kind];
    if (capacity[kind] > 0 && left > 0) sum += Math.floor((left * 100) / capacity[kind]);
  }
  return Math.floor(sum / capacity.length);
};
