/** The distribution that a spec describes. */
import { constant } from './constant.ts';
import type { Distribution, DistributionSpec } from './distribution.ts';
import { empirical } from './empirical.ts';
import { exponential } from './exponential.ts';
import { gamma } from './gamma.ts';
import { lognormal } from './lognormal.ts';
import { mixture } from './mixture.ts';
import { normal } from './normal.ts';
import { pareto } from './pareto.ts';
import { uniform } from './uniform.ts';
import { weibull } from './weibull.ts';

/** Throws a RangeError with a sentence on impossible parameters. */
export function createDistribution(spec: DistributionSpec): Distribution {
  switch (spec.kind) {
    case 'constant':
      return constant(spec.value);
    case 'uniform':
      return uniform(spec.min, spec.max);
    case 'exponential':
      return exponential(spec.mean);
    case 'normal':
      return normal(spec.mean, spec.standardDeviation);
    case 'lognormal':
      return lognormal(spec.median, spec.p99);
    case 'pareto':
      return pareto(spec.scale, spec.shape);
    case 'weibull':
      return weibull(spec.scale, spec.shape);
    case 'gamma':
      return gamma(spec.shape, spec.scale);
    case 'empirical':
      return empirical(spec.quantiles);
    case 'mixture':
      return mixture(spec.parts.map(({ weight, of }) => ({ weight, of: createDistribution(of) })));
  }
}
