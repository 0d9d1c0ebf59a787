import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes } from '../../../src/core/units/format-bytes.ts';
import { formatCount } from '../../../src/core/units/format-count.ts';
import { formatDuration } from '../../../src/core/units/format-duration.ts';
import { formatShare } from '../../../src/core/units/format-share.ts';
import { parseSignedDuration } from '../../../src/core/units/parse-duration.ts';
import { parseShare } from '../../../src/core/units/parse-share.ts';
import { parseSize } from '../../../src/core/units/parse-size.ts';
import type { Parsed } from '../../../src/core/units/parsed.ts';

const parsedValue = (parsed: Parsed<number>) => (parsed.ok ? parsed.value : Number.NaN);

describe('formatDuration', () => {
  it.each([
    [0, '0 µs'],
    [0.5, '0.5 µs'],
    [250, '250 µs'],
    [999.6, '1 ms'],
    [1500, '1.5 ms'],
    [999_999.6, '1 s'],
    [1_500_000, '1.5 s'],
    [59_999_600, '1 min'],
    [90_000_000, '1 min 30 s'],
    [3_599_700_000, '1 h'],
    [86_399_900_000, '1 d'],
    [273_600_000_000, '3 d 4 h'],
    [31_535_136_000_000, '1 y'],
    [33_112_800_000_000, '1 y 18 d'],
    [-5_000_000, '-5 s'],
    [Infinity, '∞'],
    [-Infinity, '-∞'],
    [Number.NaN, 'n/a'],
  ])('%f → %s', (micros, text) => {
    expect(formatDuration(micros)).toBe(text);
  });

  it('is read back within 2.1 % (half an hour of a day), of either sign', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 36, noNaN: true }), fc.boolean(), (ln, negative) => {
        const micros = Math.round(Math.exp(ln)) * (negative ? -1 : 1);
        const back = parsedValue(parseSignedDuration(formatDuration(micros)));
        expect(Math.abs(back / micros - 1)).toBeLessThanOrEqual(0.021);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});

describe('formatShare', () => {
  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.5, '50 %'],
    [0.07, '7 %'],
    [0.123456, '12.3 %'],
    [0.8765, '87.6 %'],
    [0.9991234, '99.9123 %'],
    [0.99999, '99.999 %'],
    [0.999987345, '99.99873 %'],
    [1 - 2 ** -53, '99.9999999999999889 %'],
    [0.00001, '0.001 %'],
    [1.5, '150 %'],
    [-0.25, '-25 %'],
    [Number.NaN, 'n/a'],
  ])('%f → %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it('shows 100 % for 1 alone and 0 % for 0 alone', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true, maxExcluded: true }), (share) => {
        for (const x of [share, 1 - share * 1e-9]) {
          if (x < 1) expect(['0 %', '100 %']).not.toContain(formatShare(x));
        }
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('is read back within half a per cent of the share and of what is missing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }),
        fc.integer({ min: 0, max: 9 }),
        (u, power) => {
          for (const share of [u * 10 ** -power, 1 - u * 10 ** -power]) {
            const back = parsedValue(parseShare(formatShare(share)));
            const telling = share > 0.5 ? 1 - share : share;
            expect(Math.abs(back - share)).toBeLessThanOrEqual(0.006 * telling + 2e-16);
          }
        },
      ),
      { seed: 2, numRuns: 1000 },
    );
  });
});

describe('formatCount', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1234567, '1,234,567'],
    [-1234.6, '-1,235'],
    [1e22, '1e+22'],
    [Infinity, '∞'],
    [Number.NaN, 'n/a'],
  ])('%f → %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (count) => {
        expect(Number(formatCount(count).replaceAll(',', ''))).toBe(count);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [1023.7, '1 KiB'],
    [1536, '1.5 KiB'],
    [2 ** 20 - 1, '1 MiB'],
    [1.5 * 2 ** 30, '1.5 GiB'],
    [Infinity, '∞'],
  ])('%f → %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('is read back within 0.5 %', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8e15 }), (bytes) => {
        expect(Math.abs(parsedValue(parseSize(formatBytes(bytes))) / bytes - 1)).toBeLessThanOrEqual(0.005);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
