/**
 * Zipf's law: key number k (from 0) is chosen with probability proportional to (k + 1)^−exponent.
 *
 * Source: W. Hörmann and G. Derflinger, "Rejection-inversion to generate variates from monotone discrete
 * distributions", ACM TOMACS 6(3), 1996. O(1) a draw and O(1) memory for any number of keys; about 1.1 uniforms a draw,
 * so two machines with streams of their own stay aligned arrival by arrival.
 */
import { exp } from '../../core/maths/exp.ts';
import { ln } from '../../core/maths/ln.ts';
import { ln1p } from '../../core/maths/ln1p.ts';
import type { RandomStream } from '../../core/random/random-stream.ts';
import type { KeyChooser } from './key-chooser.ts';

/** `exponent` ≥ 0 (0 is uniform); `count` ≥ 1. */
export function zipfKeys(exponent: number, count: number, random: RandomStream): KeyChooser {
  /** The hat: h(x) = x^−exponent. */
  const hat = (x: number): number => exp(-exponent * ln(x));
  /** Its integral from 1, H(x) = (x^(1−exponent) − 1) / (1 − exponent), or ln x for exponent 1. */
  const integral = (x: number): number => ln(x) * expm1Ratio((1 - exponent) * ln(x));
  const integralInverse = (y: number): number => exp(y * ln1pRatio(Math.max(-1, y * (1 - exponent))));

  const low = integral(1.5) - 1;
  const high = integral(count + 0.5);
  const squeeze = 2 - integralInverse(integral(2.5) - hat(2));
  return () => {
    for (;;) {
      const u = high + random() * (low - high);
      const x = integralInverse(u);
      const k = Math.min(count, Math.max(1, Math.round(x)));
      if (k - x <= squeeze || u >= integral(k + 0.5) - hat(k)) return k - 1;
    }
  };
}

/** (e^y − 1) / y, continuous at 0. */
function expm1Ratio(y: number): number {
  if (Math.abs(y) > 1e-3) return (exp(y) - 1) / y;
  return 1 + (y / 2) * (1 + (y / 3) * (1 + (y / 4) * (1 + y / 5)));
}

/** ln(1 + y) / y, continuous at 0. */
const ln1pRatio = (y: number): number => (Math.abs(y) > 1e-8 ? ln1p(y) / y : 1 - y / 2 + (y * y) / 3);
