import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadBalance } from '../../../src/core/statistics/load-balance.ts';
import { lorenzCurve } from '../../../src/core/statistics/lorenz-curve.ts';

const loads = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 });

describe('Lorenz curve', () => {
  it('of 4, 1, 3, 2, by hand', () => {
    const curve = lorenzCurve([4, 1, 3, 2], 9);
    const shares = [0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1];
    for (const [i, share] of shares.entries()) expect(curve[i]).toBeCloseTo(share, 12);
  });

  it('is the diagonal where the load is even, or where there is none', () => {
    for (const even of [[5, 5, 5], [0, 0], []]) expect(lorenzCurve(even, 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('rises from 0 to 1, below the diagonal and convex; the area tells Gini', () => {
    fc.assert(
      fc.property(loads, (values) => {
        const points = 10 * values.length + 1;
        const curve = lorenzCurve(values, points);
        const slopes = curve.slice(1).map((y, i) => y - curve[i]);
        for (const [i, y] of curve.entries()) expect(y).toBeLessThanOrEqual(i / (points - 1) + 1e-12);
        for (let i = 1; i < slopes.length; i++) expect(slopes[i]).toBeGreaterThanOrEqual(slopes[i - 1] - 1e-12);
        const area = curve.slice(1).reduce((sum, y, i) => sum + (y + curve[i]) / 2, 0) / (points - 1);
        expect(1 - 2 * area).toBeCloseTo(loadBalance(values).gini, 9);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
