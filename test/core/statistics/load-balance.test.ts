import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadBalance } from '../../../src/core/statistics/load-balance.ts';

const loads = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('load balance', () => {
  it('of 1, 2, 3, 4, by hand', () => {
    const balance = loadBalance([4, 1, 3, 2]);
    expect(balance.mean).toBe(2.5);
    expect(balance.stddev).toBeCloseTo(Math.sqrt(1.25), 12);
    expect(balance.cv).toBeCloseTo(Math.sqrt(1.25) / 2.5, 12);
    expect(balance.peakToMean).toBe(1.6);
    expect(balance.jain).toBeCloseTo(100 / 120, 12);
    // Mean absolute difference over all ordered pairs 20/16, over twice the mean.
    expect(balance.gini).toBeCloseTo(0.25, 12);
  });

  it('even load', () => {
    expect(loadBalance([3, 3, 3])).toEqual({ mean: 3, stddev: 0, cv: 0, peakToMean: 1, jain: 1, gini: 0 });
  });

  it('one node has all', () => {
    const balance = loadBalance([0, 0, 8, 0]);
    expect(balance).toMatchObject({ mean: 2, peakToMean: 4, jain: 0.25, gini: 0.75 });
    expect(balance.cv).toBeCloseTo(Math.sqrt(3), 12);
  });

  it('no load and no nodes are even', () => {
    const even = { mean: 0, stddev: 0, cv: 0, peakToMean: 1, jain: 1, gini: 0 };
    expect(loadBalance([0, 0])).toEqual(even);
    expect(loadBalance([])).toEqual(even);
  });

  it('jain = 1 / (1 + cv²), and gini is the mean absolute difference over twice the mean', () => {
    fc.assert(
      fc.property(loads, (xs) => {
        const { mean, cv, jain, gini } = loadBalance(xs);
        fc.pre(mean > 1e-100);
        expect(jain).toBeCloseTo(1 / (1 + cv * cv), 9);
        let differences = 0;
        for (const x of xs) for (const y of xs) differences += Math.abs(x - y);
        expect(gini).toBeCloseTo(differences / (xs.length * xs.length) / (2 * mean), 9);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
