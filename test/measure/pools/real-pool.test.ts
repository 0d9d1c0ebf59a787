/** The observers on real pools: what they say must fit together, agree with theory, and not drive the run. */
import { describe, expect, it } from 'vitest';
import { createHistogram } from '../../../src/core/statistics/histogram.ts';
import { SECOND } from '../../../src/core/time.ts';
import type { RunResult } from '../../../src/measure/result.ts';
import { summarize } from '../../../src/measure/summarize.ts';
import { buildSimulation } from '../../../src/scenario/build-simulation.ts';
import { runScenario } from '../../../src/scenario/run-scenario.ts';
import { openClient, poolScenario, poolSpec, routing } from '../../services/pool/pool-world.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

const poolOf = (result: RunResult) => {
  const pool = result.pools?.web;
  if (pool === undefined) throw new Error('no pool');
  return pool;
};

describe('a single server under Poisson arrivals, ρ = 0.7', () => {
  const scenario = poolScenario({ pools: [poolSpec(1)], clients: [openClient(70)], seconds: 600, warmup: 10 });
  const result = runScenario(scenario, 1, { timeline: true }) as RunResult;
  const pool = poolOf(result);
  const { counts, windows } = pool;

  it('waits as M/M/1 does: ρ/(1 − ρ) times the service time, to 10 %', () => {
    expect(pool.utilization).toBeGreaterThan(0.68);
    expect(pool.utilization).toBeLessThan(0.72);
    const wait = createHistogram(pool.wait).mean;
    expect(wait).toBeGreaterThan(0.9 * 0.02333);
    expect(wait).toBeLessThan(1.1 * 0.02333);
  });

  it('obeys Little’s law: waiting requests as the server counts them = rate × wait of attempts, to 0.1 %', () => {
    const rate = counts.ok / 600;
    expect(pool.queueMean / (rate * createHistogram(pool.wait).mean)).toBeCloseTo(1, 3);
    expect(result.load.web[0].queueMean).toBeCloseTo(pool.queueMean, 9);
  });

  it('tells the same by window as in all', () => {
    expect(windows).toHaveLength(200);
    expect(sum(windows.map(({ goodput, seconds }) => goodput * seconds))).toBeCloseTo(counts.ok, 6);
    expect(mean(windows.map(({ utilization }) => utilization))).toBeCloseTo(pool.utilization, 4);
    expect(mean(windows.map(({ queued }) => queued))).toBeCloseTo(pool.queueMean, 3);
    expect(Math.max(...windows.map(({ max }) => max))).toBe(pool.sojourn.max);
    expect(pool.heat?.busy[0]).toEqual(windows.map(({ utilization }) => utilization));
    expect(pool.heat?.queued[0]).toEqual(windows.map(({ queued }) => queued));
  });

  it('is on, ready and alone', () => {
    expect([pool.readyMean, pool.nodes, counts.arrived - counts.ok]).toEqual([1, ['n1'], 0]);
    expect(pool.serverHours).toBeCloseTo(600 / 3600, 6);
    expect(result.load.web[0]).toMatchObject({ id: 'n1', requests: counts.arrived, onShare: 1 });
  });

  it('runs the same unobserved, event for event', () => {
    const { kernel, start, end } = buildSimulation(scenario, 1);
    kernel.run(start);
    kernel.run(end);
    expect(kernel.fingerprint.toString()).toBe(result.fingerprint);
  });
});

describe('keys, through a rolling release of ten servers', () => {
  const measured = (balancer: string) => {
    const web = poolSpec(10, {
      routing: routing(balancer),
      serviceTime: { kind: 'constant', value: 100 },
      releases: [{ at: 10 * SECOND, batch: 1, pause: 5 * SECOND }],
      startUp: { readiness: { kind: 'constant', value: 5 * SECOND }, length: 0, slowdown: 0 },
    });
    const keys = { kind: 'uniform', count: 300 } as const;
    const scenario = poolScenario({ pools: [web], clients: [openClient(400, { keys })], seconds: 120 });
    const { pools } = summarize([runScenario(scenario, 1)]);
    return { moved: pools?.web.keysMoved?.mean ?? Number.NaN, affinity: pools?.web.affinity?.mean };
  };

  it('stay with their server on a hash ring, but for about a tenth at each change', () => {
    const { moved, affinity } = measured('ring-hash');
    expect(affinity).toBeGreaterThan(0.99);
    expect(moved).toBeGreaterThan(0.05);
    expect(moved).toBeLessThan(0.17);
  });

  it('go anywhere at random', () => {
    const { moved, affinity } = measured('random');
    expect(affinity).toBeLessThan(0.15);
    expect(moved).toBeGreaterThan(0.8);
  });
});

it('sees late answers, refusals and retries where a pool is overloaded', () => {
  const queue = { discipline: 'fifo', limit: 40, target: 5_000, interval: 100_000 } as const;
  const web = poolSpec(2, { queue, serviceTime: { kind: 'constant', value: 10_000 } });
  const retry = { attempts: 3, backoff: { min: 1_000, max: 10_000 }, budget: Number.POSITIVE_INFINITY };
  const client = openClient(300, { timeout: SECOND, attemptTimeout: 200_000, retry });
  const { counts, utilization, windows } = poolOf(
    runScenario(poolScenario({ pools: [web], clients: [client], seconds: 30 }), 1),
  );
  expect(counts.late).toBeGreaterThan(0.5 * counts.ok);
  expect(counts.refused).toBeGreaterThan(100);
  expect(counts.retries).toBeGreaterThan(1000);
  expect(utilization).toBeGreaterThan(0.99);
  expect(sum(windows.map(({ retries, seconds }) => retries * seconds))).toBeCloseTo(counts.retries, 6);
  const { arrived, ok, refused, dropped, expired, cancelled, failed, lost } = counts;
  expect(ok + refused + dropped + expired + cancelled + failed + lost).toBe(arrived);
});

it('sees a queue that only grows, to the end', () => {
  const scenario = poolScenario({ pools: [poolSpec(1)], clients: [openClient(200)], seconds: 20 });
  const { windows } = poolOf(runScenario(scenario, 1));
  const late = windows.slice(190).map(({ queued }) => queued);
  expect(mean(late)).toBeGreaterThan(0.95 * 100 * 19.5 * 0.9);
  expect(windows[199].queued).toBeGreaterThan(windows[150].queued);
});
