/** The same check as a property, for those who call `fc.assert` themselves, with other arbitraries, reporters and limits. */
import * as fc from 'fast-check';
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import type { Plan } from '../../explore/plan.ts';
import { huntedPlans } from '../arbitraries/hunted-plans.ts';
import { explainRun } from '../explain-run.ts';
import { runCluster } from '../run-cluster.ts';
import type { ClusterCheckOptions } from './cluster-check-options.ts';
import { countsIn } from './counts.ts';

/**
 * Fails with the story of the run. fast-check shrinks greedily and does not mind if a smaller plan breaks another property;
 * `checkCluster` does, and usually ends with less.
 *
 * @example
 * fc.assert(clusterProperty(myProtocol, { voters: { min: 3, max: 3 } }), { seed: 42, numRuns: 1000 });
 */
export const clusterProperty = (
  protocol: ConsensusProtocol,
  options: Omit<ClusterCheckOptions, 'numRuns' | 'seed' | 'path' | 'shrinkRuns' | 'writeTo' | 'plugin'> = {},
): fc.IPropertyWithHooks<[Plan]> => {
  const counts = countsIn(options);
  return fc.property(huntedPlans(protocol, options), (plan) => {
    if (runCluster(protocol, plan, { counts }).violations.length === 0) return;
    throw new Error(explainRun(protocol, plan, counts).join('\n'));
  });
};
