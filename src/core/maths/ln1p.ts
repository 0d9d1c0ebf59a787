/**
 * ln(1 + x), accurate also where 1 + x would round x away; error below 2 ulp.
 * Source: Hull's correction as in Kahan, "Pracniques" and the HP-15C manual: with w = fl(1 + x), ln w plus the
 * first-order effect of what the rounding lost.
 */
import { ln } from './ln.ts';

/** ln(1 + x). −Infinity at −1, NaN below. */
export function ln1p(x: number): number {
  const w = 1 + x;
  if (w === 1) return x;
  if (!(w < Infinity) || w <= 0) return ln(w);
  return ln(w) + (x - (w - 1)) / w;
}
