/**
 * Natural logarithm with the same bits on every engine; error below 1 ulp.
 *
 * `Math.log` may differ in the last bit between engines and versions, so nothing below the report uses it.
 * Source: fdlibm 5.3, e_log.c (FreeBSD msun keeps it). x = 2^k (1 + f) with √½ < 1 + f < √2;
 * ln(1 + f) = f − (f²/2 − s (f²/2 + R)), s = f / (2 + f), R an odd minimax polynomial of degree 14 in s.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */
import { highWord } from './float-bits.ts';
import { POWERS_OF_TWO } from './powers-of-two.ts';

/** ln 2 in two parts; the low 32 bits of the first are zero, so k · LN2_HIGH is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const R1 = 0.6666666666666735;
const R2 = 0.3999999999940942;
const R3 = 0.2857142874366239;
const R4 = 0.22222198432149784;
const R5 = 0.1818357216161805;
const R6 = 0.15313837699209373;
const R7 = 0.14798198605116586;

/** ln x. −Infinity at ±0, NaN below zero. */
export function ln(x: number): number {
  let high = highWord(x);
  let k = 0;
  if (high < 0x00100000) {
    if (x === 0) return -Infinity;
    if (!(x > 0)) return Number.NaN;
    // Subnormal: scale into the normal range first.
    k = -54;
    x *= 18014398509481984;
    high = highWord(x);
  }
  if (high >= 0x7ff00000) return x;

  const mantissa = high & 0x000fffff;
  // One more if the mantissa is above √2, so that 1 + f stays below it.
  const exponent = (high >> 20) - 1023 + ((mantissa + 0x95f64) >> 20);
  k += exponent;
  const f = x * POWERS_OF_TWO[1074 - exponent] - 1;

  if ((0x000fffff & (2 + mantissa)) < 3) {
    // |f| < 2^-20: two terms of the series are enough.
    if (f === 0) return k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k * LN2_HIGH - (r - k * LN2_LOW - f);
  }

  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (R2 + w * (R4 + w * R6));
  const odd = z * (R1 + w * (R3 + w * (R5 + w * R7)));
  const r = odd + even;
  if (((mantissa - 0x6147a) | (0x6b851 - mantissa)) > 0) {
    const halfSquare = 0.5 * f * f;
    return k * LN2_HIGH - (halfSquare - (s * (halfSquare + r) + k * LN2_LOW) - f);
  }
  // For k = 0, which fdlibm treats apart, this is the same to the last bit.
  return k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}
