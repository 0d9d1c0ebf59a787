/** cos(2πx), the same bits on every engine: Taylor polynomials on an eighth of a turn, error below 4·10⁻¹⁶. */

const TURN = 6.283185307179586;

/** x in turns: 0 → 1, 0.25 → 0, 0.5 → −1. NaN for infinities. */
export function cosineOfTurns(x: number): number {
  const part = x - Math.floor(x);
  const half = Math.min(part, 1 - part);
  return half <= 0.25 ? quarter(half) : -quarter(0.5 - half);
}

const quarter = (x: number): number => (x <= 0.125 ? cosine(TURN * x) : sine(TURN * (0.25 - x)));

/** For 0 ≤ y ≤ π/4. */
function cosine(y: number): number {
  const z = y * y;
  let sum = 0;
  for (let n = 16; n > 0; n -= 2) sum = (-z / (n * (n - 1))) * (1 + sum);
  return 1 + sum;
}

/** For 0 ≤ y ≤ π/4. */
function sine(y: number): number {
  const z = y * y;
  let sum = 0;
  for (let n = 17; n > 1; n -= 2) sum = (-z / (n * (n - 1))) * (1 + sum);
  return y * (1 + sum);
}
