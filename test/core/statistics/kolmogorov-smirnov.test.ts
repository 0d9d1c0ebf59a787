import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { kolmogorovSmirnov } from '../../../src/core/statistics/kolmogorov-smirnov.ts';

const sample = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 });

describe('Kolmogorov–Smirnov distance', () => {
  it('is 0 for equal samples, also with ties, and 1 for disjoint ones', () => {
    expect(kolmogorovSmirnov([1, 2, 2, 3], [3, 2, 1, 2])).toBe(0);
    expect(kolmogorovSmirnov([1, 2], [3, 4, 5])).toBe(1);
    expect(kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6])).toBe(0.5);
    expect(kolmogorovSmirnov([], [1])).toBeNaN();
  });

  it('is the largest gap between the distribution functions, and symmetric', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const below = (xs: readonly number[], x: number) => xs.filter((y) => y <= x).length / xs.length;
        const brute = Math.max(...[...a, ...b].map((x) => Math.abs(below(a, x) - below(b, x))));
        expect(kolmogorovSmirnov(a, b)).toBeCloseTo(brute, 12);
        expect(kolmogorovSmirnov(b, a)).toBe(kolmogorovSmirnov(a, b));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('stays below the 99.9 % bound 1.95 √(2/n) for two samples of one law', () => {
    const draw = (name: string) => {
      const random = randomStream(1, name);
      return Array.from({ length: 5000 }, random);
    };
    expect(kolmogorovSmirnov(draw('a'), draw('b'))).toBeLessThan(1.95 * Math.sqrt(2 / 5000));
  });
});
