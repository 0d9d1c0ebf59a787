/** Seasonal Holt–Winters, and scaling by it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holtWinters } from '../../../src/algorithms/autoscaling/parts/holt-winters.ts';
import { predictive } from '../../../src/algorithms/autoscaling/predictive.ts';
import { defaultValues } from '../../../src/core/default-values.ts';
import { cosineOfTurns } from '../../../src/core/maths/cosine-of-turns.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time.ts';
import { observed } from './observations.ts';

const WEIGHTS = { alpha: 0.3, beta: 0.1, gamma: 0.4 };

describe('Holt–Winters', () => {
  it('forecasts a line with additive seasons exactly, whatever the weights', () => {
    const weight = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        weight,
        weight,
        weight,
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 8 }),
        (alpha, beta, gamma, seasonal) => {
          const m = seasonal.length;
          // The method's start takes the slope within the first season for season: a line has none here.
          const value = (t: number): number => 1000 + seasonal[t % m];
          const model = holtWinters(m, { alpha, beta, gamma }, 'additive');
          for (let t = 0; t < 3 * m; t++) model.add(value(t));
          for (let h = 1; h <= 2 * m; h++) expect(model.forecast(h)).toBeCloseTo(value(3 * m - 1 + h), 6);
        },
      ),
      { seed: 4, numRuns: 100 },
    );
  });

  it('starts from the mean, the slope and the differences of two seasons', () => {
    // m = 2, values 10 20 14 24: ℓ = 15, b = (4 + 4)/2/2 = 2, s = −5, 5.
    // Then, α = β = γ = ½: y = 14: ℓ = ½·19 + ½·17 = 18, b = ½·3 + ½·2 = 2.5, s₁ = ½·(14 − 17) + ½·(−5) = −4.
    // y = 24: ℓ = ½·19 + ½·20.5 = 19.75, b = ½·1.75 + ½·2.5 = 2.125, s₂ = ½·(24 − 20.5) + ½·5 = 4.25.
    const model = holtWinters(2, { alpha: 0.5, beta: 0.5, gamma: 0.5 }, 'additive');
    for (const value of [10, 20, 14]) model.add(value);
    expect(model.forecast(1)).toBeUndefined();
    model.add(24);
    expect(model.forecast(1)).toBeCloseTo(19.75 + 2.125 - 4, 12);
    expect(model.forecast(2)).toBeCloseTo(19.75 + 2 * 2.125 + 4.25, 12);
    expect(model.forecast(3)).toBeCloseTo(19.75 + 3 * 2.125 - 4, 12);
  });

  it('multiplies: seasons grow with the level', () => {
    const shape = [0.5, 1, 2, 0.5];
    const model = holtWinters(4, { alpha: 1, beta: 0, gamma: 0 }, 'multiplicative');
    for (let t = 0; t < 8; t++) model.add(100 * shape[t % 4]);
    for (let t = 0; t < 4; t++) model.add(200 * shape[t % 4]);
    expect(model.forecast(3)).toBeCloseTo(400, 6);
  });

  it('learns a trend', () => {
    const model = holtWinters(4, WEIGHTS, 'additive');
    const value = (t: number): number => 100 + 2 * t + [0, 10, -5, 3][t % 4];
    for (let t = 0; t < 400; t++) model.add(value(t));
    expect(model.forecast(6)).toBeCloseTo(value(405), 0);
  });
});

describe('predictive scaling', () => {
  const options = { ...defaultValues(predictive.options), requests: 100, step: 30 * MINUTE, horizon: HOUR };
  /** Requests per second, between 100 at midnight and 1900 at noon. */
  const load = (now: number): number => 1000 - 900 * cosineOfTurns(now / DAY);
  const run = (rest: object, days: number) => {
    const autoscaler = predictive.create({ ...options, ...rest }, { min: 1, max: 100 });
    const decisions: { now: number; replicas: number; reason: string }[] = [];
    let replicas = 1;
    for (let now = 0; now < days * DAY; now += 10 * MINUTE) {
      const decision = autoscaler.decide(observed([0.5], { now, replicas, requestsPerSecond: load(now) }));
      replicas = decision.replicas;
      decisions.push({ now, ...decision });
    }
    return decisions;
  };

  it('is ahead of a day that it knows', () => {
    const decisions = run({}, 4);
    // Averages over half an hour are up to 59/s behind where the load rises fastest, 235/s an hour.
    for (const { now, replicas } of decisions.filter(({ now }) => now >= 2 * DAY + HOUR))
      expect(replicas).toBeGreaterThanOrEqual(Math.ceil((load(now + HOUR) - 60) / 100));
    const rising = decisions.find(({ now }) => now === 3 * DAY + 8 * HOUR)!;
    expect(rising.reason).toMatch(/^load 1450\/s, expected 16\d\d\/s within 1 h: 16 → 17$/);
  });

  it('goes by the present while it learns', () => {
    for (const { now, replicas, reason } of run({}, 2)) {
      expect(replicas).toBe(Math.ceil(load(now) / 100));
      expect(reason).toContain('learning');
    }
  });

  it('has the present for a floor, unless told otherwise', () => {
    const surprise = (reactive: boolean) => {
      const autoscaler = predictive.create({ ...options, reactive }, { min: 1, max: 100 });
      for (let now = 0; now < 3 * DAY; now += 10 * MINUTE)
        autoscaler.decide(observed([0.5], { now, requestsPerSecond: load(now) }));
      return autoscaler.decide(observed([0.5], { now: 3 * DAY, requestsPerSecond: 5000 })).replicas;
    };
    expect(surprise(true)).toBe(50);
    expect(surprise(false)).toBeLessThan(5);
  });

  it('goes by CPU if no rate is given: 60 % of what is requested', () => {
    const autoscaler = predictive.create(defaultValues(predictive.options), { min: 1, max: 100 });
    expect(autoscaler.decide(observed([0.9, 0.9, undefined], { now: 0 })).reason).toBe(
      'load 2.7 cores, learning: 3 → 5',
    );
  });

  it('wants a step that divides the season', () => {
    expect(predictive.check?.({ ...options, step: 7 * MINUTE })).toMatchObject({ option: 'step' });
    expect(predictive.check?.({ ...options, step: DAY })).toMatchObject({ option: 'step' });
    expect(predictive.check?.(options)).toBeUndefined();
  });
});
