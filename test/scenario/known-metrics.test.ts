/** Names and units that the format knows are those that results have. */
import { describe, expect, it } from 'vitest';
import { BATCH_METRICS } from '../../src/measure/batches/batch-metrics.ts';
import { metricInfo } from '../../src/measure/metric-info.ts';
import { POOL_METRICS } from '../../src/measure/pools/pool-metrics.ts';
import { knownMetrics } from '../../src/scenario/compile/known-metrics.ts';

const metrics = knownMetrics(
  [
    { name: 'web', operations: ['call'] },
    { name: 'app', operations: ['read', 'cas'] },
  ],
  [
    { name: 'store', kind: 'replicated-store', jobs: [] },
    { name: 'site', kind: 'pool', jobs: [] },
    { name: 'grid', kind: 'batch', jobs: [{ name: 'reports', user: 'ann' }] },
    { name: 'broken', kind: null, jobs: [] },
  ],
);

describe('known metrics', () => {
  it('have the figures that the kind of service has', () => {
    for (const name of Object.keys(POOL_METRICS)) {
      const has = ['store', 'site', 'grid', 'broken'].filter((service) => metrics.has(`pools.${service}.${name}`));
      expect(has).toEqual(['site', 'broken']);
    }
    for (const name of Object.keys(BATCH_METRICS)) {
      const has = ['store', 'site', 'grid', 'broken'].filter((service) => metrics.has(`batches.${service}.${name}`));
      expect(has).toEqual(['grid', 'broken']);
    }
    expect(metrics.get('batches.grid.response.reports.p99')).toBe('duration');
    expect(metrics.get('batches.grid.dominantShare.ann')).toBe('share');
    expect(metrics.get('latency.web.call.p99')).toBe('duration');
    expect(metrics.has('latency.web.read.p99') || metrics.has('latency.app.call.p99')).toBe(false);
  });

  it('are measured in what results say they are', () => {
    const expected = {
      seconds: 'duration',
      share: 'share',
      'per second': 'rate',
      count: 'number',
      money: 'number',
      number: 'number',
    };
    const wrong = [...metrics].filter(([name, unit]) => expected[metricInfo(name).unit] !== unit);
    expect(wrong.map(([name, unit]) => `${name}: ${unit}, but ${metricInfo(name).unit}`)).toEqual([]);
  });
});
