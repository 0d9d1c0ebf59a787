/**
 * e^x with the same bits on every engine; error below 1 ulp.
 *
 * Source: fdlibm 5.3, e_exp.c. x = k ln 2 + r with |r| ≤ ½ ln 2; e^r from a rational approximation in r² (Remes on
 * [0, 0.34658], error below 2^-59), then scaled by 2^k.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */
import { POWERS_OF_TWO } from './powers-of-two.ts';

const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019411;
const HALF_LN2 = 0.34657359027997264;
const ONE_AND_HALF_LN2 = 1.0397207708399179;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 6.613756321437934e-5;
const P4 = -1.6533902205465252e-6;
const P5 = 4.1381367970572385e-8;
const TWO_TO_MINUS_28 = 3.725290298461914e-9;
const TWO_TO_MINUS_1000 = 9.332636185032189e-302;

/** e^x. Infinity above 709.78…, 0 below −745.13…, subnormals in between. */
export function exp(x: number): number {
  if (!(x <= OVERFLOW)) return x > OVERFLOW ? Infinity : Number.NaN;
  if (x < UNDERFLOW) return 0;

  let k = 0;
  let high = x;
  let low = 0;
  const size = Math.abs(x);
  if (size > HALF_LN2) {
    if (size < ONE_AND_HALF_LN2) k = x < 0 ? -1 : 1;
    else k = (Math.LOG2E * x + (x < 0 ? -0.5 : 0.5)) | 0;
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
  } else if (size < TWO_TO_MINUS_28) {
    return 1 + x;
  }

  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k === 1024) return y * 2 * POWERS_OF_TWO[2097];
  if (k >= -1021) return y * POWERS_OF_TWO[1074 + k];
  // In two steps, since 2^k itself would be subnormal.
  return y * POWERS_OF_TWO[2074 + k] * TWO_TO_MINUS_1000;
}
