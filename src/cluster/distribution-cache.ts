/** One `Distribution` per spec object: ten thousand machines of one kind share theirs. Distributions hold no state. */
import { createDistribution } from '../core/distributions/create-distribution.ts';
import type { Distribution, DistributionSpec } from '../core/distributions/distribution.ts';

export function createDistributionCache(): (spec: DistributionSpec) => Distribution {
  const bySpec = new Map<DistributionSpec, Distribution>();
  return (spec) => {
    let distribution = bySpec.get(spec);
    if (distribution === undefined) {
      distribution = createDistribution(spec);
      bySpec.set(spec, distribution);
    }
    return distribution;
  };
}
