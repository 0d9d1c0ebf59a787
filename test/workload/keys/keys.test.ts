import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import type { KeySpec } from '../../../src/workload/client.ts';
import { createKeyChooser } from '../../../src/workload/keys/create-key-chooser.ts';

function frequencies(spec: KeySpec, draws: number): number[] {
  const choose = createKeyChooser(spec, randomStream(11, 'keys'));
  const result = new Array<number>(spec.count).fill(0);
  for (let i = 0; i < draws; i++) result[choose()]++;
  return result;
}

/** Pearson's χ² against expected counts, in standard deviations from its mean (n − 1 degrees of freedom). */
function chiSquareScore(observed: readonly number[], expected: readonly number[]): number {
  const chiSquare = observed.reduce((sum, count, i) => sum + (count - expected[i]) ** 2 / expected[i], 0);
  const freedom = observed.length - 1;
  return (chiSquare - freedom) / Math.sqrt(2 * freedom);
}

describe('zipf', () => {
  it.each([0, 0.5, 0.99, 1, 1.0001, 1.5, 3])('exponent %f has the frequencies of the law', (exponent) => {
    const [count, draws] = [20, 200_000];
    const weights = Array.from({ length: count }, (_, k) => (k + 1) ** -exponent);
    const total = weights.reduce((a, b) => a + b);
    const score = chiSquareScore(
      frequencies({ kind: 'zipf', exponent, count }, draws),
      weights.map((weight) => (draws * weight) / total),
    );
    expect(score).toBeLessThan(3);
  });

  it('of a billion keys takes no memory, and its head and tail are right', () => {
    const count = 1e9;
    const choose = createKeyChooser({ kind: 'zipf', exponent: 1, count }, randomStream(2, 'keys'));
    const draws = 100_000;
    let first = 0;
    let upperHalf = 0;
    let highest = 0;
    for (let i = 0; i < draws; i++) {
      const key = choose();
      highest = Math.max(highest, key);
      if (key === 0) first++;
      if (key >= count / 2) upperHalf++;
    }
    expect(highest).toBeLessThan(count);
    const harmonic = Math.log(count) + 0.5772156649;
    // Binomial standard deviations about 0.00067 and 0.00056 of the draws; four of them.
    expect(Math.abs(first / draws - 1 / harmonic)).toBeLessThan(0.0027);
    expect(Math.abs(upperHalf / draws - Math.LN2 / harmonic)).toBeLessThan(0.0023);
  });

  it('of one key is that key', () => {
    expect(frequencies({ kind: 'zipf', exponent: 0.99, count: 1 }, 100)).toEqual([100]);
  });
});

describe('uniform', () => {
  it('is even', () => {
    const observed = frequencies({ kind: 'uniform', count: 50 }, 100_000);
    expect(
      chiSquareScore(
        observed,
        observed.map(() => 2000),
      ),
    ).toBeLessThan(3);
  });
});

describe('hot set', () => {
  it('gives the hot keys their share, even within hot and cold', () => {
    const observed = frequencies({ kind: 'hot-set', count: 50, hot: 5, share: 0.9 }, 100_000);
    const expected = observed.map((_, i) => (i < 5 ? 18_000 : 10_000 / 45));
    expect(chiSquareScore(observed, expected)).toBeLessThan(3);
  });

  it.each([
    [10, 10, 0.5],
    [10, 20, 0.5],
    [10, 3, 1],
    [10, 3, 0],
  ])('of %i keys, %i hot with share %f stays within the keys', (count, hot, share) => {
    const observed = frequencies({ kind: 'hot-set', count, hot, share }, 10_000);
    expect(observed).toHaveLength(count);
    expect(observed.reduce((a, b) => a + b)).toBe(10_000);
    if (share === 1) expect(observed.slice(hot).every((n) => n === 0)).toBe(true);
    if (share === 0) expect(observed.slice(0, hot).every((n) => n === 0)).toBe(true);
  });
});
