import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import {
  biasedStage,
  drawFailure,
  drawVictim,
  plainStage,
  ratioOfFailure,
  ratioOfSurvival,
} from '../../../src/scenario/rare-events/failure-biasing.ts';

const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyStage = fc
  .tuple(positive(1e-15, 1e-6), positive(1, 1e9), positive(1, 1e9), positive(0.01, 0.99))
  .map(([rate, horizon, mean, bias]) => biasedStage(rate, horizon, mean, bias));

describe('a stage', () => {
  it('has likelihood ratios with mean 1, at its end and on the way', () => {
    fc.assert(
      fc.property(anyStage, positive(0, 1), (stage, share) => {
        const { rate, horizon, chance, plainChance } = stage;
        const elapsed = share * horizon;
        const soFar = (chance * -Math.expm1(-rate * elapsed)) / plainChance;
        const mean = soFar * ratioOfFailure(stage) + (1 - soFar) * ratioOfSurvival(stage, elapsed);
        expect(mean).toBeCloseTo(1, 9);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('makes failures likelier, never rarer, and more so before a long repair', () => {
    fc.assert(
      fc.property(anyStage, (stage) => {
        const longer = biasedStage(stage.rate, 2 * stage.horizon, stage.horizon, 0.5);
        const shorter = biasedStage(stage.rate, stage.horizon, stage.horizon, 0.5);
        expect(stage.chance).toBeGreaterThanOrEqual(stage.plainChance);
        expect(longer.chance).toBeGreaterThanOrEqual(shorter.chance);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('comes with the chance that it says, at times of the plain law', () => {
    const stage = biasedStage(1e-3, 1000, 1000, 0.9);
    const random = randomStream(1, 'stage');
    const times = Array.from({ length: 20_000 }, () => drawFailure(stage, random)).filter((time) => time !== undefined);
    expect(times.length / 20_000).toBeCloseTo(0.9, 2);
    expect(Math.max(...times)).toBeLessThan(1000);
    // Exponential with mean 1000, given that it is below 1000: 1000 (1 − 2/e) / (1 − 1/e).
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    expect(Math.abs(mean - 418.02)).toBeLessThan(6);
  });

  it('is plain without a horizon', () => {
    const stage = plainStage(1e-6, Number.POSITIVE_INFINITY);
    expect([ratioOfFailure(stage), ratioOfSurvival(stage, 1e6)]).toEqual([1, 1]);
    expect(drawFailure(stage, randomStream(1, 'stage'))).toBeGreaterThan(0);
  });
});

describe('the choice of who fails', () => {
  it('has ratios with mean 1 and at most 2', () => {
    const rates = [1, 1e-3, 1e-6];
    const random = randomStream(1, 'victims');
    const drawn = Array.from({ length: 30_000 }, () => drawVictim(rates, 0.5, random));
    expect(drawn.reduce((sum, { ratio }) => sum + ratio, 0) / drawn.length).toBeCloseTo(1, 2);
    expect(Math.max(...drawn.map(({ ratio }) => ratio))).toBeLessThanOrEqual(2);
    const third = drawn.filter(({ index }) => index === 2);
    expect(third.length / drawn.length).toBeCloseTo(1 / 6, 2);
  });

  it('goes by rate where nothing is even', () => {
    const random = randomStream(1, 'victims');
    const drawn = Array.from({ length: 20_000 }, () => drawVictim([3, 1], 0, random));
    expect(drawn.every(({ ratio }) => ratio === 1)).toBe(true);
    expect(drawn.filter(({ index }) => index === 0).length / drawn.length).toBeCloseTo(0.75, 2);
  });
});
