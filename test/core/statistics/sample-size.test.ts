import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../src/core/maths/normal-quantile.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { pairedTTest } from '../../../src/core/statistics/paired-t-test.ts';
import { sampleSize } from '../../../src/core/statistics/sample-size.ts';

const usual = { standardDeviation: 1, alpha: 0.05, power: 0.8, most: 1e6 };

describe('sample size', () => {
  // NIST/SEMATECH e-Handbook, §7.2.2.2: α = 0.05 on one side, β = 0.1, a difference of one σ: 11 after the first step with t.
  it('of the e-Handbook: eleven', () => {
    expect(sampleSize({ ...usual, difference: 1, alpha: 0.1, power: 0.9 })).toBe(11);
  });

  // R: power.t.test(delta = 0.5, power = 0.8, type = "paired") says 33.37; delta = 1: 9.94; delta = 0.2: 198.15.
  it.each([
    [0.5, 34],
    [1, 10],
    [0.2, 199],
    [-0.5, 34],
    // By hand: (3.182 + 0.978)² / 4 = 4.33 > 4, (2.776 + 0.941)² / 4 = 3.45 ≤ 5.
    [2, 5],
  ])('for a difference of %d standard deviations: %d', (difference, pairs) => {
    expect(sampleSize({ ...usual, difference })).toBe(pairs);
  });

  it('is enough, and one less is not: 4000 experiments tell 80 % (± 2 %: three standard errors)', () => {
    const random = randomStream(1, 'power');
    const told = (pairs: number): number => {
      let count = 0;
      for (let experiment = 0; experiment < 4000; experiment++) {
        const differences = Array.from({ length: pairs }, () => 0.6 + normalQuantile(1 - random()));
        if (pairedTTest(differences).p <= 0.05) count++;
      }
      return count / 4000;
    };
    const pairs = sampleSize({ ...usual, difference: 0.6 }) as number;
    expect(Math.abs(told(pairs) - 0.8)).toBeLessThan(0.02);
    expect(told(Math.floor(pairs / 2))).toBeLessThan(0.6);
  });

  it('grows with the spread and falls with the level', () => {
    let before = 0;
    for (const standardDeviation of [0.1, 0.5, 1, 2, 10, 100]) {
      const pairs = sampleSize({ ...usual, standardDeviation, difference: 1 }) as number;
      expect(pairs).toBeGreaterThanOrEqual(Math.max(2, before));
      expect(sampleSize({ ...usual, standardDeviation, difference: 1, alpha: 1e-4 })).toBeGreaterThan(pairs);
      before = pairs;
    }
  });

  it('gives up where no number would do', () => {
    expect(sampleSize({ ...usual, difference: 0 })).toBeUndefined();
    expect(sampleSize({ ...usual, difference: 1e-9 })).toBeUndefined();
    expect(sampleSize({ ...usual, difference: 0.2, most: 198 })).toBeUndefined();
    expect(sampleSize({ ...usual, difference: 0.2, most: 199 })).toBe(199);
  });
});
