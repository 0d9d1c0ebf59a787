import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRunningMoments } from '../../../src/core/statistics/running-moments.ts';

function filled(values: readonly number[]) {
  const moments = createRunningMoments();
  for (const value of values) moments.record(value);
  return moments;
}

describe('running moments', () => {
  it('of 2, 4, 4, 4, 5, 5, 7, 9: mean 5, variance 32/7', () => {
    const moments = filled([2, 4, 4, 4, 5, 5, 7, 9]);
    expect([moments.count, moments.mean, moments.min, moments.max]).toEqual([8, 5, 2, 9]);
    expect(moments.variance).toBeCloseTo(32 / 7, 12);
    expect(moments.standardDeviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
  });

  it('does not cancel far from zero, where the naive formula does', () => {
    const moments = filled([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    expect(moments.variance).toBe(30);
  });

  it('merging is recording together', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 50 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const merged = filled(a);
        merged.merge(filled(b));
        const together = filled([...a, ...b]);
        expect(merged.count).toBe(together.count);
        expect([merged.min, merged.max]).toEqual([together.min, together.max]);
        if (together.count > 0) expect(merged.mean).toBeCloseTo(together.mean, 9);
        if (together.count > 1)
          expect(merged.variance / (together.variance || 1)).toBeCloseTo(together.variance === 0 ? 0 : 1, 9);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('knows nothing without values', () => {
    expect([filled([]).mean, filled([1]).variance]).toEqual([Number.NaN, Number.NaN]);
    expect([filled([]).min, filled([]).max]).toEqual([Infinity, -Infinity]);
  });
});
