/** No autoscaling: the number stays what it is. What every other algorithm has to beat, in cost or in availability. */
import type { AutoscalingAlgorithm } from './autoscaler.ts';
import { decide } from './parts/decide.ts';

export const fixed: AutoscalingAlgorithm = {
  name: 'fixed',
  summary: 'as many instances as there are, whatever happens',
  source: 'own: the baseline',
  options: {},
  create: (_, bounds) => ({
    decide: (observation) => decide(observation, bounds, observation.replicas, 'fixed'),
  }),
};
