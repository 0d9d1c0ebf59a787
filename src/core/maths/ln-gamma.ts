/**
 * ln Γ(x) for x > 0; absolute error below 3·10⁻¹⁵ up to x = 10 and relative error below 10⁻¹⁵ beyond.
 * Source: Stirling's series with Bernoulli numbers (DLMF 5.11.1), after the recurrence Γ(x+1) = x Γ(x) has lifted the
 * argument to 15 or more, where eight terms reach double precision.
 */
import { ln } from './ln.ts';

const HALF_LN_TWO_PI = 0.9189385332046728;
/** B₂ₖ / (2k (2k − 1)), k = 1 … 8. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** ln Γ(x). Infinity at 0 and Infinity, NaN below 0 (no reflection). */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : Number.NaN;
  if (x === Infinity) return x;
  if (x === 1 || x === 2) return 0;
  let product = 1;
  let lifted = x;
  while (lifted < 15) product *= lifted++;
  const inverse = 1 / lifted;
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) series = series * inverse * inverse + STIRLING[k];
  return (lifted - 0.5) * ln(lifted) - lifted + HALF_LN_TWO_PI + series * inverse - ln(product);
}
