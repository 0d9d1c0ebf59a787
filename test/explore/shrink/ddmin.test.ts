import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ddmin } from '../../../src/explore/shrink/ddmin.ts';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('ddmin', () => {
  it('finds the example of the paper: 1, 7 and 8 out of eight', () => {
    const asked: (readonly number[])[] = [];
    const needed = [1, 7, 8];
    const fails = (subset: readonly number[]): boolean => {
      asked.push(subset);
      return needed.every((item) => subset.includes(item));
    };
    expect(ddmin(range(9).slice(1), fails)).toEqual(needed);
    expect(asked.length).toBeLessThan(40);
  });

  it('finds nothing where nothing is needed, at once', () => {
    let asked = 0;
    const fails = (): boolean => {
      asked++;
      return true;
    };
    expect(ddmin(range(100), fails)).toEqual([]);
    expect(asked).toBe(1);
  });

  it('returns what cannot be reduced as it is', () => {
    const items = range(13);
    expect(ddmin(items, () => false)).toBe(items);
    expect(ddmin([], () => true)).toEqual([]);
  });

  it('keeps exactly what is needed, whatever that is, in order', () => {
    const law = fc.property(fc.subarray(range(60), { maxLength: 6 }), (needed) => {
      const result = ddmin(range(60), (subset) => needed.every((item) => subset.includes(item)));
      expect(result).toEqual(needed);
    });
    fc.assert(law, { seed: 1, numRuns: 200 });
  });

  it('is 1-minimal for tests that are not monotonic', () => {
    const law = fc.property(fc.integer(), (salt) => {
      const fails = (subset: readonly number[]): boolean =>
        subset.reduce((hash, item) => (Math.imul(hash, 31) + item) | 0, salt) % 3 !== 0;
      const items = range(20);
      fc.pre(fails(items));
      const result = ddmin(items, fails);
      expect(fails(result)).toBe(true);
      for (const gone of result) {
        expect(result.length > 1 && fails(result.filter((item) => item !== gone))).toBe(false);
      }
    });
    fc.assert(law, { seed: 1, numRuns: 200 });
  });

  it('asks about two needed items of sixty within 80 questions', () => {
    let most = 0;
    for (let a = 0; a < 60; a += 7) {
      for (let b = a + 1; b < 60; b += 5) {
        let asked = 0;
        ddmin(range(60), (subset) => {
          asked++;
          return subset.includes(a) && subset.includes(b);
        });
        most = Math.max(most, asked);
      }
    }
    expect(most).toBeLessThan(80);
  });
});
