/**
 * The two-sample Kolmogorov–Smirnov distance: the largest vertical gap between two empirical distribution functions,
 * from 0 to 1. Ties, within and between samples, are stepped over together.
 */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return Number.NaN;
  const xs = Float64Array.from(a).sort();
  const ys = Float64Array.from(b).sort();
  let i = 0;
  let j = 0;
  let distance = 0;
  while (i < xs.length && j < ys.length) {
    const x = Math.min(xs[i], ys[j]);
    while (i < xs.length && xs[i] <= x) i++;
    while (j < ys.length && ys[j] <= x) j++;
    distance = Math.max(distance, Math.abs(i / xs.length - j / ys.length));
  }
  return distance;
}
