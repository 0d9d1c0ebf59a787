import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentTQuantile } from '../../../src/core/maths/student-t-quantile.ts';
import { studentTTails } from '../../../src/core/maths/student-t-tails.ts';
import { pairedTTest } from '../../../src/core/statistics/paired-t-test.ts';

describe('tails of Student’s t', () => {
  it('agree with the closed forms for one and two degrees of freedom', () => {
    for (const t of [1e-6, 0.01, 0.5, 1, 3, 40, 1e4]) {
      const cauchy = (2 / Math.PI) * Math.atan(1 / t);
      expect(Math.abs(studentTTails(t, 1) / cauchy - 1)).toBeLessThan(1e-12);
      const second = 2 / (2 + t * t) / (1 + t / Math.sqrt(2 + t * t));
      expect(Math.abs(studentTTails(-t, 2) / second - 1)).toBeLessThan(1e-11);
    }
  });

  it('undo the quantile', () => {
    for (const freedom of [1, 3, 9, 30, 199, 999]) {
      for (const p of [0.5, 0.1, 0.05, 1e-3, 1e-9]) {
        expect(studentTTails(studentTQuantile(1 - p / 2, freedom), freedom) / p).toBeCloseTo(1, 6);
      }
    }
  });

  it('at the edges', () => {
    expect(studentTTails(0, 5)).toBe(1);
    expect(studentTTails(-Infinity, 5)).toBe(0);
    expect(studentTTails(1.959963984540054, Infinity)).toBeCloseTo(0.05, 14);
    expect(studentTTails(Number.NaN, 5)).toBeNaN();
    expect(studentTTails(1, 0)).toBeNaN();
  });
});

describe('paired t-test', () => {
  // Cushny and Peebles' sleep data, the example of Student (1908); R: t.test(extra ~ group, sleep, paired = TRUE)
  // says t = 4.0621, df = 9, p-value = 0.002833.
  it('of Student’s own example', () => {
    const { t, p } = pairedTTest([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]);
    expect(t).toBeCloseTo(4.0621, 4);
    expect(p).toBeCloseTo(0.002833, 6);
  });

  it('turned round, t changes its sign and p stays', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2 }), (differences) => {
        const forth = pairedTTest(differences);
        const back = pairedTTest(differences.map((difference) => -difference));
        expect(back.p).toBe(forth.p);
        expect(Math.abs(back.t)).toBe(Math.abs(forth.t));
        expect(forth.p).toBeGreaterThanOrEqual(0);
        expect(forth.p).toBeLessThanOrEqual(1);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('leaves equal differences to the sign test: 2^(1−n)', () => {
    expect(pairedTTest([3, 3])).toEqual({ t: Infinity, p: 0.5 });
    expect(pairedTTest([-3, -3, -3, -3, -3, -3])).toEqual({ t: -Infinity, p: 1 / 32 });
    expect(pairedTTest([0, 0, 0])).toEqual({ t: 0, p: 1 });
    expect(pairedTTest(new Array(2000).fill(1)).p).toBe(0);
  });

  it('knows nothing from one difference', () => {
    expect(pairedTTest([5])).toEqual({ t: Number.NaN, p: 1 });
    expect(pairedTTest([])).toEqual({ t: Number.NaN, p: 1 });
  });
});
