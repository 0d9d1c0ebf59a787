import { describe, expect, it } from 'vitest';
import { createHistogram } from '../../../src/core/statistics/histogram.ts';
import { scaleHistogram } from '../../../src/core/statistics/scale-histogram.ts';

describe('scaleHistogram', () => {
  it('keeps the shape and makes the count', () => {
    const histogram = createHistogram();
    for (let i = 1; i <= 1000; i++) histogram.record(i);
    for (const count of [0, 1, 7, 999, 123_456]) {
      const scaled = createHistogram(scaleHistogram(histogram.toData(), count));
      expect(scaled.count).toBe(count);
      if (count < 900) continue;
      expect(scaled.quantile(0.9) / histogram.quantile(0.9)).toBeCloseTo(1, 1);
      expect(scaled.mean).toBeCloseTo(histogram.mean, 6);
    }
  });

  it('makes nothing of nothing', () => {
    expect(scaleHistogram(createHistogram().toData(), 5).count).toBe(0);
  });
});
