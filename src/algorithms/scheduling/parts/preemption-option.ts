/** Whether higher priorities displace lower ones, for algorithms that heed priorities. */
import type { Parameter } from '../../../core/parameters.ts';

export const PREEMPTION: Parameter = {
  type: 'boolean',
  doc: 'stops tasks of lower priority where that lets a higher one start; they wait anew',
  default: true,
  source: 'Kubernetes: preemptionPolicy PreemptLowerPriority',
  swarm: [true, false],
};
