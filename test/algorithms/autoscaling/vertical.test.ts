/** Kubernetes' vertical autoscaler: buckets, decay, bounds, and when it acts. */
import { describe, expect, it } from 'vitest';
import { decayingHistogram } from '../../../src/algorithms/autoscaling/parts/decaying-histogram.ts';
import { createRecommender, vertical } from '../../../src/algorithms/autoscaling/vertical.ts';
import { defaultValues } from '../../../src/core/default-values.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time.ts';
import { instance, NOON, observed } from './observations.ts';

const OPTIONS = defaultValues(vertical.options);

describe('the decaying histogram', () => {
  it('answers with the end of a bucket, which are 5 % apart', () => {
    const ends = [0, 0.009, 0.0101, 1, 10].map((value) => {
      const histogram = decayingHistogram(DAY);
      histogram.add(value, 1, 0);
      return histogram.quantile(0.9);
    });
    // 0.01 (1.05ⁿ − 1) / .05: n = 1, 1, 2, 37, 81.
    expect(ends.map((end) => Number(end.toFixed(6)))).toEqual([0.01, 0.01, 0.0205, 1.016281, 10.207903]);
  });

  it('is empty at first', () => expect(decayingHistogram(DAY).quantile(0.9)).toBe(0));

  it('forgets half within a half-life', () => {
    const histogram = decayingHistogram(DAY);
    histogram.add(1, 1, 0);
    histogram.add(0.1, 0.49, DAY);
    expect(histogram.quantile(0.5)).toBeGreaterThan(1);
    histogram.add(0.1, 0.02, DAY);
    expect(histogram.quantile(0.5)).toBeLessThan(0.12);
  });

  it('goes on for years', () => {
    const histogram = decayingHistogram(HOUR);
    for (let hour = 0; hour < 5000; hour++) histogram.add(hour < 4990 ? 1 : 0.5, 1, hour * HOUR);
    expect(histogram.quantile(0.9)).toBeCloseTo(0.5, 1);
    expect(histogram.quantile(0.9999)).toBeCloseTo(1, 1);
  });

  it('keeps the proportions when weights have grown too large', () => {
    const histogram = decayingHistogram(HOUR);
    for (let hour = 0; hour <= 102; hour++) histogram.add(hour <= 100 ? 0.5 : 1, 1, hour * HOUR);
    // The last two hours weigh three quarters.
    expect(histogram.quantile(0.24)).toBeCloseTo(0.5, 1);
    expect(histogram.quantile(0.26)).toBeCloseTo(1, 1);
  });

  it('weighs samples', () => {
    const histogram = decayingHistogram(DAY);
    histogram.add(1, 1, 0);
    histogram.add(2, 4, 0);
    expect(histogram.quantile(0.2)).toBeLessThan(1.1);
    expect(histogram.quantile(0.21)).toBeGreaterThan(2);
  });
});

describe('the recommendation', () => {
  /** One sample a minute for so long, all of one core. */
  const withHistory = (history: number) => {
    const recommender = createRecommender(OPTIONS);
    for (let time = 0; time <= history; time += MINUTE)
      recommender.add(instance('a', 1, { usage: { cores: 1, sampledAt: time, window: MINUTE } }));
    return recommender.recommend()!;
  };
  const BASE = 1.016281 * 1.15;

  it('is the percentile and its margin, in whole millicores', () => expect(withHistory(HOUR).target).toBe(1.169));

  // The multipliers that recommender.go gives in its comments.
  it.each([
    [12 * HOUR, 3],
    [DAY, 2],
    [7 * DAY, 1.14],
  ])('has an upper bound that narrows: after %d × %d', (history, multiplier) => {
    expect(withHistory(history).upper / BASE).toBeCloseTo(multiplier, 2);
  });

  it.each([
    [5 * MINUTE, 0.6],
    [30 * MINUTE, 0.9],
    [HOUR, 0.95],
  ])('has a lower bound that rises: after %d × %d', (history, multiplier) => {
    expect(withHistory(history).lower / BASE).toBeCloseTo(multiplier, 1);
  });
});

describe('vertical scaling', () => {
  const create = (rest: object = {}) => vertical.create({ ...OPTIONS, ...rest }, { min: 1, max: 10 });

  it('raises a request that is too small, and keeps the number', () => {
    const autoscaler = create();
    for (let minute = 0; minute < 30; minute++)
      expect(autoscaler.decide(observed([0.9, 0.9], { now: NOON + minute * MINUTE })).request).toBeUndefined();
    const starved = { request: 0.5, usage: { cores: 0.9, sampledAt: NOON + HOUR, window: MINUTE } };
    const seen = { now: NOON + HOUR, replicas: 2, instances: ['i0', 'i1'].map((name) => instance(name, 0.9, starved)) };
    expect(autoscaler.decide(seen)).toEqual({
      replicas: 2,
      request: 1.039,
      reason: 'p90 with its margin is 1.04 cores, 0.5 cores requested: stays at 2',
    });
  });

  it('lowers a request that is too large only after half a day, or far above the upper bound', () => {
    const autoscaler = create();
    const decide = (now: number, startedAt: number, request: number) =>
      autoscaler.decide({
        now,
        replicas: 1,
        instances: [instance('a', 0.3, { request, startedAt, usage: { cores: 0.3, sampledAt: now, window: MINUTE } })],
      }).request;
    for (let minute = 0; minute < 2 * 1440; minute++) decide(minute * MINUTE, minute * MINUTE, 0.5);
    expect(decide(2 * DAY, 2 * DAY - 11 * HOUR, 0.5)).toBeUndefined();
    expect(decide(2 * DAY + MINUTE, 2 * DAY - 12 * HOUR, 0.5)).toBe(0.352);
    expect(decide(2 * DAY + 2 * MINUTE, 2 * DAY, 2)).toBe(0.352);
    expect(decide(2 * DAY + 3 * MINUTE, 0, 0.38)).toBeUndefined();
  });

  it('counts a sample once', () => {
    const autoscaler = create({ confidenceInterval: HOUR });
    const decide = (now: number, sampledAt: number) =>
      autoscaler.decide({
        now,
        replicas: 1,
        instances: [instance('a', 0.1, { startedAt: now, usage: { cores: 0.1, sampledAt, window: MINUTE } })],
      }).request;
    decide(NOON, NOON);
    // Two samples are a thirtieth of one a minute: the upper bound is 31 times what was used.
    for (let look = 0; look < 100; look++) expect(decide(NOON + HOUR + look, NOON + HOUR)).toBeUndefined();
  });

  it('weighs samples by the request', () => {
    const recommender = createRecommender(OPTIONS);
    const add = (cores: number, request: number, times: number) => {
      for (let i = 0; i < times; i++)
        recommender.add(instance('a', cores, { request, usage: { cores, sampledAt: NOON, window: MINUTE } }));
    };
    // 200 × 0.01, weight 0.1 at least, against one of 4: 17 % are enough for the 90th percentile.
    add(0.2, 0.01, 200);
    add(3, 4, 1);
    expect(recommender.recommend()!.target).toBeGreaterThan(3);
    add(0.2, 0.01, 200);
    expect(recommender.recommend()!.target).toBeLessThan(0.3);
  });
});
