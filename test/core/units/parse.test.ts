/** What each parser reads, to the last digit, and what it says to what it cannot read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration, parseSignedDuration } from '../../../src/core/units/parse-duration.ts';
import { parseQuantity, type QuantityKind } from '../../../src/core/units/parse-quantity.ts';
import { parseRange } from '../../../src/core/units/parse-range.ts';

const KINDS: readonly QuantityKind[] = ['integer', 'number', 'share', 'duration', 'size', 'rate', 'bandwidth', 'ppm'];

const read: Readonly<Record<QuantityKind, readonly (readonly [string, number])[]>> = {
  duration: [
    ['0', 0],
    ['0s', 0],
    ['1us', 1],
    ['1µs', 1],
    ['1μs', 1],
    ['250 us', 250],
    ['0.1s', 100_000],
    ['1.1s', 1_100_000],
    ['0.000001s', 1],
    ['33.3333ms', 33_333],
    ['1.5us', 2],
    ['1_500ms', 1_500_000],
    ['1e3ms', 1_000_000],
    ['+5s', 5_000_000],
    ['5min', 300_000_000],
    ['5m', 300_000_000],
    ['1.5h', 5_400_000_000],
    ['1h30m', 5_400_000_000],
    ['1h 30min', 5_400_000_000],
    ['3 d 4 h', 273_600_000_000],
    ['2w', 1_209_600_000_000],
    ['1y', 31_536_000_000_000],
    ['0.1y', 3_153_600_000_000],
    ['100y', 3_153_600_000_000_000],
    ['9007199254740991us', Number.MAX_SAFE_INTEGER],
  ],
  share: [
    ['0', 0],
    ['1', 1],
    ['100%', 1],
    ['10%', 0.1],
    ['0.1', 0.1],
    ['99.999%', 0.99999],
    ['99.9999 %', 0.999999],
    ['7%', 0.07],
    ['50ppm', 0.00005],
    ['1e-3', 0.001],
  ],
  rate: [
    ['0', 0],
    ['500/s', 500],
    ['0.1/s', 0.1],
    ['10/min', 10 / 60],
    ['10/m', 10 / 60],
    ['2/h', 2 / 3600],
    ['1/d', 1 / 86_400],
    ['1/ms', 1000],
    ['5 / s', 5],
    ['10_000/s', 10_000],
  ],
  size: [
    ['0', 0],
    ['100B', 100],
    ['1.5kB', 1500],
    ['1MB', 1e6],
    ['2GiB', 2 ** 31],
    ['0.5KiB', 512],
    ['1.1MB', 1_100_000],
    ['3 TiB', 3 * 2 ** 40],
  ],
  bandwidth: [
    ['0', 0],
    ['10MiB/s', 10 * 2 ** 20],
    ['1Gbit/s', 125e6],
    ['1.1MB/s', 1_100_000],
    ['3bit/s', 0.375],
    ['100 Mbit/s', 12.5e6],
  ],
  ppm: [
    ['0', 0],
    ['20ppm', 20],
    ['-50ppm', -50],
    ['0.1ppm', 0.1],
    ['0.01%', 100],
  ],
  integer: [
    ['3', 3],
    ['-2', -2],
    ['10_000', 10_000],
    ['1e6', 1_000_000],
    ['1.5e1', 15],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ],
  number: [
    ['3', 3],
    ['-0.5', -0.5],
    ['0.99', 0.99],
    ['1e-5', 1e-5],
    ['1_000.25', 1000.25],
    ['0.1', 0.1],
  ],
};

const refused: readonly (readonly [QuantityKind, string, string])[] = [
  ['duration', '', 'expected a duration such as 150ms'],
  ['duration', '5', 'a duration needs a unit: did you mean 5s?'],
  ['duration', '5secs', 'unknown unit "secs": did you mean "s"?'],
  ['duration', '5S', 'unknown unit "S": did you mean "s"?'],
  ['duration', '5M', 'unknown unit "M": did you mean "min"?'],
  ['duration', '5 Hours', 'unknown unit "Hours": did you mean "h"?'],
  ['duration', '1h30mins', 'unknown unit "mins": did you mean "min"?'],
  ['duration', '5foo', 'unknown unit "foo": known are us, ms, s, min, h, d, w, y'],
  ['duration', '5ns', 'unit "ns" is too fine: time counts whole microseconds, "us"'],
  ['duration', '2months', 'unit "months" has no fixed length: write 30d for a month'],
  ['duration', '-5ms', 'a duration cannot be negative'],
  ['duration', '0.1us', 'a duration cannot be below 1us and not zero'],
  ['duration', '300y', 'a duration cannot be more than 285 y 225 d'],
  ['duration', '1e999y', 'a duration cannot be more than 285 y 225 d'],
  ['duration', '30m1h', 'units must go from large to small, each once, as in 1h30m: not "30m1h"'],
  ['duration', '1s1s', 'units must go from large to small, each once, as in 1h30m: not "1s1s"'],
  ['duration', 'soon', 'cannot read "soon" as a duration: expected one such as 150ms'],
  ['duration', '1h30', 'cannot read "1h30" as a duration: expected one such as 150ms'],
  ['duration', 'NaN', 'cannot read "NaN" as a duration: expected one such as 150ms'],
  ['duration', '1,5s', 'decimals go after a point: did you mean 1.5s?'],
  ['duration', `${'1'.repeat(200)}s`, 'too long for a duration: expected one such as 150ms'],
  ['share', '10', 'a share cannot be more than 1: did you mean 10%?'],
  ['share', '101%', 'a share cannot be more than 100%, not 101%'],
  ['share', '1000', 'a share cannot be more than 100%, not 1000'],
  ['share', '-1%', 'a share cannot be negative'],
  ['share', '10 percent', 'unknown unit "percent": did you mean "%"?'],
  ['share', '10s', 'unknown unit "s": known are %, ppm'],
  ['rate', '500', 'a rate needs a unit: did you mean 500/s?'],
  ['rate', '500rps', 'unknown unit "rps": did you mean "/s"?'],
  ['rate', '5/sec', 'unknown unit "/sec": did you mean "/s"?'],
  ['rate', '5s', 'unknown unit "s": did you mean "/s"?'],
  ['rate', '-5/s', 'a rate cannot be negative'],
  ['size', '5', 'a size needs a unit: did you mean 5B?'],
  ['size', '5K', 'unknown unit "K": did you mean "kB"?'],
  ['size', '4kb', 'unknown unit "kb": did you mean "kB"?'],
  ['size', '4Gib', 'unknown unit "Gib": did you mean "GiB"?'],
  ['size', '12 bytes', 'unknown unit "bytes": did you mean "B"?'],
  ['size', '0.2B', 'a size cannot be below 1B and not zero'],
  ['size', '100PiB', 'a size cannot be more than 9PB'],
  ['bandwidth', '5', 'a bandwidth needs a unit: did you mean 5MB/s?'],
  ['bandwidth', '100Mbps', 'unknown unit "Mbps": did you mean "Mbit/s"?'],
  ['bandwidth', '10MB', 'unknown unit "MB": did you mean "MB/s"?'],
  ['ppm', '5', 'a deviation needs a unit: did you mean 5ppm?'],
  ['ppm', '-5', 'a deviation needs a unit: did you mean -5ppm?'],
  ['integer', '1.5', 'expected a whole number, not 1.5'],
  ['integer', '1e30', 'a whole number cannot be more than 9007199254740991'],
  ['integer', 'NaN', 'cannot read "NaN" as a number: expected one such as 10'],
  ['number', '0x10', 'cannot read "0x10" as a number: expected one such as 10'],
  ['number', 'Infinity', 'cannot read "Infinity" as a number: expected one such as 10'],
  ['number', '1e400', 'a number cannot be more than 1e308'],
];

describe('parseQuantity', () => {
  it.each(KINDS)('%s: reads exactly', (kind) => {
    const results = read[kind].map(([text]) => [text, parseQuantity(text, kind)]);
    expect(results).toEqual(read[kind].map(([text, value]) => [text, { ok: true, value }]));
  });

  it.each(refused)('%s: refuses %j', (kind, text, message) => {
    expect(parseQuantity(text, kind)).toEqual({ ok: false, message });
  });

  it('never throws; values are finite, messages one short line', () => {
    const alphabet = fc.constantFrom(...'0123456789.eE+-_/% smhdwyuBkKMGiTbtpNµ,\n'.split(''));
    const text = fc.oneof(fc.string({ maxLength: 150 }), fc.string({ unit: alphabet, maxLength: 20 }));
    fc.assert(
      fc.property(text, fc.constantFrom(...KINDS), (input, kind) => {
        const parsed = parseQuantity(input, kind);
        if (parsed.ok) expect(Number.isFinite(parsed.value)).toBe(true);
        else expect(parsed.message.length).toBeLessThan(250);
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  it('reads every whole number of microseconds in every unit it can be written in', () => {
    const units = [
      ['us', 1],
      ['ms', 1e3],
      ['s', 1e6],
    ] as const;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e15 }), fc.constantFrom(...units), (micros, [unit, size]) => {
        const decimals = String(size).length - 1;
        const whole = Math.floor(micros / size);
        const fraction = String(micros % size).padStart(decimals, '0');
        const text = decimals === 0 ? `${micros}${unit}` : `${whole}.${fraction}${unit}`;
        expect(parseDuration(text)).toEqual({ ok: true, value: micros });
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});

describe('parseSignedDuration', () => {
  it('takes a sign, once', () => {
    expect(parseSignedDuration('-5ms')).toEqual({ ok: true, value: -5000 });
    expect(parseSignedDuration('5ms')).toEqual({ ok: true, value: 5000 });
    expect(parseSignedDuration('-0')).toEqual({ ok: true, value: 0 });
    expect(parseSignedDuration('--5ms').ok).toBe(false);
  });
});

describe('parseRange', () => {
  const parse = (text: string) => parseRange(text, parseDuration, '1s..2s');

  it('reads both ends', () => {
    expect(parse('1s..2s')).toEqual({ ok: true, value: { min: 1_000_000, max: 2_000_000 } });
    expect(parse(' 1.5ms .. 2s ')).toEqual({ ok: true, value: { min: 1500, max: 2_000_000 } });
    expect(parse('1s..1s')).toEqual({ ok: true, value: { min: 1_000_000, max: 1_000_000 } });
  });

  it.each([
    ['2s..1s', 'the range runs backwards: did you mean 1s..2s?'],
    ['1..2s', 'lower end of the range: a duration needs a unit: did you mean 1s?'],
    ['1s..', 'upper end of the range: expected a duration such as 150ms'],
    ['1s', 'cannot read "1s" as a range: expected one such as 1s..2s'],
    ['1s-2s', 'cannot read "1s-2s" as a range: expected one such as 1s..2s'],
    ['1s..2secs', 'upper end of the range: unknown unit "secs": did you mean "s"?'],
  ])('refuses %s', (text, message) => {
    expect(parse(text)).toEqual({ ok: false, message });
  });
});
