/**
 * Each request to a backend drawn with a chance proportional to its weight, in constant time by the alias method. A
 * backend that may not be used is drawn again, so the others keep their proportions.
 */
import type { BalancingAlgorithm } from './balancer.ts';
import { aliasTable } from './parts/alias-table.ts';
import { weightedAvailable } from './parts/weighted-available.ts';
import { weightsOf } from './parts/weights-of.ts';

export const weightedRandom: BalancingAlgorithm = {
  name: 'weighted-random',
  summary: 'a backend drawn by weight',
  source: 'Walker, ACM TOMS 3 (1977); Vose, IEEE TSE 17 (1991)',
  complexity: 'pick O(1), update O(n)',
  options: {},
  create(environment) {
    let weights = weightsOf([]);
    let table = aliasTable(weights);
    return {
      update(backends) {
        weights = weightsOf(backends);
        table = aliasTable(weights);
      },
      pick: () => weightedAvailable(environment, weights, table),
      sent() {},
      ended() {},
    };
  },
};
