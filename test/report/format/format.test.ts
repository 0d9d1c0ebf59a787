import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAvailability } from '../../../src/report/format/format-availability.ts';
import { formatCount } from '../../../src/report/format/format-count.ts';
import { formatMetric } from '../../../src/report/format/format-metric.ts';
import { formatNines } from '../../../src/report/format/format-nines.ts';
import { formatSeconds } from '../../../src/report/format/format-seconds.ts';

describe('formatSeconds', () => {
  it.each([
    [0, '0 s'],
    [0.000_000_4, '0.4 µs'],
    [0.000_84, '840 µs'],
    [0.001, '1 ms'],
    [0.249_9, '250 ms'],
    [0.999_6, '1 s'],
    [2.414, '2.41 s'],
    [59.96, '1 min'],
    [315.36, '5 min 15 s'],
    [3_600, '1 h'],
    [86_399.9, '1 d'],
    [1_051_200, '12 d 4 h'],
    [31_536_000, '1 y'],
    [20 * 31_536_000, '20 y'],
    [-2, '−2 s'],
    [Number.POSITIVE_INFINITY, '—'],
    [Number.NaN, '—'],
  ])('%d → %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });

  it('never shows sixty of a unit', () => {
    const seconds = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(seconds, (value) => {
        expect(formatSeconds(value)).not.toMatch(/\b(60 s|60 min|24 h|1000 ms|1000 µs)\b/);
      }),
      { seed: 1, numRuns: 5_000 },
    );
  });
});

describe('formatAvailability', () => {
  it.each([
    [1, '100 %'],
    [0.999_99, '99.9990 %'],
    [0.999_991_2, '99.99912 %'],
    [0.5, '50.00 %'],
    [0, '0.00 %'],
    [0.987_654, '98.76 %'],
  ])('%d → %s', (share, text) => {
    expect(formatAvailability(share)).toBe(text);
  });

  it('never rounds up to a hundred, nor beyond the truth', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (share) => {
        const shown = Number.parseFloat(formatAvailability(share));
        expect(shown).toBeLessThan(100);
        expect(shown).toBeLessThanOrEqual(share * 100 + 1e-6);
      }),
      { seed: 2, numRuns: 5_000 },
    );
  });
});

describe('the other formats', () => {
  it('group thousands and abbreviate millions', () => {
    expect(formatCount(999)).toBe('999');
    expect(formatCount(1_234_567, ' ')).toBe('1 234 567');
    expect(formatCount(12_345_678)).toBe('12.3 M');
    expect(formatCount(1.56e9)).toBe('1.56 G');
    expect(formatCount(2.5)).toBe('2.5');
  });

  it('show nines', () => {
    expect(formatNines(4.868)).toBe('4.87');
    expect(formatNines(null)).toBe('no downtime seen');
  });

  it('show an expectation in the unit of its bound', () => {
    expect(formatMetric('availability.time >= 99.999%', 0.999_991_2)).toBe('99.99912 %');
    expect(formatMetric('failover.p99 < 4s', 2.3141)).toBe('2.31 s');
    expect(formatMetric('violations == 0', 0)).toBe('0');
    expect(formatMetric('load.store.jain >= 0.9', 0.912_345_67)).toBe('0.912346');
    expect(formatMetric('failover.p99 < 4s', null)).toBe('not measured');
  });
});
