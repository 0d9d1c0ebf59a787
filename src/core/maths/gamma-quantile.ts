/**
 * Quantile of the gamma law of shape a and scale 1: the x with P(a, x) = p. Relative error about 10⁻¹² where the law
 * has density to speak of.
 * Source: starting points of Wilson and Hilferty (a cube of a normal) and of the leading power for small p; then
 * Halley's method on P(a, x) − p, as in Numerical Recipes §6.2.1 (`invgammp`), kept inside a bracket by bisection.
 */
import { exp } from './exp.ts';
import { ln } from './ln.ts';
import { lnGamma } from './ln-gamma.ts';
import { normalQuantile } from './normal-quantile.ts';
import { regularizedGamma } from './regularized-gamma.ts';

const MAX_STEPS = 100;

/** The x ≥ 0 with P(a, x) = p, for a > 0; 0 at p = 0, Infinity at p = 1, NaN outside. */
export function gammaQuantile(a: number, p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? 0 : p === 1 ? Infinity : Number.NaN;
  const lnGammaA = lnGamma(a);
  let x = start(a, p, lnGammaA);
  let low = 0;
  let high = Infinity;
  for (let step = 0; step < MAX_STEPS; step++) {
    const { lower, upper } = regularizedGamma(a, x);
    // Whichever side is small carries the digits.
    const error = p < 0.5 ? lower - p : 1 - p - upper;
    if (error === 0) return x;
    if (error > 0) high = x;
    else low = x;
    const density = exp((a - 1) * ln(x) - x - lnGammaA);
    const newton = error / density;
    const halley = newton / (1 - 0.5 * Math.min(1, newton * ((a - 1) / x - 1)));
    let next = x - halley;
    if (!(next > low && next < high)) next = high === Infinity ? 2 * x : 0.5 * (low + high);
    if (Math.abs(next - x) <= 1e-14 * x) return next;
    x = next;
  }
  return x;
}

function start(a: number, p: number, lnGammaA: number): number {
  // P(a, x) ≈ x^a / Γ(a + 1) near zero.
  const nearZero = exp((ln(p) + lnGammaA + ln(a)) / a);
  if (a < 1 || nearZero < 0.2 * a) return nearZero > 0 ? nearZero : Number.MIN_VALUE;
  const ninth = 1 / (9 * a);
  const root = 1 - ninth + normalQuantile(p) * Math.sqrt(ninth);
  return root > 0 ? a * root * root * root : nearZero;
}
