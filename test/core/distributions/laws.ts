/**
 * What every distribution must do, whatever it is: same seed same draws; samples in the support; sample moments and
 * quantiles near the stated ones; quantile and survival inverse to each other; everything monotonic.
 */
import { expect, it } from 'vitest';
import type { Distribution } from '../../../src/core/distributions/distribution.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';

export interface Expected {
  /** Smallest and largest possible value. */
  readonly support: readonly [number, number];
  /** From a closed form, not from the code under test. */
  readonly mean: number;
  readonly standardDeviation: number;
  /** Sample mean and deviation settle too slowly to compare (infinite variance or fourth moment). */
  readonly heavyTailed?: boolean;
  /** Has atoms: quantile ∘ cdf is not the identity. */
  readonly atoms?: boolean;
}

const SAMPLES = 100_000;
const PS = [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999];

/** Registers the laws as tests of the current `describe`. */
export function distributionLaws(distribution: Distribution, expected: Expected): void {
  const draw = (seed: number, count: number) => {
    const random = randomStream(seed, 'laws');
    return Float64Array.from({ length: count }, () => distribution.sample(random));
  };
  const samples = draw(7, SAMPLES);
  const sorted = samples.toSorted();

  it('draws the same for the same seed, and something else for another', () => {
    expect(draw(7, 100)).toEqual(samples.slice(0, 100));
    if (distribution.standardDeviation > 0) expect(draw(8, 100)).not.toEqual(samples.slice(0, 100));
  });

  it('draws from the support only', () => {
    expect(sorted[0]).toBeGreaterThanOrEqual(expected.support[0]);
    expect(sorted[SAMPLES - 1]).toBeLessThanOrEqual(expected.support[1]);
  });

  it('states its mean and standard deviation (to 10⁻⁹)', () => {
    closeTo(distribution.mean, expected.mean, 1e-9);
    closeTo(distribution.standardDeviation, expected.standardDeviation, 1e-9);
  });

  if (!expected.heavyTailed) {
    it('has samples with that mean (five standard errors) and deviation (3 %)', () => {
      const mean = samples.reduce((sum, x) => sum + x, 0) / SAMPLES;
      const variance = samples.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / SAMPLES;
      const error = (5 * expected.standardDeviation) / Math.sqrt(SAMPLES);
      expect(Math.abs(mean - expected.mean)).toBeLessThanOrEqual(error + 1e-12 * Math.abs(expected.mean));
      closeTo(Math.sqrt(variance), expected.standardDeviation, 0.03);
    });
  }

  it('has samples below its quantiles as often as it says (five standard errors)', () => {
    for (const p of PS) {
      const x = distribution.quantile(p);
      const below = samples.filter((sample) => sample <= x).length / SAMPLES;
      const error = 5 * Math.sqrt((p * (1 - p)) / SAMPLES);
      expect(below).toBeGreaterThanOrEqual(p - error);
      if (!expected.atoms) expect(below).toBeLessThanOrEqual(p + error);
    }
  });

  it('has survival = share of samples above (five standard errors)', () => {
    for (const p of PS) {
      const x = sorted[Math.floor(p * SAMPLES)];
      const above = samples.filter((sample) => sample > x).length / SAMPLES;
      const survival = distribution.survival(x);
      expect(Math.abs(above - survival)).toBeLessThanOrEqual(
        5 * Math.sqrt((survival * (1 - survival)) / SAMPLES) + 1e-12,
      );
    }
  });

  it('has survival(quantile(p)) = 1 − p', () => {
    for (const p of [1e-6, ...PS, 1 - 1e-6, 1 - 1e-9]) {
      const survival = distribution.survival(distribution.quantile(p));
      if (expected.atoms) expect(survival).toBeLessThanOrEqual((1 - p) * (1 + 1e-6));
      else closeTo(survival, 1 - p, 1e-6);
    }
  });

  it('has quantiles at the ends of the support for p = 0 and 1', () => {
    expect(distribution.quantile(0)).toBe(expected.support[0]);
    expect(distribution.quantile(1)).toBe(expected.support[1]);
  });

  it('is monotonic', () => {
    for (let i = 1; i < 1000; i++) {
      expect(distribution.quantile(i / 1000)).toBeGreaterThanOrEqual(distribution.quantile((i - 1) / 1000));
      const [x, y] = [sorted[(i - 1) * 100], sorted[i * 100]];
      expect(distribution.survival(y)).toBeLessThanOrEqual(distribution.survival(x) + 1e-15);
    }
  });

  it('survives nothing beyond the support and everything before it', () => {
    expect(distribution.survival(expected.support[1])).toBe(0);
    expect(distribution.survival(expected.support[0] - 1e-6)).toBe(1);
    expect(distribution.survival(-1e300)).toBe(1);
  });
}

function closeTo(actual: number, expected: number, relative: number): void {
  if (expected === Infinity) expect(actual).toBe(Infinity);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}
