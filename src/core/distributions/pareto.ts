/**
 * Pareto (type I): P(X > x) = (scale/x)^shape for x ≥ scale. Heavy tails; the mean is infinite for shape ≤ 1, the
 * standard deviation for shape ≤ 2. One draw a sample.
 */
import { exp } from '../maths/exp.ts';
import { ln } from '../maths/ln.ts';
import { ln1p } from '../maths/ln1p.ts';
import { pow } from '../maths/pow.ts';
import type { Distribution } from './distribution.ts';
import { requireParameter } from './require-parameter.ts';

/** `scale` > 0 is the smallest value, `shape` > 0. */
export function pareto(scale: number, shape: number): Distribution {
  requireParameter(scale > 0 && Number.isFinite(scale), 'pareto', 'the minimum must be positive and finite', scale);
  requireParameter(shape > 0 && Number.isFinite(shape), 'pareto', 'the shape must be positive and finite', shape);
  const exponent = -1 / shape;
  return {
    sample: (random) => scale * exp(exponent * ln(1 - random())),
    mean: shape > 1 ? (shape * scale) / (shape - 1) : Infinity,
    standardDeviation: shape > 2 ? (scale / (shape - 1)) * Math.sqrt(shape / (shape - 2)) : Infinity,
    quantile: (p) => scale * exp(exponent * ln1p(-p)),
    survival: (x) => (x <= scale ? 1 : pow(scale / x, shape)),
  };
}
