import { describe, expect, it } from 'vitest';
import { metricInfo } from '../../src/measure/metric-info.ts';

describe('metricInfo', () => {
  it.each([
    ['availability.time', 'share', 'higher'],
    ['availability.requests.failed', 'count', 'lower'],
    ['availability.requests.ok', 'count', 'higher'],
    ['availability.time.nines', 'number', 'higher'],
    ['availability.userUptime.downtimeSecondsPerYear', 'seconds', 'lower'],
    ['windowedUserUptime.60', 'share', 'higher'],
    ['failover.p99', 'seconds', 'lower'],
    ['latency.my.client.call.p999', 'seconds', 'lower'],
    ['latency.web.read.count', 'count', 'higher'],
    ['load.web.jain', 'number', 'higher'],
    ['load.web.peakToMean', 'number', 'lower'],
    ['load.web.mean', 'number', 'neither'],
    ['downtime.crash.share', 'share', 'neither'],
    ['downtime.seconds', 'seconds', 'lower'],
    ['rareEvents.crash.unavailability.ci95.lo', 'share', 'lower'],
    ['errors.timeout', 'count', 'lower'],
    ['violations', 'count', 'lower'],
    ['virtualSeconds', 'seconds', 'neither'],
    ['pools.web.goodput', 'per second', 'higher'],
    ['pools.my.web.sojourn.p99', 'seconds', 'lower'],
    ['pools.web.wait.count', 'count', 'neither'],
    ['pools.web.refused', 'count', 'lower'],
    ['pools.web.cost', 'money', 'lower'],
    ['batches.b.late', 'count', 'lower'],
    ['batches.b.wasted', 'share', 'lower'],
    ['batches.b.response.late.p50', 'seconds', 'lower'],
    ['batches.b.response.a.b.count', 'count', 'neither'],
    ['batches.b.dominantShare.late', 'share', 'neither'],
    ['what.is.this', 'number', 'neither'],
    ['pools.web.nonsense', 'number', 'neither'],
  ])('%s: %s, %s is better', (name, unit, better) => {
    expect(metricInfo(name)).toEqual({ unit, better });
  });
});
