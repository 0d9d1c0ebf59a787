import { describe, expect, it } from 'vitest';
import { createHistogram } from '../../src/core/statistics/histogram.ts';
import { watchLatency } from '../../src/measure/latency.ts';
import { createScript, micros } from './script.ts';

const period = { start: micros(10), end: micros(130) };

describe('latency', () => {
  it('keeps ok operations of the measured period, by client and operation, in seconds', () => {
    const script = createScript();
    const finish = watchLatency(script.trace, period);
    script.operation('ok', 9, 11, { client: 'web' });
    script.operation('ok', 11, 11.25, { client: 'web', f: 'read' });
    script.operation('ok', 11, 11.75, { client: 'web', f: 'read' });
    script.operation('ok', 11, 12, { client: 'web' });
    script.operation('fail', 11, 13, { client: 'web' });
    script.operation('ok', 20, 20.5, { client: 'probes' });
    const { histograms } = finish();
    expect(Object.keys(histograms)).toEqual(['web.read', 'web.write', 'probes.write']);
    const reads = createHistogram(histograms['web.read']);
    expect([reads.count, reads.mean, reads.max]).toEqual([2, 0.5, 0.75]);
  });

  it('gives quantiles in windows of a 120th of the period', () => {
    const script = createScript();
    const finish = watchLatency(script.trace, period);
    for (const at of [10, 10.2, 10.4]) script.operation('ok', at, at + 0.5);
    script.operation('ok', 99, 100);
    script.operation('ok', 129, 130);
    const { overTime } = finish();
    expect(overTime.map(({ startSeconds, count, max }) => [startSeconds, count, max])).toEqual([
      [10, 3, 0.5],
      [100, 1, 1],
      [129, 1, 1],
    ]);
    expect(Math.abs(overTime[0].p50 - 0.5)).toBeLessThan(0.005);
  });
});
