/**
 * A measured distribution: its quantile function is piecewise linear through the points given. Equal values at two
 * points put the probability between them on that value. One draw a sample.
 */
import type { Distribution } from './distribution.ts';
import { requireParameter } from './require-parameter.ts';

export interface QuantilePoint {
  /** 0..1 */
  readonly p: number;
  readonly value: number;
}

/** At least two points; `p` strictly ascending from 0 to 1, values finite and never descending. */
export function empirical(points: readonly QuantilePoint[]): Distribution {
  requirePoints(points);
  const ps = Float64Array.from(points, (point) => point.p);
  const values = Float64Array.from(points, (point) => point.value);
  const last = ps.length - 1;

  const quantile = (p: number): number => {
    if (!(p < 1)) return p === 1 ? values[last] : Number.NaN;
    const i = segmentOf(ps, p);
    return values[i] + ((p - ps[i]) / (ps[i + 1] - ps[i])) * (values[i + 1] - values[i]);
  };
  const survival = (x: number): number => {
    if (x < values[0]) return 1;
    if (x >= values[last]) return 0;
    const i = segmentOf(values, x);
    // From the upper end, so that a small tail keeps its digits.
    return 1 - ps[i + 1] + ((values[i + 1] - x) / (values[i + 1] - values[i])) * (ps[i + 1] - ps[i]);
  };

  const mean = integrate(ps, (i) => (values[i] + values[i + 1]) / 2);
  // Around the mean, so that nothing cancels: ∫ (v − mean)² over a linear piece is (a² + ab + b²)/3.
  const variance = integrate(ps, (i) => {
    const a = values[i] - mean;
    const b = values[i + 1] - mean;
    return (a * a + a * b + b * b) / 3;
  });
  return { sample: (random) => quantile(random()), mean, standardDeviation: Math.sqrt(variance), quantile, survival };
}

function requirePoints(points: readonly QuantilePoint[]): void {
  requireParameter(points.length >= 2, 'empirical', 'at least two points are needed', points.length);
  const first = points[0];
  const last = points[points.length - 1];
  requireParameter(first.p === 0, 'empirical', 'the first point must be at p = 0', first.p);
  requireParameter(last.p === 1, 'empirical', 'the last point must be at p = 1', last.p);
  for (let i = 0; i < points.length; i++) {
    const { p, value } = points[i];
    requireParameter(Number.isFinite(value), 'empirical', 'every value must be finite', value);
    if (i === 0) continue;
    const before = points[i - 1];
    requireParameter(p > before.p, 'empirical', `p must ascend after ${before.p}`, p);
    requireParameter(value >= before.value, 'empirical', `values must not descend after ${before.value}`, value);
  }
}

/** The last i with knots[i] ≤ x, for knots[0] ≤ x < knots[last]. */
function segmentOf(knots: Float64Array, x: number): number {
  let low = 0;
  let high = knots.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle] <= x) low = middle;
    else high = middle;
  }
  return low;
}

function integrate(ps: Float64Array, meanOfPiece: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i + 1 < ps.length; i++) sum += (ps[i + 1] - ps[i]) * meanOfPiece(i);
  return sum;
}
