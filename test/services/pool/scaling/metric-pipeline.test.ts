/** What the autoscaler is told, and when. */
import { describe, expect, it } from 'vitest';
import type { Cluster, NodeStatistics } from '../../../../src/cluster/cluster.ts';
import { MINUTE, SECOND } from '../../../../src/core/time.ts';
import { Kernel } from '../../../../src/kernel/kernel.ts';
import { createMetricPipeline } from '../../../../src/services/pool/scaling/metric-pipeline.ts';

/** Two servers; the second works half of the time of one core from `since` on. */
function world(metrics: { every: number; window: number; delay: number }, start = 0) {
  const kernel = new Kernel(start);
  const state = { lives: [1, 1], reset: start, quota: 1 };
  const statistics = (node: number): NodeStatistics => {
    const observed = kernel.now - state.reset;
    return { busy: node === 0 ? observed : observed / 2, available: observed, queueIntegral: 0, observed };
  };
  const pipeline = createMetricPipeline({ statistics } as unknown as Cluster, kernel, metrics, {
    service: 'web',
    nodes: [0, 1],
    life: (server) => state.lives[server],
    quota: () => state.quota,
    // Ten a second, three at a time there.
    flows: () => [{ arrived: Math.floor(kernel.now / (SECOND / 10)), presentIntegral: kernel.now * 3 }],
  });
  return { kernel, state, pipeline };
}

const METRICS = { every: 10 * SECOND, window: 20 * SECOND, delay: 3 * SECOND };

describe('the metric pipeline', () => {
  it('delivers averages over the window, so much later', () => {
    const { kernel, pipeline } = world(METRICS);
    kernel.run(23 * SECOND - 1);
    expect(pipeline.latest()).toBeUndefined();
    kernel.run(23 * SECOND);
    const report = pipeline.latest()!;
    expect(report).toMatchObject({
      sampledAt: 20 * SECOND,
      window: 20 * SECOND,
      requestsPerSecond: 10,
      queueLength: 3,
    });
    expect([...report.cores]).toEqual([1, 0.5]);
    expect('latency' in report).toBe(false);
    kernel.run(32 * SECOND);
    expect(pipeline.latest()).toBe(report);
    kernel.run(33 * SECOND);
    expect(pipeline.latest()!.sampledAt).toBe(30 * SECOND);
  });

  it('knows nothing of what has not lived through the window', () => {
    const { kernel, state, pipeline } = world(METRICS);
    state.lives[1] = 0;
    kernel.run(15 * SECOND);
    state.lives[1] = 1;
    kernel.run(33 * SECOND);
    expect([...pipeline.latest()!.cores]).toEqual([1, Number.NaN]);
    kernel.run(43 * SECOND);
    expect([...pipeline.latest()!.cores]).toEqual([1, 0.5]);
    state.lives[1] = 2;
    kernel.run(63 * SECOND);
    expect([...pipeline.latest()!.cores]).toEqual([1, Number.NaN]);
    kernel.run(83 * SECOND);
    expect(pipeline.latest()!.lives[1]).toBe(2);
    expect([...pipeline.latest()!.cores]).toEqual([1, 0.5]);
  });

  it('survives that the books are started anew', () => {
    const { kernel, state, pipeline } = world(METRICS, -MINUTE);
    kernel.run(0);
    state.reset = 0;
    kernel.run(13 * SECOND);
    expect(pipeline.latest()!.sampledAt).toBe(10 * SECOND);
    expect([...pipeline.latest()!.cores]).toEqual([1, 0.5]);
  });

  it('counts the cores of a quota', () => {
    const { kernel, state, pipeline } = world(METRICS);
    state.quota = 0.25;
    kernel.run(23 * SECOND);
    expect([...pipeline.latest()!.cores]).toEqual([0.25, 0.125]);
  });

  it('has the 99th percentile of what was answered within the window', () => {
    const { kernel, pipeline } = world({ ...METRICS, window: 10 * SECOND });
    for (let i = 1; i <= 100; i++) pipeline.answered(1e9);
    kernel.run(5 * SECOND);
    for (let i = 1; i <= 100; i++) pipeline.answered(i * 10_000);
    kernel.run(13 * SECOND);
    expect(pipeline.latest()!.latency! / 0.99).toBeCloseTo(1, 1);
    kernel.run(23 * SECOND);
    expect('latency' in pipeline.latest()!).toBe(false);
  });

  it('may have windows shorter than the time between reports', () => {
    const { kernel, pipeline } = world({ every: 60 * SECOND, window: 10 * SECOND, delay: 0 });
    kernel.run(60 * SECOND);
    expect(pipeline.latest()).toMatchObject({ sampledAt: 60 * SECOND, requestsPerSecond: 10 });
  });
});
