/** Exponential: P(X > x) = e^(−x/mean). Memoryless: times between independent rare events. One draw a sample. */
import { exp } from '../maths/exp.ts';
import { ln } from '../maths/ln.ts';
import { ln1p } from '../maths/ln1p.ts';
import type { Distribution } from './distribution.ts';
import { requireParameter } from './require-parameter.ts';

/** `mean` > 0. */
export function exponential(mean: number): Distribution {
  requireParameter(mean > 0 && Number.isFinite(mean), 'exponential', 'the mean must be positive and finite', mean);
  return {
    // 1 − u is exact, and never 0.
    sample: (random) => -mean * ln(1 - random()),
    mean,
    standardDeviation: mean,
    quantile: (p) => -mean * ln1p(-p),
    survival: (x) => (x <= 0 ? 1 : exp(-x / mean)),
  };
}
