import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval, MetricInfo, Ranking } from '../../src/compare/comparison.ts';
import { gridOf, linesOf } from '../../src/compare/grid.ts';
import { pairedDifference } from '../../src/compare/paired-difference.ts';
import { rank } from '../../src/compare/rank.ts';
import { normalQuantile } from '../../src/core/maths/normal-quantile.ts';
import { randomStream } from '../../src/core/random/random-stream.ts';
import { confidenceInterval } from '../../src/core/statistics/confidence-interval.ts';
import { sampleSize } from '../../src/core/statistics/sample-size.ts';

const LOWER: MetricInfo = { name: 'latency', unit: 'seconds', better: 'lower', asked: true };
const HIGHER: MetricInfo = { ...LOWER, name: 'goodput', better: 'higher' };

type Values = readonly (readonly (number | null)[])[];

const meansOf = (values: Values): (Interval | null)[] =>
  values.map((row) => {
    const known = row.filter((value) => value !== null);
    return known.length === 0 ? null : { ...confidenceInterval(known), runs: known.length };
  });

const rankValues = (values: Values, sizes: readonly number[] = [values.length], info = LOWER): Ranking[] =>
  rank({ info, values, means: meansOf(values) }, sizes);

/** Normal values with a part that all variants of a seed share. */
const draws = (name: string, variants: number, seeds: number, shared: number, shift: (variant: number) => number) => {
  const random = randomStream(1, name);
  const normal = () => normalQuantile(1 - random());
  const common = Array.from({ length: seeds }, normal);
  return Array.from({ length: variants }, (_, variant) =>
    common.map((each) => shared * each + normal() + shift(variant)),
  );
};

describe('a paired difference', () => {
  it('is that of the seeds which both have', () => {
    const raw = pairedDifference([1, null, 3, 9], [2, 5, 5, null]);
    expect(raw?.difference).toMatchObject({ mean: -1.5, runs: 2 });
    expect(pairedDifference([1, null], [null, 2])).toBeUndefined();
    expect(pairedDifference([1], [3])).toEqual({
      difference: { mean: -2, ci95: null, runs: 1 },
      p: 1,
      standardDeviation: Number.NaN,
      varianceReduction: null,
    });
  });

  it('has a smaller variance than the unpaired one exactly where runs are positively correlated', () => {
    const values = fc.array(
      fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })),
      {
        minLength: 3,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(values, (pairs) => {
        const mean = (of: (pair: readonly [number, number]) => number) =>
          pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
        const [meanA, meanB] = [mean(([a]) => a), mean(([, b]) => b)];
        const covariance = mean(([a, b]) => (a - meanA) * (b - meanB));
        fc.pre(Math.abs(covariance) > 1e-9);
        const reduction = pairedDifference(
          pairs.map(([a]) => a),
          pairs.map(([, b]) => b),
        )?.varianceReduction;
        fc.pre(reduction !== null && reduction !== undefined);
        expect(reduction > 1).toBe(covariance > 0);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('turned round has the other sign and is otherwise the same', () => {
    const figure = fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constant(null));
    fc.assert(
      fc.property(fc.array(fc.tuple(figure, figure), { minLength: 2, maxLength: 10 }), (pairs) => {
        const [a, b] = [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
        const [forth, back] = [pairedDifference(a, b), pairedDifference(b, a)];
        expect(back?.difference.mean).toBe(forth && 0 - forth.difference.mean);
        expect(back?.p).toBe(forth?.p);
        expect(back?.varianceReduction).toBe(forth?.varianceReduction);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('that only rounding spreads is held to be constant', () => {
    const a = [0.1, 0.2, 0.7];
    const b = a.map((value) => value + 0.1);
    expect(pairedDifference(b, a)).toMatchObject({ standardDeviation: 0, varianceReduction: null, p: 0.25 });
    expect(
      pairedDifference(
        a.map((value) => value * 3),
        a.map((value) => value + value + value),
      ),
    ).toMatchObject({ difference: { mean: 0, ci95: [0, 0] }, p: 1 });
    const sums = [0.3, 0.6, 0.9].map((value) => value + 0.1 + 0.2);
    const rounded = [0.3, 0.6, 0.9].map((value) => value + (0.1 + 0.2));
    expect(sums).not.toEqual(rounded);
    expect(pairedDifference(sums, rounded)).toMatchObject({ difference: { mean: 0, ci95: [0, 0] }, p: 1 });
  });
});

describe('a ranking', () => {
  it('has the best first, ties by the order of the axis, and those without the figure last', () => {
    const order = (info: MetricInfo) =>
      rankValues(
        [
          [3, 3],
          [null, null],
          [1, 1],
          [3, 3],
        ],
        [4],
        info,
      )[0].order;
    expect(order(LOWER).map(({ variant }) => variant)).toEqual([2, 0, 3, 1]);
    expect(order(HIGHER).map(({ variant }) => variant)).toEqual([0, 3, 2, 1]);
    expect(order({ ...LOWER, better: 'neither' }).map(({ variant }) => variant)).toEqual([2, 0, 3, 1]);
    expect(order(LOWER).map(({ tiedWith }) => tiedWith)).toEqual([[0, 3, 1], [3, 1], [1], []]);
  });

  it('turned round, of the negated figures, is the same', () => {
    const figure = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: -50, max: 50 }) },
      { weight: 1, arbitrary: fc.constant(null) },
    );
    const grid = fc
      .integer({ min: 2, max: 6 })
      .chain((seeds) =>
        fc.array(fc.array(figure, { minLength: seeds, maxLength: seeds }), { minLength: 2, maxLength: 5 }),
      );
    fc.assert(
      fc.property(grid, (values) => {
        const [down] = rankValues(values);
        const [up] = rankValues(
          values.map((row) => row.map((value) => value && -value)),
          [values.length],
          HIGHER,
        );
        expect(up.order).toEqual(down.order);
        expect(up.pairs.map(({ p, adjusted, seedsNeeded }) => [p, adjusted, seedsNeeded])).toEqual(
          down.pairs.map(({ p, adjusted, seedsNeeded }) => [p, adjusted, seedsNeeded]),
        );
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('does not depend on the order of the axis', () => {
    const values = draws('order', 5, 8, 1, (variant) => variant * 0.7);
    const permutation = [3, 0, 4, 1, 2];
    const [ranked] = rankValues(values);
    const [permuted] = rankValues(permutation.map((variant) => values[variant]));
    expect(
      permuted.order.map(({ variant, tiedWith }) => [permutation[variant], tiedWith.map((v) => permutation[v])]),
    ).toEqual(ranked.order.map(({ variant, tiedWith }) => [variant, [...tiedWith]]));
    const named = (ranking: Ranking, name: (variant: number) => number) =>
      ranking.pairs.map(({ a, b, ...rest }) => ({ a: name(a), b: name(b), ...rest }));
    expect(named(permuted, (variant) => permutation[variant])).toEqual(named(ranked, (variant) => variant));
  });

  it('tells what is far apart, and says how many seeds would tell the rest', () => {
    const values = draws('apart', 3, 12, 3, (variant) => [0, 0.9, 5][variant]);
    const [{ order, pairs }] = rankValues(values);
    expect(order.map(({ variant, tiedWith }) => [variant, ...tiedWith])).toEqual([[0, 1], [1], [2]]);
    expect(pairs.map(({ distinguishable }) => distinguishable)).toEqual([false, true, true]);
    const [{ seedsNeeded, varianceReduction }] = pairs;
    expect(seedsNeeded).toBeGreaterThan(3);
    expect(varianceReduction).toBeGreaterThan(3);
    // With so many more seeds the same difference is told.
    const more = draws('more', 3, 12 + (seedsNeeded ?? 0) * 2, 3, (variant) => [0, 0.9, 5][variant]);
    expect(rankValues(more)[0].pairs.every(({ distinguishable }) => distinguishable)).toBe(true);
  });

  it('counts seeds at the level that Holm leaves to a pair, and lets none be told before those ahead of it', () => {
    // Differences 0–1 and 1–2 are the same ones; 0–2 is twice as large.
    const step = [0.5, -0.4, 0.9, -0.3, 0.2];
    const [{ pairs }] = rankValues([0, 1, 2].map((variant) => step.map((each) => variant * each)));
    const standardDeviation = Math.sqrt(step.reduce((sum, each) => sum + (each - 0.18) * (each - 0.18), 0) / 4);
    const needed = (factor: number) =>
      (sampleSize({ standardDeviation, difference: 0.18, alpha: 0.05 / factor, power: 0.8, most: 1e6 }) as number) - 5;
    expect(needed(3)).toBeGreaterThan(needed(1));
    expect(pairs.map(({ seedsNeeded }) => seedsNeeded)).toEqual([needed(3), needed(3), needed(3)]);
  });

  it('asks for no further seeds where none are needed or none would help', () => {
    expect(
      rankValues([
        [1, 2, 1.5],
        [101, 102.1, 101.4],
      ])[0].pairs[0],
    ).toMatchObject({ distinguishable: true, seedsNeeded: null });
    expect(
      rankValues([
        [1, 2, 3],
        [1, 2, 3],
      ])[0].pairs[0],
    ).toMatchObject({ distinguishable: false, seedsNeeded: null, p: 1 });
    // One seed: the spread is not known.
    expect(rankValues([[1], [2]])[0].pairs[0]).toMatchObject({ distinguishable: false, seedsNeeded: null, p: 1 });
    // The same difference in every one of 3 seeds: 2^(1−6) ≤ 5 %.
    expect(
      rankValues([
        [1, 1, 1],
        [2, 2, 2],
      ])[0].pairs[0],
    ).toMatchObject({ p: 0.25, seedsNeeded: 3 });
  });

  it('corrects for all pairs of all rankings by the metric', () => {
    // Two lines of two: one pair each on either axis, four in all.
    const values = draws('family', 4, 6, 1, (variant) => variant);
    const rankings = rankValues(values, [2, 2]);
    expect(rankings.map(({ axis, at }) => [axis, at])).toEqual([
      [0, [-1, 0]],
      [0, [-1, 1]],
      [1, [0, -1]],
      [1, [1, -1]],
    ]);
    const pairs = rankings.flatMap((ranking) => ranking.pairs).sort((a, b) => a.p - b.p);
    expect(pairs).toHaveLength(4);
    expect(pairs[0].adjusted).toBeCloseTo(Math.min(1, pairs[0].p * 4), 15);
  });

  it('makes a false distinction in at most 5 % of 500 comparisons of equals (+ 3 %: three standard errors)', () => {
    let wrong = 0;
    for (let experiment = 0; experiment < 500; experiment++) {
      const values = draws(`equals/${experiment}`, 4, 6, 1, () => 0);
      if (rankValues(values)[0].pairs.some(({ distinguishable }) => distinguishable)) wrong++;
    }
    expect(wrong / 500).toBeLessThan(0.08);
    expect(wrong).toBeGreaterThan(5);
  });
});

describe('a grid', () => {
  it('varies the last axis fastest', () => {
    expect(gridOf([2, 3])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(gridOf([])).toEqual([[]]);
  });

  it('has for its lines exactly the variants that differ in one axis', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), (sizes) => {
        const points = gridOf(sizes);
        const lines = linesOf(sizes);
        for (const { axis, at, variants } of lines) {
          expect(at[axis]).toBe(-1);
          expect(variants.map((variant) => points[variant])).toEqual(
            points.filter((point) => point.every((value, i) => i === axis || value === at[i])),
          );
        }
        const expected = sizes.reduce((sum, size) => sum + (size > 1 ? points.length / size : 0), 0);
        expect(lines).toHaveLength(expected);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
