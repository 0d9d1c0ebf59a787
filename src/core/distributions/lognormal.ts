/**
 * Lognormal, by its median and its 99th percentile: ln X is normal with mean ln(median) and standard deviation
 * σ = ln(p99 / median) / z₀.₉₉. What latencies usually look like. One draw a sample.
 */
import { exp } from '../maths/exp.ts';
import { ln } from '../maths/ln.ts';
import { normalQuantile } from '../maths/normal-quantile.ts';
import { normalSurvival } from '../maths/normal-survival.ts';
import { openUniform } from '../random/open-uniform.ts';
import { constant } from './constant.ts';
import type { Distribution } from './distribution.ts';
import { requireParameter } from './require-parameter.ts';

/** Of the standard normal. */
const Z_99 = 2.3263478740408408;

/** 0 < `median` ≤ `p99`; equal values give a constant. */
export function lognormal(median: number, p99: number): Distribution {
  requireParameter(median > 0 && Number.isFinite(median), 'lognormal', 'the median must be positive', median);
  requireParameter(p99 >= median, 'lognormal', `the 99th percentile must not be below the median ${median}`, p99);
  requireParameter(Number.isFinite(p99), 'lognormal', 'the 99th percentile must be finite', p99);
  if (p99 === median) return constant(median);
  const sigma = ln(p99 / median) / Z_99;
  const halfVariance = 0.5 * sigma * sigma;
  const mean = median * exp(halfVariance);
  return {
    sample: (random) => median * exp(sigma * normalQuantile(openUniform(random))),
    mean,
    standardDeviation: mean * Math.sqrt(exp(2 * halfVariance) - 1),
    quantile: (p) => median * exp(sigma * normalQuantile(p)),
    survival: (x) => (x <= 0 ? 1 : normalSurvival(ln(x / median) / sigma)),
  };
}
