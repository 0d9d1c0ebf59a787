import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from '../../../src/core/statistics/holm.ts';

/**
 * Marcus, Peritz and Gabriel (1976): Holm's procedure is the closure of Bonferroni's test. A hypothesis is rejected if every
 * set of hypotheses that it belongs to is, at level α / size of the set.
 */
const byClosure = (values: readonly number[]): number[] =>
  values.map((_, i) => {
    let worst = 0;
    for (let set = 1; set < 1 << values.length; set++) {
      if ((set & (1 << i)) === 0) continue;
      const members = values.filter((_, j) => (set & (1 << j)) !== 0);
      worst = Math.max(worst, Math.min(1, members.length * Math.min(...members)));
    }
    return worst;
  });

describe('Holm’s correction', () => {
  it('multiplies the smallest by how many there are, the next by one less, and never falls', () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, i) => {
      expect(adjusted[i].p).toBeCloseTo(p, 15);
    });
    expect(adjusted.map(({ factor }) => factor)).toEqual([3, 1, 2, 4]);
    expect(holm([])).toEqual([]);
    expect(holm([0.7, 0.9])).toEqual([
      { p: 1, factor: 2 },
      { p: 1, factor: 1 },
    ]);
  });

  it('is the closure of Bonferroni’s test', () => {
    const value = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 0.5, 1));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 8 }), (values) => {
        const expected = byClosure(values);
        holm(values).forEach(({ p }, i) => {
          expect(p).toBeCloseTo(expected[i], 12);
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
