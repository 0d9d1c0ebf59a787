import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { fullJitter } from '../../../src/services/retry/full-jitter.ts';
import { createRetryBudget, deposit, RETRY_BURST, withdraw } from '../../../src/services/retry/retry-budget.ts';

describe('retry budget', () => {
  it('lets through at most ratio · requests + burst, at any time', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 0.1, 0.25, 1), fc.array(fc.boolean(), { maxLength: 500 }), (ratio, events) => {
        const budget = createRetryBudget(ratio);
        let [requests, retries] = [0, 0];
        for (const isRequest of events) {
          if (isRequest) {
            requests++;
            deposit(budget);
          } else if (withdraw(budget)) {
            retries++;
          }
          expect(retries).toBeLessThanOrEqual(ratio * requests + RETRY_BURST + 1e-9);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('is used in full by callers that retry whenever they may', () => {
    const budget = createRetryBudget(0.125);
    let retries = 0;
    for (let i = 0; i < 10_000; i++) {
      deposit(budget);
      if (withdraw(budget)) retries++;
    }
    expect(retries).toBe(1250 + RETRY_BURST - 1);
  });

  it('is worth no more than the burst after a quiet time', () => {
    const budget = createRetryBudget(1);
    for (let i = 0; i < 1000; i++) deposit(budget);
    let retries = 0;
    while (withdraw(budget)) retries++;
    expect(retries).toBe(RETRY_BURST);
  });

  it('may be none', () => {
    const budget = createRetryBudget(Number.POSITIVE_INFINITY);
    for (let i = 0; i < 1000; i++) expect(withdraw(budget)).toBe(true);
  });
});

describe('full jitter', () => {
  const backoff = { min: 50_000, max: 1_000_000 };
  const delays = (attempt: number) => {
    const random = randomStream(5, `attempt ${attempt}`);
    return Array.from({ length: 20_000 }, () => fullJitter(attempt, backoff, random));
  };

  it.each([
    [1, 50_000],
    [2, 100_000],
    [5, 800_000],
    [6, 1_000_000],
    [60, 1_000_000],
  ])('after attempt %i is even between 0 and %i µs', (attempt, ceiling) => {
    const drawn = delays(attempt);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(ceiling);
    // Standard error of the mean: ceiling / √(12 · 20 000) = 0.2 % of the ceiling.
    expect(Math.abs(drawn.reduce((a, b) => a + b) / drawn.length - ceiling / 2)).toBeLessThan(0.007 * ceiling);
  });
});
