import { describe, expect, it } from 'vitest';
import { userUptime } from '../../../src/measure/availability/uptime-curve.ts';
import { withGaps } from '../../../src/measure/availability/with-gaps.ts';

const curve = {
  times: Float64Array.of(0, 10, 20, 30),
  up: Float64Array.of(2, 1, 2, 0),
  down: Float64Array.of(0, 1, 0, 0),
};

describe('withGaps', () => {
  it('leaves a curve without gaps alone', () => {
    expect(withGaps(curve, [])).toBe(curve);
  });

  it('puts skipped time back, with everybody up', () => {
    const filled = withGaps(curve, [
      { at: 5, length: 100 },
      { at: 15, length: 50 },
    ]);
    expect([...filled.times]).toEqual([0, 5, 105, 110, 115, 165, 170, 180]);
    expect([...filled.up]).toEqual([2, 2, 2, 1, 2, 1, 2, 0]);
    expect([...filled.down]).toEqual([0, 0, 0, 1, 0, 1, 0, 0]);
    // 10 of 360 user-seconds are downtime.
    expect(userUptime(filled)).toBeCloseTo(1 - 10 / 360, 12);
  });
});
