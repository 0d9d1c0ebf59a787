import { describe, expect, it } from 'vitest';
import { printLimit, printQuantity } from '../../../src/scenario/print/print-quantity.ts';

describe('printQuantity', () => {
  it.each([
    ['duration', 0, '0s'],
    ['duration', 1, '1us'],
    ['duration', 250, '250us'],
    ['duration', 1500, '1.5ms'],
    ['duration', 150_000, '150ms'],
    ['duration', 1_000_000, '1s'],
    ['duration', 1_203_457, '1.203457s'],
    ['duration', 90_000_000, '90s'],
    ['duration', 120_000_000, '2min'],
    ['duration', 600_000_000, '10min'],
    ['duration', 5_400_000_000, '90min'],
    ['duration', 630_000_000, '630s'],
    ['duration', 86_400_000_000, '1d'],
    ['duration', 31_536_000_000_000, '1y'],
    ['duration', -2_500_000, '-2.5s'],
    ['share', 0.1, '10%'],
    ['share', 0.07, '7%'],
    ['share', 0.99999, '99.999%'],
    ['share', 0.00001, '10ppm'],
    ['share', 1, '100%'],
    ['rate', 200, '200/s'],
    ['rate', 10 / 60, '10/min'],
    ['rate', 0.5, '0.5/s'],
    ['rate', 1 / 3, '20/min'],
    ['size', 1000, '1kB'],
    ['size', 1024, '1KiB'],
    ['size', 64 * 1024 * 1024, '64MiB'],
    ['size', 300, '300B'],
    ['bandwidth', 1.25e9, '10Gbit/s'],
    ['bandwidth', 5e8, '500MB/s'],
    ['ppm', 20, '20ppm'],
    ['integer', 5000, '5000'],
    ['number', 0.99, '0.99'],
    ['number', 1e21, '1e+21'],
  ] as const)('%s %d is %s', (kind, value, text) => {
    expect(printQuantity(kind, value)).toBe(text);
  });

  it('knows what it cannot write', () => {
    expect(() => printQuantity('duration', 0.5)).toThrow(RangeError);
    expect(() => printQuantity('size', 1.5)).toThrow(RangeError);
    expect(() => printQuantity('rate', Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(printLimit('size', Number.POSITIVE_INFINITY)).toBe('unlimited');
    expect(printLimit('size', 1000)).toBe('1kB');
  });
});
