import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDifference } from '../../src/node/determinism/first-difference.ts';

describe('firstDifference', () => {
  it.each([
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, 'a[1].b', 2, 3],
    [[1, 2], [1, 2, 3], '[2]', undefined, 3],
    [{ a: 1, b: 2 }, { a: 1 }, 'b', 2, undefined],
    [{ a: { b: 1 } }, { a: 1 }, 'a', { b: 1 }, 1],
    [{ a: [] }, { a: {} }, 'a', [], {}],
    [{ a: 0 }, { a: -0 }, 'a', 0, -0],
    [{ a: null }, { a: {} }, 'a', null, {}],
    [1, 2, '', 1, 2],
  ])('of %j and %j is at %s', (one, two, path, first, second) => {
    expect(firstDifference(one, two)).toEqual({ path, first, second });
  });

  it('takes a missing key for undefined, and NaN for equal to itself', () => {
    expect(firstDifference({ a: undefined, b: Number.NaN }, { b: Number.NaN })).toBeUndefined();
  });

  it('finds nothing in copies, and something after any change', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (data, key) => {
        const copy = structuredClone(data);
        expect(firstDifference(data, copy)).toBeUndefined();
        expect(firstDifference(data, { ...copy, [`${key}!`]: Symbol.iterator })).toBeDefined();
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
