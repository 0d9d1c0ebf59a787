/** The spec of `factor` times the quantity: every length in it scaled, shapes and weights kept. */
import type { DistributionSpec } from './distribution.ts';

/** `factor` > 0. For a normal, scaling commutes with the truncation at zero. */
export function scaleSpec(spec: DistributionSpec, factor: number): DistributionSpec {
  switch (spec.kind) {
    case 'constant':
      return { ...spec, value: spec.value * factor };
    case 'uniform':
      return { ...spec, min: spec.min * factor, max: spec.max * factor };
    case 'exponential':
      return { ...spec, mean: spec.mean * factor };
    case 'normal':
      return { ...spec, mean: spec.mean * factor, standardDeviation: spec.standardDeviation * factor };
    case 'lognormal':
      return { ...spec, median: spec.median * factor, p99: spec.p99 * factor };
    case 'pareto':
    case 'weibull':
    case 'gamma':
      return { ...spec, scale: spec.scale * factor };
    case 'empirical':
      return { ...spec, quantiles: spec.quantiles.map(({ p, value }) => ({ p, value: value * factor })) };
    case 'mixture':
      return { ...spec, parts: spec.parts.map(({ weight, of }) => ({ weight, of: scaleSpec(of, factor) })) };
  }
}
