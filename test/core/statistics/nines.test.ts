import { describe, expect, it } from 'vitest';
import { downtimeSecondsPerYear } from '../../../src/core/statistics/downtime-seconds-per-year.ts';
import { nines } from '../../../src/core/statistics/nines.ts';

describe('nines', () => {
  it('counts them, exactly for 0.9, 0.99, …', () => {
    expect([0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999, 0.9999999, 0.99999999, 0.999999999].map(nines)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });

  it('in between and at the ends', () => {
    expect(nines(0.5)).toBe(0.30103);
    expect(nines(0.9995)).toBe(3.30103);
    expect(nines(0)).toBe(0);
    expect(nines(1)).toBe(Infinity);
  });
});

describe('downtime', () => {
  it('five nines allow 315.36 s a year of 365 days', () => {
    expect(downtimeSecondsPerYear(0.99999)).toBeCloseTo(315.36, 6);
    expect(downtimeSecondsPerYear(1)).toBe(0);
    expect(downtimeSecondsPerYear(0)).toBe(31_536_000);
  });
});
