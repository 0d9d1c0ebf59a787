import { describe, expect, it } from 'vitest';
import { createHistogram } from '../../src/core/statistics/histogram.ts';
import { lookUpMetric, metricNames } from '../../src/measure/metrics.ts';
import type { Incident, RunResult } from '../../src/measure/result.ts';
import { summarize } from '../../src/measure/summarize.ts';

const histogramOf = (...values: number[]) => {
  const histogram = createHistogram();
  for (const value of values) histogram.record(value);
  return histogram.toData();
};

const incident = (...segments: [cause: string, seconds: number][]): Incident => ({
  startSeconds: 1,
  endSeconds: 2,
  downSeconds: segments.reduce((sum, [, seconds]) => sum + seconds, 0),
  zones: ['a'],
  cause: segments[0][0],
  segments: segments.map(([cause, seconds]) => ({ cause, seconds, startSeconds: 1 })),
  censored: false,
});

const run = (more: Partial<RunResult> = {}, availability: Partial<RunResult['availability']> = {}): RunResult => ({
  seed: 1,
  fingerprint: '0123456789abcdef',
  virtualSeconds: 100,
  skippedSeconds: 0,
  events: 10,
  availability: {
    time: 1,
    timeByZone: { a: 1 },
    requests: 1,
    counts: { attempted: 10, ok: 10, failed: 0, unknown: 0 },
    userUptime: 1,
    windowedUserUptime: [],
    ...availability,
  },
  incidents: [],
  failovers: [],
  latency: {},
  latencyOverTime: [],
  load: {},
  violations: [],
  errors: {},
  ...more,
});

const failover = (seconds: number) => ({
  startSeconds: 0,
  seconds,
  service: 'store',
  cause: 'leader crash',
  term: 2,
  splitVotes: 0,
});

describe('the summary of runs', () => {
  it('estimates availability as a mean with a 95 % interval, clipped to shares', () => {
    const { availability } = summarize([0.9, 1, 0.95].map((time) => run({}, { time })));
    // s = 0.05, t(0.975, 2) = 4.30265: half the interval is 0.12421.
    expect(availability.time?.mean).toBeCloseTo(0.95, 12);
    expect(availability.time?.ci95[0]).toBeCloseTo(0.82579, 5);
    expect(availability.time?.ci95[1]).toBe(1);
    expect(availability.time?.nines).toBeCloseTo(1.30103, 5);
    expect(availability.time?.downtimeSecondsPerYear).toBeCloseTo(0.05 * 365 * 86_400, 3);
  });

  it('is safe as JSON for one run, perfect availability and absent figures', () => {
    const summary = summarize([run({}, { userUptime: undefined })]);
    expect(summary.availability.time).toEqual({ mean: 1, ci95: [0, 1], nines: null, downtimeSecondsPerYear: 0 });
    expect(summary.availability).not.toHaveProperty('userUptime');
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    expect(summary.failover).toEqual({ count: 0, mean: 0, p50: 0, p90: 0, p99: 0, p999: 0, max: 0 });
  });

  it('pools request counts and leaves runs without requests out of the mean', () => {
    const none = { requests: undefined, counts: { attempted: 0, ok: 0, failed: 0, unknown: 0 } };
    const some = { requests: 0.5, counts: { attempted: 4, ok: 2, failed: 1, unknown: 1 } };
    const { requests } = summarize([run({}, some), run({}, none), run({}, some)]).availability;
    expect(requests).toMatchObject({ mean: 0.5, attempted: 8, ok: 4, failed: 2, unknown: 2 });
  });

  it('adds downtime up by cause, largest first, shares to one', () => {
    const { downtime, incidents } = summarize([
      run({ incidents: [incident(['leader crash', 3], ['split vote', 1])] }),
      run({ incidents: [incident(['leader crash', 2]), incident(['partition', 4], ['partition', 10])] }),
    ]);
    expect(downtime).toEqual([
      { cause: 'partition', incidents: 1, seconds: 14, share: 0.7 },
      { cause: 'leader crash', incidents: 2, seconds: 5, share: 0.25 },
      { cause: 'split vote', incidents: 1, seconds: 1, share: 0.05 },
    ]);
    expect(incidents).toBe(3);
  });

  it('compares servers by what they served while they were on, without those that hardly were', () => {
    const server = (id: string, requests: number, onShare: number) => ({
      id,
      requests,
      busyShare: 0.5,
      queueMean: 0,
      onShare,
    });
    const web = [server('n1', 100, 1), server('n2', 25, 0.25), server('n3', 90, 0.001), server('n4', 0, 0)];
    const { load } = summarize([run({ load: { web } })]);
    expect(load.web).toMatchObject({ mean: 100, cv: 0, jain: 1, peakToMean: 1 });
    expect(load.web.lorenz[30]).toBeCloseTo(0.5, 12);
    expect(load.web.nodes.map(({ onShare }) => onShare)).toEqual([1, 0.25, 0.001, 0]);
  });

  it('merges latency and failovers, and averages windows and load over runs', () => {
    const node = (id: string, requests: number) => ({ id, requests, busyShare: requests / 100, queueMean: 0 });
    const summary = summarize([
      run(
        {
          latency: { 'web.v2.read': histogramOf(1, 1, 1) },
          failovers: [failover(1)],
          load: { store: [node('n1', 10), node('n2', 0)] },
        },
        { windowedUserUptime: [{ windowSeconds: 1, mcr: 0 }] },
      ),
      run(
        {
          latency: { 'web.v2.read': histogramOf(3) },
          failovers: [failover(3)],
          load: { store: [node('n1', 0), node('n2', 10)] },
        },
        { windowedUserUptime: [{ windowSeconds: 1, mcr: 1 }] },
      ),
    ]);
    expect(summary.latency['web.v2'].read).toMatchObject({ count: 4, mean: 1.5, max: 3 });
    expect(summary.failover).toMatchObject({ count: 2, mean: 2, max: 3 });
    expect(summary.windowedUserUptime).toEqual([{ windowSeconds: 1, mcr: 0.5 }]);
    // Each run had one node do all the work; averaging the nodes first would call that even.
    expect(summary.load.store).toMatchObject({ mean: 5, jain: 0.5, gini: 0.5, peakToMean: 2 });
    expect(summary.load.store.nodes).toEqual([
      { id: 'n1', requests: 5, busyShare: 0.05, queueMean: 0 },
      { id: 'n2', requests: 5, busyShare: 0.05, queueMean: 0 },
    ]);
  });

  it('adds errors and violations up', () => {
    const violation = { property: 'election-safety', seed: 1, atSeconds: 2, detail: '' };
    const summary = summarize([
      run({ errors: { timeout: 1, overload: 2 }, violations: [violation] }),
      run({ errors: { timeout: 4 }, violations: [violation] }),
    ]);
    expect(Object.entries(summary.errors)).toEqual([
      ['timeout', 5],
      ['overload', 2],
    ]);
    expect(summary.violations).toBe(2);
  });
});

describe('metrics', () => {
  const summary = summarize([
    run({
      latency: { 'web.read': histogramOf(0.5), 'web.write': histogramOf() },
      load: { store: [{ id: 'n1', requests: 4, busyShare: 0, queueMean: 0 }] },
      incidents: [incident(['loss of quorum', 3])],
      errors: { timeout: 2 },
    }),
    run({}, { time: 0.5 }),
  ]);

  it.each([
    ['availability.time', 0.75],
    ['availability.time.mean', 0.75],
    ['availability.time.ci95.lo', 0],
    ['availability.time.ci95.hi', 1],
    ['availability.requests.attempted', 20],
    ['availability.userUptime.nines', Number.POSITIVE_INFINITY],
    ['latency.web.read.max', 0.5],
    ['latency.web.write.count', 0],
    ['latency.web.write.p99', undefined],
    ['latency.web.delete.p99', undefined],
    ['failover.p99', 0],
    ['failover.count', 0],
    ['load.store.jain', 1],
    ['downtime.seconds', 3],
    ['downtime.loss-of-quorum.seconds', 3],
    ['downtime.split-vote.seconds', 0],
    ['incidents', 1],
    ['violations', 0],
    ['errors', 2],
    ['errors.timeout', 2],
    ['virtualSeconds', 200],
    ['constructor', undefined],
    ['availability', undefined],
  ])('%s is %s', (path, value) => {
    expect(lookUpMetric(summary, path)).toBe(value);
  });

  it('names every figure that can be looked up', () => {
    const names = metricNames(summary);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('latency.web.read.p99');
    for (const name of names) expect(lookUpMetric(summary, name)).not.toBeNaN();
  });
});
