/**
 * The tightest machine: the one with the least left, as the Euclidean length of the vector of shares that stay free
 * (R. Panigrahy et al., "Heuristics for vector bin packing", 2011, norm-based greedy). With one resource this is best fit.
 */
import type { PlacementScore } from '../placement-score.ts';

export const bestFitScore: PlacementScore = (capacity, free, demand) => {
  let squares = 0;
  for (let kind = 0; kind < capacity.length; kind++) {
    if (capacity[kind] === 0) continue;
    const left = (free[kind] - demand[kind]) / capacity[kind];
    squares += left * left;
  }
  return -squares;
};
