/**
 * Weibull: P(X > x) = e^(−(x/scale)^shape). Lifetimes: shape < 1 fails young, 1 is exponential, > 1 wears out.
 * One draw a sample.
 */
import { exp } from '../maths/exp.ts';
import { ln } from '../maths/ln.ts';
import { lnGamma } from '../maths/ln-gamma.ts';
import { ln1p } from '../maths/ln1p.ts';
import { pow } from '../maths/pow.ts';
import type { Distribution } from './distribution.ts';
import { requireParameter } from './require-parameter.ts';

/** `scale` > 0 and `shape` ≥ 0.01: below, the moments overflow. */
export function weibull(scale: number, shape: number): Distribution {
  requireParameter(scale > 0 && Number.isFinite(scale), 'weibull', 'the scale must be positive and finite', scale);
  requireParameter(shape >= 0.01 && Number.isFinite(shape), 'weibull', 'the shape must be finite and ≥ 0.01', shape);
  const inverse = 1 / shape;
  const lnFirst = lnGamma(1 + inverse);
  const mean = scale * exp(lnFirst);
  return {
    sample: (random) => scale * exp(inverse * ln(-ln(1 - random()))),
    mean,
    standardDeviation: mean * Math.sqrt(Math.max(0, exp(lnGamma(1 + 2 * inverse) - 2 * lnFirst) - 1)),
    quantile: (p) => scale * pow(-ln1p(-p), inverse),
    survival: (x) => (x <= 0 ? 1 : exp(-pow(x / scale, shape))),
  };
}
