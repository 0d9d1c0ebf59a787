/**
 * A Poisson-distributed count. Inversion by multiplication below a mean of 10 (D. Knuth, TAOCP 2, §3.4.1); above it
 * transformed rejection, PTRS (W. Hörmann, "The transformed rejection method for generating Poisson random
 * variables", Insurance: Mathematics and Economics 12, 1993), a handful of draws whatever the mean.
 */
import { exp } from '../maths/exp.ts';
import { ln } from '../maths/ln.ts';
import { lnGamma } from '../maths/ln-gamma.ts';
import type { RandomStream } from './random-stream.ts';

/** `mean` ≥ 0. */
export function poissonCount(mean: number, random: RandomStream): number {
  return mean < 10 ? bySums(mean, random) : byRejection(mean, random);
}

function bySums(mean: number, random: RandomStream): number {
  const limit = exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}

function byRejection(mean: number, random: RandomStream): number {
  const lnMean = ln(mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const accepted = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= accepted) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const bound = count * lnMean - mean - lnGamma(count + 1);
    if (ln(v) + ln(inverseAlpha) - ln(a / (us * us) + b) <= bound) return count;
  }
}
