/**
 * Decimal logarithm with the same bits on every engine; error below 2 ulp, and exact for 10^n, n = 0 … 22.
 * Source: fdlibm 5.3, e_log10.c.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */
import { highWord, withHighWord } from './float-bits.ts';
import { ln } from './ln.ts';

const LOG10_2_HIGH = 0.30102999566361177;
const LOG10_2_LOW = 3.694239077158931e-13;

/** log10 x. −Infinity at ±0, NaN below zero. */
export function log10(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  let k = 0;
  let scaled = x;
  let high = highWord(x);
  if (high < 0x00100000) {
    k = -54;
    scaled = x * 18014398509481984;
    high = highWord(scaled);
  }
  k += (high >> 20) - 1023;
  const carry = k < 0 ? 1 : 0;
  const y = k + carry;
  const mantissa = withHighWord(scaled, (high & 0x000fffff) | ((0x3ff - carry) << 20));
  return y * LOG10_2_LOW + Math.LOG10E * ln(mantissa) + y * LOG10_2_HIGH;
}
