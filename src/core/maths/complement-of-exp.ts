/** 1 − e^(−x) without the loss of digits that the subtraction has near 0. */
import { exp } from './exp.ts';

/** Below this the series is exact to the last bit but one. */
const SMALL = 0.01;

/** `x` ≥ 0; the result lies in [0, 1]. */
export function complementOfExp(x: number): number {
  if (x > SMALL) return 1 - exp(-x);
  return x * (1 - (x / 2) * (1 - (x / 3) * (1 - (x / 4) * (1 - (x / 5) * (1 - x / 6)))));
}
