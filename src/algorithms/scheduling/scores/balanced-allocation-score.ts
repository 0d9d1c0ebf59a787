/**
 * Keeps resources in proportion: 100 · (1 − σ), rounded down, where σ is the standard deviation of the shares in use of each
 * resource, with the task placed. Kubernetes' `balancedResourceScorer`; after W. Huang et al., "An energy efficient virtual
 * machine placement algorithm with balanced resource utilization".
 */
import type { PlacementScore } from '../placement-score.ts';

export const balancedAllocationScore: PlacementScore = (capacity, free, demand) => {
  const shares: number[] = [];
  for (let kind = 0; kind < capacity.length; kind++) {
    if (capacity[kind] > 0) shares.push(Math.min(1, (capacity[kind] - free[kind] + demand[kind]) / capacity[kind]));
  }
  return Math.floor((1 - deviation(shares)) * 100);
};

function deviation(shares: readonly number[]): number {
  if (shares.length < 2) return 0;
  // As Kubernetes does: the last bit decides what is rounded down.
  if (shares.length === 2) return Math.abs((shares[0] - shares[1]) / 2);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) * (share - mean), 0);
  return Math.sqrt(squares / shares.length);
}
