import { describe, expect, it } from 'vitest';
import { createHistogram } from '../../../src/core/statistics/histogram.ts';
import { POOL_DECISIONS } from '../../../src/measure/pools/instance-log.ts';
import { type WatchPoolsOptions, watchPools } from '../../../src/measure/pools/watch-pools.ts';
import { createLoadScript, type LoadScript } from '../load-script.ts';
import { micros } from '../script.ts';

/** 200 windows of one second, from second 10 on. */
const PERIOD = { start: micros(10), end: micros(210) };

function observe(act: (script: LoadScript) => void, options: Partial<WatchPoolsOptions> = {}) {
  const script = createLoadScript();
  const watch = watchPools(script.trace, {
    pools: [{ name: 'web', nodes: [4, 5, 6], initial: 2 }],
    names: Array.from({ length: 20 }, (_, i) => `n${i + 1}`),
    period: PERIOD,
    heat: true,
    use: () => ({ busy: 0, available: 0, waited: 0 }),
    ...options,
  });
  act(script);
  return { watch, pool: watch.finish().web };
}

describe('attempts', () => {
  it('count by outcome when the server is done with them, within the period', () => {
    const { watch, pool } = observe((script) => {
      script.attempt(5, 4);
      script.attempt(9, 4, { work: 2 });
      for (const outcome of ['refused', 'dropped', 'expired', 'cancelled', 'failed', 'lost'] as const) {
        script.attempt(20, 5, { outcome });
      }
      script.attempt(30, 5, { late: true });
      script.attempt(209, 5, { work: 2 });
      script.attempt(50, 9);
    });
    expect(pool.counts).toMatchObject({ arrived: 8, ok: 2, late: 1, refused: 1, dropped: 1, expired: 1 });
    expect(pool.counts).toMatchObject({ cancelled: 1, failed: 1, lost: 1 });
    expect([4, 5, 6].map((node) => watch.arrived('web', node))).toEqual([1, 7, 0]);
    expect(watch.arrived('other', 4)).toBe(0);
    const { windows } = pool;
    expect(windows).toHaveLength(200);
    expect(windows[1]).toMatchObject({ startSeconds: 11, seconds: 1, goodput: 1, failures: 0 });
    expect(windows[10]).toMatchObject({ goodput: 0, failures: 5 });
    expect(windows[20]).toMatchObject({ goodput: 0, failures: 1 });
  });

  it('have times in seconds, of those answered ok, in all and by window', () => {
    const { pool } = observe((script) => {
      for (let i = 1; i <= 100; i++) script.attempt(20, 4, { wait: 0.001 * i, work: 0.1 });
      script.attempt(20.5, 4, { wait: 0.4, outcome: 'expired' });
      script.attempt(22, 4, { work: 2 });
    });
    const wait = createHistogram(pool.wait);
    const sojourn = createHistogram(pool.sojourn);
    expect([wait.count, sojourn.count]).toEqual([101, 101]);
    expect(wait.quantile(0.99)).toBeCloseTo(0.099, 2);
    expect(sojourn.max).toBe(2);
    expect(pool.windows[10].p50).toBeCloseTo(0.15, 2);
    expect(pool.windows[10].max).toBeCloseTo(0.2, 9);
    expect(pool.windows[11]).toMatchObject({ p50: 0, p99: 0, max: 0 });
    expect(pool.windows[14].p99).toBeCloseTo(2, 1);
  });
});

it('counts what callers do about failures', () => {
  const { pool } = observe((script) => {
    script.routing(9, 'retry');
    script.routing(20, 'retry');
    script.routing(20.5, 'retry');
    for (const event of ['hedge', 'no-backend', 'breaker-refused', 'breaker-open', 'breaker-closed'] as const) {
      script.routing(21, event);
    }
    script.routing(21, 'ejected', 4);
    script.routing(22, 'returned', 4);
  });
  const { retries, hedges, noBackend, breakerRefused, breakerOpened, ejections } = pool.counts;
  expect([retries, hedges, noBackend, breakerRefused, breakerOpened, ejections]).toEqual([2, 1, 1, 1, 1, 1]);
  expect(pool.windows[10].retries).toBe(2);
  expect(pool.windows[11].failures).toBe(2);
});

describe('servers', () => {
  it('are ready while listed and up, and paid for from the request to the stop', () => {
    const { pool } = observe((script) => {
      script.instance(-5, 4, 'ready', 2);
      script.instance(20, 5, 'requested', 3);
      script.instance(22, 5, 'started', 3);
      script.instance(23, 5, 'ready', 3);
      script.node(30, 4, 'crash');
      script.node(31, 4, 'restart');
      script.instance(40, 5, 'draining', 3);
      script.instance(46, 5, 'stopped', 3);
      script.node(46, 5, 'stop');
    });
    const ready = pool.windows.map((window) => window.ready);
    expect([ready[0], ready[12], ready[13], ready[20], ready[21], ready[30]]).toEqual([1, 1, 2, 1, 2, 1]);
    expect(pool.readyMean).toBeCloseTo((200 + 17 - 1) / 200, 9);
    expect(pool.serverHours).toBeCloseTo((200 + 26) / 3600, 9);
    expect(pool.cost).toBeCloseTo((200 * 2 + 26 * 3) / 3600, 9);
  });

  it('are wanted as the autoscaler decides; decisions are kept with their reasons, up to a bound', () => {
    const { pool } = observe((script) => {
      script.scaling(5, 2, 1);
      script.scaling(20.5, 1, 3, 'cpu 90 %');
      for (let i = 0; i < 1500; i++) script.scaling(50, 3, 3);
    });
    expect(pool.windows[0].wanted).toBe(1);
    expect(pool.windows[10].wanted).toBe(2);
    expect(pool.windows[11].wanted).toBe(3);
    expect(pool.decisions[0]).toEqual({ atSeconds: 20.5, from: 1, to: 3, reason: 'cpu 90 %' });
    expect([pool.decisions.length, pool.decisionCount]).toEqual([POOL_DECISIONS, 1501]);
  });

  it('change the list of keys when they come and go, and not when they crash', () => {
    const { pool } = observe((script) => {
      script.attempt(20, 4, { key: 1 });
      script.node(21, 4, 'crash');
      script.attempt(22, 5, { key: 1 });
      script.instance(30, 6, 'ready');
      script.attempt(31, 6, { key: 1 });
      script.attempt(32, 4, { key: 1, outcome: 'failed' });
      script.instance(40, 6, 'draining');
      script.instance(41, 6, 'stopped');
      script.attempt(42, 6, { key: 1 });
    });
    expect(pool.keys).toEqual({ followed: 2, moved: 1, repeated: 1, same: 0 });
  });
});

describe('busy cores and queues', () => {
  it('are looked at when the period begins and when each window ends; what is passed over has the mean', () => {
    const used = [
      { busy: 77, available: 99, waited: 55 },
      { busy: 0, available: 0, waited: 0 },
    ];
    const add = (server: number, busy: number, available: number, waited: number): void => {
      const { [server]: of } = used;
      used[server] = {
        busy: of.busy + micros(busy),
        available: of.available + micros(available),
        waited: of.waited + micros(waited),
      };
    };
    const script = createLoadScript();
    const pools = [{ name: 'web', nodes: [4, 5], initial: 2 }];
    const use = (_: string, server: number) => used[server];
    const watch = watchPools(script.trace, { pools, names: [], period: PERIOD, heat: true, use });
    watch.look(micros(9));
    expect(watch.nextLook).toBe(micros(10));
    watch.look(micros(10));
    expect(watch.nextLook).toBe(micros(11));
    watch.look(micros(10.37));
    expect(watch.nextLook).toBe(micros(11));
    add(0, 1, 2, 3);
    watch.look(micros(11));
    add(0, 3, 4, 0);
    add(1, 0, 4, 1);
    watch.look(micros(13.1));
    expect(watch.nextLook).toBe(micros(14));
    add(1, 6, 10, 197);
    watch.look(PERIOD.end);
    expect(watch.nextLook).toBe(Infinity);
    const pool = watch.finish().web;
    const first = <T>(values: readonly T[]): readonly T[] => values.slice(0, 4);
    expect(first(pool.windows).map(({ utilization }) => utilization)).toEqual([0.5, 0.375, 0.375, 0.6]);
    expect(first(pool.windows).map(({ queued }) => queued)).toEqual([3, 0.5, 0.5, 1]);
    expect(pool.heat?.busy.map(first)).toEqual([
      [0.5, 0.75, 0.75, -1],
      [-1, 0, 0, 0.6],
    ]);
    expect(pool.heat?.queued.map(first)).toEqual([
      [3, 0, 0, 0],
      [0, 0.5, 0.5, 1],
    ]);
    expect(pool.utilization).toBe(0.5);
    expect(pool.queueMean).toBeCloseTo(201 / 200, 12);
    expect(watch.queueMean('web', 4)).toBeCloseTo(3 / 200, 12);
    expect(pool.nodes).toEqual(['node 4', 'node 5']);
  });
});

describe('heat maps', () => {
  it('put neighbouring machines together where there are many', () => {
    const nodes = Array.from({ length: 250 }, (_, i) => i);
    const waited = new Float64Array(250);
    const script = createLoadScript();
    const watch = watchPools(script.trace, {
      pools: [{ name: 'web', nodes, initial: 250 }],
      names: nodes.map((i) => `n${i + 1}`),
      period: PERIOD,
      heat: true,
      use: (_, server) => ({ busy: 0, available: 0, waited: waited[server] }),
    });
    watch.look(PERIOD.start);
    waited[200] = micros(1);
    watch.look(micros(11));
    const pool = watch.finish().web;
    expect(pool.nodes).toHaveLength(84);
    expect([pool.nodes[0], pool.nodes[83]]).toEqual(['n1 … n3', 'n250 … n250']);
    expect(pool.heat?.queued[66][0]).toBeCloseTo(1 / 3, 3);
  });

  it('are kept only where they are asked for', () => {
    expect(observe(() => {}, { heat: false }).pool.heat).toBeUndefined();
  });
});

it('subscribes to nothing without pools', () => {
  const { trace } = createLoadScript();
  const watch = watchPools(trace, {
    pools: [],
    names: [],
    period: PERIOD,
    heat: true,
    use: () => ({ busy: 0, available: 0, waited: 0 }),
  });
  expect(trace.wants('attempt')).toBe(false);
  expect([watch.nextLook, watch.finish()]).toEqual([Infinity, {}]);
});
