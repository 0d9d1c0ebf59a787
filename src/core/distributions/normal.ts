/**
 * Normal, truncated at zero: the law of a normal draw repeated until it is not negative. `mean` and
 * `standardDeviation` of the parameters are those of the untruncated normal; those of the result are of the truncated
 * law and thus larger and smaller.
 *
 * One draw a sample: instead of resampling, the inverse transform of the truncated upper tail
 * P(X > x) = Q((x − μ)/σ) / Q(−μ/σ), which has the same law. Moments: Johnson, Kotz, Balakrishnan, "Continuous
 * Univariate Distributions" vol. 1, §10.1.
 */
import { exp } from '../maths/exp.ts';
import { normalQuantile } from '../maths/normal-quantile.ts';
import { normalSurvival } from '../maths/normal-survival.ts';
import { openUniform } from '../random/open-uniform.ts';
import { constant } from './constant.ts';
import type { Distribution } from './distribution.ts';
import { requireParameter } from './require-parameter.ts';

const INVERSE_SQRT_TWO_PI = 0.3989422804014327;

/** `standardDeviation` ≥ 0 (0: always the mean) and `mean` ≥ −8 standard deviations: below, truncation leaves nothing. */
export function normal(mean: number, standardDeviation: number): Distribution {
  const sd = standardDeviation;
  requireParameter(Number.isFinite(mean), 'normal', 'the mean must be finite', mean);
  requireParameter(sd >= 0 && Number.isFinite(sd), 'normal', 'the standard deviation must be finite and ≥ 0', sd);
  requireParameter(mean >= -8 * sd, 'normal', `the mean must be ≥ −8 standard deviations of ${sd}`, mean);
  if (sd === 0) return constant(mean);

  const cut = -mean / sd;
  const kept = normalSurvival(cut);
  const hazard = (INVERSE_SQRT_TWO_PI * exp(-0.5 * cut * cut)) / kept;
  /** The x with P(X > x) = `tail`. */
  const fromTail = (tail: number) => Math.max(0, mean - sd * normalQuantile(tail * kept));
  return {
    sample: (random) => fromTail(1 - openUniform(random)),
    mean: mean + sd * hazard,
    standardDeviation: sd * Math.sqrt(1 + cut * hazard - hazard * hazard),
    quantile: (p) => (p === 0 ? 0 : fromTail(1 - p)),
    survival: (x) => (x <= 0 ? 1 : normalSurvival((x - mean) / sd) / kept),
  };
}
