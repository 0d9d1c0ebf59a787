import { describe, expect, it } from 'vitest';
import { exponential } from '../../../src/core/distributions/exponential.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { confidenceInterval } from '../../../src/core/statistics/confidence-interval.ts';

describe('confidence interval', () => {
  it('of 1 … 5: 3 ± 2.7764 · √2.5 / √5', () => {
    const { mean, ci95 } = confidenceInterval([1, 2, 3, 4, 5]);
    expect(mean).toBe(3);
    expect(ci95[0]).toBeCloseTo(3 - 2.7764451051978 * Math.sqrt(0.5), 9);
    expect(ci95[1]).toBeCloseTo(3 + 2.7764451051978 * Math.sqrt(0.5), 9);
  });

  it('says nothing with one value, and less with none', () => {
    expect(confidenceInterval([7])).toEqual({ mean: 7, ci95: [-Infinity, Infinity] });
    expect(confidenceInterval([])).toEqual({ mean: Number.NaN, ci95: [-Infinity, Infinity] });
  });

  it('is a point when all values agree', () => {
    expect(confidenceInterval([0.5, 0.5, 0.5])).toEqual({ mean: 0.5, ci95: [0.5, 0.5] });
  });

  it('covers the true mean in 95 % of 2000 experiments (± 1.5 %: three standard errors)', () => {
    const law = exponential(1);
    const random = randomStream(1, 'coverage');
    let covered = 0;
    for (let experiment = 0; experiment < 2000; experiment++) {
      // Sums of 20, as a run averages over many events.
      const means = Array.from({ length: 10 }, () => {
        let sum = 0;
        for (let i = 0; i < 20; i++) sum += law.sample(random);
        return sum / 20;
      });
      const [low, high] = confidenceInterval(means).ci95;
      if (low <= 1 && 1 <= high) covered++;
    }
    expect(Math.abs(covered / 2000 - 0.95)).toBeLessThan(0.015);
  });
});
