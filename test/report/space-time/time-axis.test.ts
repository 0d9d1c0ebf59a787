import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimeAxis } from '../../../src/report/space-time/time-axis.ts';

const times = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 40 });

describe('the axis of time', () => {
  it('keeps the order of all instants, landmarks or not', () => {
    const law = fc.property(times, times, times, (landmarks, spaced, others) => {
      const axis = createTimeAxis(landmarks, spaced, 18);
      const sorted = [...landmarks, ...spaced, ...others].sort((a, b) => a - b);
      for (const [i, time] of sorted.entries()) {
        expect(axis.position(time)).toBeGreaterThanOrEqual(i === 0 ? 0 : axis.position(sorted[i - 1]));
        expect(axis.position(time)).toBeLessThanOrEqual(axis.height);
      }
    });
    fc.assert(law, { seed: 1, numRuns: 200 });
  });

  it('tells different landmarks apart, and gives the spaced ones room', () => {
    const law = fc.property(times, times, (landmarks, spaced) => {
      const axis = createTimeAxis(landmarks, spaced, 18);
      const apart = (instants: readonly number[], least: number): void => {
        const places = [...new Set(instants)].sort((a, b) => a - b).map(axis.position);
        for (const [i, place] of places.entries())
          if (i > 0) expect(place - places[i - 1]).toBeGreaterThanOrEqual(least - 1e-9);
      };
      apart([...landmarks, ...spaced], 5);
      apart(spaced, 18);
      for (const [i, { at }] of axis.labels.entries())
        if (i > 0) expect(at - axis.labels[i - 1].at).toBeGreaterThanOrEqual(16);
    });
    fc.assert(law, { seed: 1, numRuns: 200 });
  });

  it('shortens long waits, and marks them', () => {
    const axis = createTimeAxis([0, 1000, 5_001_000], [], 18);
    expect(axis.position(5_001_000) - axis.position(1000)).toBeLessThan(5 * axis.position(1000));
    expect(axis.gaps).toEqual([{ from: 1000, to: 5_001_000, at: expect.any(Number) }]);
  });
});
