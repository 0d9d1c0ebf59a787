/**
 * Quantile of Student's t distribution; relative error below 10⁻¹⁰.
 * Source: P(|T| > t) = I_x(ν/2, ½), x = ν/(ν + t²) (DLMF 8.17, Abramowitz and Stegun 26.7.1), inverted by bisection on
 * a bracket: it is called once a report, so simple wins over fast.
 */
import { normalQuantile } from './normal-quantile.ts';
import { regularizedBeta } from './regularized-beta.ts';

/** Of the bracket: halvings until neighbouring doubles. */
const MAX_STEPS = 200;

/** The t with P(T ≤ t) = p for ν = `degreesOfFreedom` > 0 (Infinity: the normal law). NaN outside [0, 1]. */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p >= 0 && p <= 1) || !(degreesOfFreedom > 0)) return Number.NaN;
  if (degreesOfFreedom === Infinity || p === 0 || p === 1) return normalQuantile(p);
  if (p === 0.5) return 0;
  const bothTails = 2 * Math.min(p, 1 - p);
  const tails = (t: number) =>
    regularizedBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);

  let high = 1;
  while (tails(high) > bothTails && high < Number.MAX_VALUE / 2) high *= 2;
  let low = high === 1 ? 0 : high / 2;
  for (let step = 0; step < MAX_STEPS; step++) {
    const middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    if (tails(middle) > bothTails) low = middle;
    else high = middle;
  }
  return p < 0.5 ? -high : high;
}
