/** Each task goes where cores and memory are then used in the same proportion, so that neither is left over without the other. */
import { byScore } from './parts/by-score.ts';
import { balancedAllocationScore } from './scores/balanced-allocation-score.ts';

export const balancedAllocation = byScore(
  {
    name: 'balanced-allocation',
    summary: 'the machine whose resources are used in the same proportion',
    source: 'Kubernetes NodeResourcesBalancedAllocation; Huang et al.',
  },
  () => balancedAllocationScore,
);
