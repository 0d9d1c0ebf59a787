import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWindowedSteps } from '../../src/measure/windowed-steps.ts';
import { windowsOf } from '../../src/measure/windows.ts';

const periods = fc
  .record({ start: fc.integer({ min: -1000, max: 1000 }), length: fc.integer({ min: 1, max: 100_000 }) })
  .map(({ start, length }) => ({ start, end: start + length }));

describe('windows', () => {
  it('cover the period, in order and without gaps', () => {
    fc.assert(
      fc.property(periods, fc.nat(100_000), (period, offset) => {
        const windows = windowsOf(period);
        expect([windows.bound(0), windows.bound(windows.count)]).toEqual([period.start, period.end]);
        const time = period.start + (offset % (period.end - period.start));
        const i = windows.at(time);
        expect(windows.bound(i)).toBeLessThanOrEqual(time);
        expect(windows.bound(i + 1)).toBeGreaterThan(time);
      }),
      { seed: 1, numRuns: 300 },
    );
    expect(windowsOf({ start: 0, end: 1000 }).at(1000)).toBe(199);
  });

  it('share a stretch out exactly, and clip it', () => {
    fc.assert(
      fc.property(periods, fc.integer({ min: -2000, max: 102_000 }), fc.nat(110_000), (period, from, length) => {
        const windows = windowsOf(period);
        const areas = new Float64Array(windows.count);
        windows.addOver(areas, from, from + length, 3);
        const overlap = Math.max(0, Math.min(from + length, period.end) - Math.max(from, period.start));
        expect(areas.reduce((sum, area) => sum + area, 0)).toBe(3 * overlap);
        areas.forEach((area, i) => {
          const [low, high] = [Math.max(windows.bound(i), from), Math.min(windows.bound(i + 1), from + length)];
          expect(area).toBe(3 * Math.max(0, high - low));
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('steps', () => {
  it('have the mean over time, and forget what lies before the period', () => {
    const steps = createWindowedSteps(windowsOf({ start: 0, end: 400 }), 5);
    steps.set(-10, 1);
    steps.set(1, 3);
    steps.set(200, 0);
    const { means, mean } = steps.finish();
    expect([means[0], means[1], means[99], means[100]]).toEqual([2, 3, 3, 0]);
    expect(mean).toBeCloseTo((1 + 3 * 199) / 400, 12);
  });
});
