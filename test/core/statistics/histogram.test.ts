import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import type { HistogramData } from '../../../src/core/statistics/histogram.ts';
import { createHistogram } from '../../../src/core/statistics/histogram.ts';
import type { HistogramData as ResultHistogramData } from '../../../src/measure/result.ts';

const inRange = fc.double({ min: 1e-7, max: 1e13, noNaN: true });

function filled(values: readonly number[]) {
  const histogram = createHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** The value of rank ⌈p n⌉. */
const exactQuantile = (values: readonly number[], p: number) =>
  values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(p * values.length)) - 1];

describe('histogram', () => {
  it('keeps every single value from 10⁻⁷ to 10¹³ within 0.8 %', () => {
    fc.assert(
      fc.property(inRange, (value) => {
        // A larger second value, or the quantile would be clamped to the exact maximum.
        const kept = filled([value, 1e14]).quantile(0.5);
        expect(Math.abs(kept - value) / value).toBeLessThanOrEqual(0.008);
      }),
      { seed: 1, numRuns: 2000 },
    );
    for (let k = -23; k <= 43; k++) {
      for (const value of [2 ** k, 2 ** k * (1 - 2 ** -53), 2 ** k * (1 + 1 / 64)]) {
        expect(Math.abs(filled([value, 1e14]).quantile(0.5) / value - 1)).toBeLessThanOrEqual(0.008);
      }
    }
  });

  it('has quantiles within 0.8 % of the exact ones, and exact count, sum, mean and max', () => {
    fc.assert(
      fc.property(
        fc.array(inRange, { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p) => {
          const histogram = filled(values);
          const exact = exactQuantile(values, p);
          expect(Math.abs(histogram.quantile(p) - exact) / exact).toBeLessThanOrEqual(0.008);
          expect(histogram.count).toBe(values.length);
          expect(histogram.sum).toBe(values.reduce((sum, x) => sum + x, 0));
          expect(histogram.mean).toBe(histogram.sum / values.length);
          expect(histogram.max).toBe(Math.max(...values));
          expect(histogram.quantile(1)).toBe(histogram.max);
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });

  it('merging is recording together, whichever way round', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e9 })), fc.array(fc.integer({ min: 0, max: 1e9 })), (a, b) => {
        const together = filled([...a, ...b]).toData();
        const ab = filled(a);
        ab.merge(filled(b).toData());
        const ba = filled(b);
        ba.merge(filled(a).toData());
        expect(ab.toData()).toEqual(together);
        expect(ba.toData()).toEqual(together);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('survives the way through JSON', () => {
    const histogram = filled([0, 1e-9, 0.001, 0.25, 3, 3, 1e9, 1e20]);
    const data: ResultHistogramData = histogram.toData();
    const back = createHistogram(JSON.parse(JSON.stringify(data)) as HistogramData);
    expect(back.toData()).toEqual(data);
    for (const p of [0, 0.2, 0.5, 0.9, 1]) expect(back.quantile(p)).toBe(histogram.quantile(p));
  });

  it('counts zero and what is near it as zero, and what is beyond the range at its end', () => {
    const histogram = filled([0, 1e-300, 1e-9, 5]);
    expect(histogram.toData().buckets[0]).toEqual([0, 3]);
    expect(histogram.quantile(0.75)).toBe(0);
    expect(histogram.quantile(0.76)).toBeCloseTo(5, 1);
    const far = filled([1e300, 1e301]);
    expect(far.max).toBe(1e301);
    expect(far.quantile(0.5)).toBeGreaterThan(1e13);
  });

  it('counts above a value to the resolution of its buckets', () => {
    const histogram = filled(Array.from({ length: 1000 }, (_, i) => i + 1));
    expect(Math.abs(histogram.countAbove(500) - 500)).toBeLessThanOrEqual(8);
    expect(histogram.countAbove(2000)).toBe(0);
    expect(histogram.countAbove(0)).toBe(1000);
  });

  it('is empty at first', () => {
    const histogram = createHistogram();
    expect(histogram.toData()).toEqual({ count: 0, sum: 0, max: 0, buckets: [] });
    expect([histogram.quantile(0.5), histogram.mean]).toEqual([Number.NaN, Number.NaN]);
  });

  it('refuses what is not a non-negative finite number', () => {
    for (const value of [-1, Number.NaN, Infinity]) expect(() => createHistogram().record(value)).toThrow(RangeError);
  });

  it('holds the same data in whichever order values came', () => {
    const random = randomStream(1, 'histogram');
    const values = Array.from({ length: 10_000 }, () => Math.floor(1e6 * random() ** 8));
    expect(filled(values.toReversed()).toData()).toEqual(filled(values).toData());
  });
});
