import { describe, expect, it } from 'vitest';
import { poissonCount } from '../../../src/core/random/poisson-count.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';

const DRAWS = 40_000;

describe('poissonCount', () => {
  // Mean and variance are both the parameter; tolerances are 5 standard errors.
  it.each([0.1, 3, 9.9, 10.1, 47, 1234, 5e6])('has mean and variance %d', (mean) => {
    const random = randomStream(11, `poisson/${mean}`);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < DRAWS; i++) {
      const count = poissonCount(mean, random);
      expect(Number.isInteger(count) && count >= 0).toBe(true);
      sum += count - mean;
      squares += (count - mean) ** 2;
    }
    expect(Math.abs(sum / DRAWS)).toBeLessThan(5 * Math.sqrt(mean / DRAWS));
    expect(Math.abs(squares / DRAWS / mean - 1)).toBeLessThan(5 * Math.sqrt((2 + 1 / mean) / DRAWS));
  });

  it('is 0 for a mean of 0', () => {
    expect(poissonCount(0, randomStream(1, 'zero'))).toBe(0);
  });
});
