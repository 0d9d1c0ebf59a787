import { describe, expect, it } from 'vitest';
import { createHistogram } from '../../../src/core/statistics/histogram.ts';
import { POOL_METRICS, poolMetrics } from '../../../src/measure/pools/pool-metrics.ts';
import { summarizePool } from '../../../src/measure/pools/summarize-pool.ts';
import type { HistogramData, PoolCounts, RunPool } from '../../../src/measure/result.ts';

const NONE: PoolCounts = {
  arrived: 0,
  ok: 0,
  late: 0,
  refused: 0,
  dropped: 0,
  expired: 0,
  cancelled: 0,
  failed: 0,
  lost: 0,
  retries: 0,
  hedges: 0,
  noBackend: 0,
  breakerRefused: 0,
  breakerOpened: 0,
  ejections: 0,
};

const histogram = (...values: readonly number[]): HistogramData => {
  const made = createHistogram();
  for (const value of values) made.record(value);
  return made.toData();
};

const run = (counts: Partial<PoolCounts>, more: Partial<RunPool> = {}): RunPool => ({
  nodes: ['n1'],
  counts: { ...NONE, ...counts },
  wait: histogram(),
  sojourn: histogram(),
  windows: [],
  utilization: 0.5,
  readyMean: 3,
  queueMean: 1,
  cost: 2,
  serverHours: 4,
  decisions: [],
  decisionCount: 7,
  keys: { followed: 0, moved: 0, repeated: 0, same: 0 },
  ...more,
});

describe('summarizePool', () => {
  it('takes means over runs, and shares run by run', () => {
    const pool = summarizePool(
      [
        run({ arrived: 100, ok: 80, late: 20, refused: 15, cancelled: 5, noBackend: 10, retries: 25 }),
        run({ arrived: 300, ok: 300 }),
      ],
      [10, 10],
    );
    expect(pool.goodput.mean).toBe((6 + 30) / 2);
    expect(pool.failures.mean).toBe(4.5 / 2);
    expect(pool.retryShare.mean).toBe(0.125);
    expect(pool.lateShare.mean).toBe(0.125);
    expect(pool.counts).toMatchObject({ arrived: 200, ok: 190, refused: 7.5, cancelled: 2.5 });
    expect(pool.scalingDecisions).toEqual({ mean: 7, ci95: [7, 7] });
    // t(0.975, 1) = 12.706; s = 0.1768, so ± 1.588, cut off at 0 and 1.
    expect(pool.lateShare.ci95).toEqual([0, 1]);
    expect(pool.retryShare.ci95?.[1]).toBeCloseTo(0.125 + 1.5883, 3);
  });

  it('has no interval from one run, and no shares of keys where nothing can be told', () => {
    const pool = summarizePool([run({})], [10]);
    expect(pool.goodput).toEqual({ mean: 0, ci95: null });
    expect([pool.retryShare.mean, pool.lateShare.mean]).toEqual([0, 0]);
    expect('keysMoved' in pool || 'affinity' in pool).toBe(false);
    const keys = { followed: 8, moved: 2, repeated: 0, same: 0 };
    expect(summarizePool([run({}, { keys }), run({})], [10, 10]).keysMoved).toEqual({ mean: 0.25, ci95: null });
  });

  it('puts the times of all runs together', () => {
    const pool = summarizePool(
      [run({}, { sojourn: histogram(1, 1, 1) }), run({}, { sojourn: histogram(5) })],
      [10, 10],
    );
    expect(pool.sojourn).toMatchObject({ count: 4, mean: 2, max: 5 });
  });
});

describe('poolMetrics', () => {
  it('names only what is known to have a meaning', () => {
    const keys = { followed: 8, moved: 2, repeated: 4, same: 4 };
    const metrics = poolMetrics(
      summarizePool([run({ ok: 5 }, { wait: histogram(1), sojourn: histogram(2), keys })], [10]),
    );
    expect([...metrics.keys()].sort()).toEqual(Object.keys(POOL_METRICS).sort());
    expect(metrics.get('sojourn.p99')).toBeCloseTo(2, 1);
    expect(metrics.get('keysMoved')).toBe(0.25);
  });

  it('has no quantiles of nothing', () => {
    const metrics = poolMetrics(summarizePool([run({})], [10]));
    expect(metrics.get('wait.count')).toBe(0);
    expect(metrics.has('wait.p99')).toBe(false);
  });
});
