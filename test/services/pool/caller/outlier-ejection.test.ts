import { describe, expect, it } from 'vitest';
import {
  createOutlierEjection,
  forgetOutlier,
  judge,
  nextReturn,
  type OutlierEjection,
  takeReturning,
} from '../../../../src/services/pool/caller/outlier-ejection.ts';

const SECOND = 1_000_000;
const spec = { consecutiveFailures: 2, baseTime: 3 * SECOND, maxTime: 7 * SECOND, maxShare: 0.5 };
const fail = (ejection: OutlierEjection, server: number, now: number): boolean =>
  judge(ejection, server, false, 4, now) || judge(ejection, server, false, 4, now);

describe('outlier ejection', () => {
  it('takes so many failures in a row', () => {
    const ejection = createOutlierEjection(spec, 4);
    expect([false, true, false, false].map((ok) => judge(ejection, 1, ok, 4, 0))).toEqual([false, false, false, true]);
    expect(nextReturn(ejection)).toBe(3 * SECOND);
    expect(takeReturning(ejection, 3 * SECOND - 1)).toEqual([]);
    expect(takeReturning(ejection, 3 * SECOND)).toEqual([1]);
    expect(nextReturn(ejection)).toBe(Number.POSITIVE_INFINITY);
  });

  it('does not eject the ejected, and lets them return without failures', () => {
    const ejection = createOutlierEjection(spec, 4);
    fail(ejection, 1, 0);
    expect(fail(ejection, 1, SECOND)).toBe(false);
    expect(judge(ejection, 1, false, 4, SECOND)).toBe(false);
    expect(ejection.ejected).toEqual([1]);
    takeReturning(ejection, 3 * SECOND);
    expect(judge(ejection, 1, false, 4, 3 * SECOND)).toBe(false);
    expect(judge(ejection, 1, false, 4, 3 * SECOND)).toBe(true);
  });

  it('counts ejections up, and down again every ten seconds without one', () => {
    const ejection = createOutlierEjection(spec, 4);
    const lengthAt = (now: number): number => {
      takeReturning(ejection, now);
      fail(ejection, 2, now);
      return (nextReturn(ejection) - now) / SECOND;
    };
    expect([0, 4, 11, 30, 40].map((second) => lengthAt(second * SECOND))).toEqual([3, 6, 7, 7, 7]);
    expect(lengthAt(47 * SECOND + 30 * SECOND)).toBe(6);
    expect(lengthAt(1000 * SECOND)).toBe(3);
  });

  it('starts from 0 where it would have exceeded its share', () => {
    const ejection = createOutlierEjection(spec, 4);
    expect([0, 1, 2].map((server) => fail(ejection, server, 0))).toEqual([true, true, false]);
    takeReturning(ejection, 3 * SECOND);
    expect(judge(ejection, 2, false, 4, 3 * SECOND)).toBe(false);
    expect(judge(ejection, 2, false, 4, 3 * SECOND)).toBe(true);
  });

  it('forgets who has left', () => {
    const ejection = createOutlierEjection(spec, 4);
    fail(ejection, 3, 0);
    forgetOutlier(ejection, 3);
    expect(ejection.ejected).toEqual([]);
    fail(ejection, 3, SECOND);
    expect(nextReturn(ejection)).toBe(4 * SECOND);
  });
});
