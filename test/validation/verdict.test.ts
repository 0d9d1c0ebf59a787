import { describe, expect, it } from 'vitest';
import type { Tolerance } from '../../validation/check.ts';
import { verdict } from '../../validation/verdict.ts';

const within = (value: number, tolerance: Tolerance, fewer?: number, standardError?: number): boolean =>
  verdict({ quantity: 'x', expected: 200, tolerance }, { value, standardError }, fewer).pass;

describe('verdict', () => {
  it('takes relative tolerances of the expected value', () => {
    expect(within(204, { kind: 'relative', by: 0.02 })).toBe(true);
    expect(within(204.01, { kind: 'relative', by: 0.02 })).toBe(false);
    expect(within(195.9, { kind: 'relative', by: 0.02 })).toBe(false);
  });

  it('takes absolute tolerances in the unit of the figure', () => {
    expect(within(203, { kind: 'absolute', by: 3 })).toBe(true);
    expect(within(196.9, { kind: 'absolute', by: 3 })).toBe(false);
  });

  it('takes bands as shares of the expected value, each side by itself', () => {
    const band = { kind: 'band', below: 0.01, above: 0.06 } as const;
    expect([197.9, 198, 200, 212, 212.1].map((value) => within(value, band))).toEqual([false, true, true, true, false]);
    expect(within(196, band, 4)).toBe(true);
    expect(within(195.9, band, 4)).toBe(false);
  });

  it('takes tolerances in standard errors, which must be stated', () => {
    expect(within(206, { kind: 'sigma', by: 3 }, 1, 2)).toBe(true);
    expect(within(206.1, { kind: 'sigma', by: 3 }, 1, 2)).toBe(false);
    expect(() => within(200, { kind: 'sigma', by: 3 })).toThrow('standard error');
  });

  it('takes distances below a limit, however few the trials', () => {
    const distance = (value: number) =>
      verdict({ quantity: 'distance', expected: 0, tolerance: { kind: 'below', by: 0.21 } }, { value }, 100).pass;
    expect(distance(0.2)).toBe(true);
    expect(distance(0.22)).toBe(false);
  });

  it('is wider by the root of how many fewer trials there were, but not in standard errors', () => {
    expect(within(208, { kind: 'relative', by: 0.02 }, 4)).toBe(true);
    expect(within(208.1, { kind: 'relative', by: 0.02 }, 4)).toBe(false);
    expect(within(206.1, { kind: 'sigma', by: 3 }, 4, 2)).toBe(false);
  });

  it('fails what is not a number', () => {
    expect(within(Number.NaN, { kind: 'relative', by: 1 })).toBe(false);
  });
});
