import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../../src/core/distributions/distribution.ts';
import { MILLISECOND } from '../../../src/core/time.ts';
import type { PoolSpec } from '../../../src/services/pool/pool.ts';
import { serverWorld } from './server-world.ts';

const queue = (changes: Partial<PoolSpec['queue']>): Partial<PoolSpec> => ({
  queue: { discipline: 'fifo', limit: 100, target: 5000, interval: 100_000, ...changes },
});
const answers = (lines: readonly string[]): string[] => lines.filter((line) => /^[\d.]+ \d+ (ok|overload)$/.test(line));

describe('a server', () => {
  it('serves as many at a time as it may, and queues the rest', () => {
    const w = serverWorld({ concurrency: 2 }, { cores: 2 });
    for (const call of [1, 2, 3]) w.request(1, call, { work: 10 * call });
    expect(w.until(100)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "0 n1 ready",
        "11   n1: ok after 0+10",
        "11 1 ok",
        "21   n1: ok after 0+20",
        "21 2 ok",
        "41   n1: ok after 10+30",
        "41 3 ok",
      ]
    `);
  });

  it('runs more requests at a time than it has cores by queueing for the CPU', () => {
    const w = serverWorld({ concurrency: 3 });
    for (const call of [1, 2, 3]) w.request(1, call);
    expect(w.until(100)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "0 n1 ready",
        "11   n1: ok after 0+10",
        "11 1 ok",
        "21   n1: ok after 0+20",
        "21 2 ok",
        "31   n1: ok after 0+30",
        "31 3 ok",
      ]
    `);
  });

  it('refuses what does not fit into its queue', () => {
    const w = serverWorld(queue({ limit: 1 }));
    for (const call of [1, 2, 3]) w.request(1, call);
    expect(w.until(100)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "0 n1 ready",
        "1   n1: refused after 0+0",
        "1 3 overload",
        "11   n1: ok after 0+10",
        "11 1 ok",
        "21   n1: ok after 10+10",
        "21 2 ok",
      ]
    `);
    const lifo = serverWorld(queue({ discipline: 'lifo', limit: 1 }));
    for (const call of [1, 2, 3]) lifo.request(1, call);
    expect(lifo.until(100)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "0 n1 ready",
        "1   n1: dropped after 0+0",
        "1 2 overload",
        "11   n1: ok after 0+10",
        "11 1 ok",
        "21   n1: ok after 10+10",
        "21 3 ok",
      ]
    `);
  });

  it('drops what its caller has given up, if told to, and serves it otherwise', () => {
    for (const dropExpired of [true, false]) {
      const w = serverWorld({ dropExpired });
      w.request(1, 1, { work: 20 });
      w.request(2, 2, { patience: 19 });
      w.request(2, 3, { patience: 20 });
      const lines = w.until(100);
      if (dropExpired)
        expect(lines).toMatchInlineSnapshot(`
          [
            "0 n1 started",
            "0 n1 ready",
            "21   n1: ok after 0+20",
            "21   n1: expired after 19+0",
            "21 1 ok",
            "31   n1: ok late after 19+10",
            "31 3 ok",
          ]
        `);
      else
        expect(lines).toMatchInlineSnapshot(`
        [
          "0 n1 started",
          "0 n1 ready",
          "21   n1: ok after 0+20",
          "21 1 ok",
          "31   n1: ok late after 19+10",
          "31 2 ok",
          "41   n1: ok late after 29+10",
          "41 3 ok",
        ]
      `);
    }
  });

  it('takes a cancelled request out of the queue, but not out of service', () => {
    const w = serverWorld();
    for (const call of [1, 2, 3]) w.request(1, call);
    for (const call of [1, 3, 7]) {
      w.when(2, () =>
        w.client.env.send(w.pool.servers[0].process, { kind: 'pool/cancel', call, attempt: 1 } as never, 64),
      );
    }
    expect(w.until(100)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "0 n1 ready",
        "2   n1: cancelled after 1+0",
        "11   n1: ok after 0+10",
        "11 1 ok",
        "21   n1: ok after 10+10",
        "21 2 ok",
      ]
    `);
  });

  it('sheds what would wait for too long, but not what is important', () => {
    const w = serverWorld({ shedding: { expectedWait: 25 * MILLISECOND, exempt: 5 } });
    w.request(1, 1);
    // Nothing is known before the first request is over: all of these wait.
    for (const call of [2, 3]) w.request(5, call);
    // 10 ms each: the expected wait is 10 ms per request ahead and 10 ms for the one in progress.
    for (const call of [4, 5, 6]) w.request(12, call);
    w.request(13, 7, { priority: 5 });
    expect(answers(w.until(200))).toEqual([
      '11 1 ok',
      '12 5 overload',
      '12 6 overload',
      '21 2 ok',
      '31 3 ok',
      '41 4 ok',
      '51 7 ok',
    ]);
  });

  it('is not ready at first, then slow, then warm', () => {
    const startUp = { readiness: constantSpec(100 * MILLISECOND), length: 100 * MILLISECOND, slowdown: 2 };
    const w = serverWorld({ startUp });
    w.request(50, 1);
    w.request(100.001, 2);
    w.request(150, 3);
    w.request(250, 4);
    expect(w.until(300)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "50   n1: refused after 0+0",
        "50 1 not-ready",
        "100 n1 ready",
        "130.001   n1: ok after 0+30",
        "130.001 2 ok",
        "170   n1: ok after 0+20",
        "170 3 ok",
        "260   n1: ok after 0+10",
        "260 4 ok",
      ]
    `);
  });

  it('takes longer for some attempts', () => {
    const w = serverWorld({ hiccup: { chance: 0.25, time: constantSpec(5 * MILLISECOND) } });
    for (let call = 0; call < 400; call++) w.request(1 + 20 * call, call);
    const took = answers(w.until(1e5)).map((line, call) => Number(line.split(' ')[0]) - (1 + 20 * call));
    expect(new Set(took)).toEqual(new Set([10, 15]));
    expect(took.filter((time) => time === 15).length).toBeGreaterThan(75);
    expect(took.filter((time) => time === 15).length).toBeLessThan(125);
  });

  it('answers health checks while it is ready', () => {
    const w = serverWorld({ startUp: { readiness: constantSpec(10 * MILLISECOND), length: 0, slowdown: 0 } });
    for (const at of [5, 15, 25]) {
      w.when(at, () => w.client.env.send(w.pool.servers[0].process, { kind: 'pool/health-check' }, 64));
    }
    w.request(14, 1, { work: 100 });
    w.when(20, () => w.pool.drainAndStop(0));
    expect(w.until(30).filter((line) => line.includes('healthy'))).toEqual(['15 pool/healthy']);
  });

  it('tells one of the callers when it has nothing left to do', () => {
    const w = serverWorld();
    w.pool.addCaller(w.client.id);
    w.pool.addCaller(w.client.id);
    w.request(1, 1);
    w.request(2, 2);
    expect(w.until(100).filter((line) => line.includes('idle'))).toEqual(['0 pool/idle', '21 pool/idle']);
  });
});

describe('its machine', () => {
  it('takes what was there with it in a crash, and starts anew', () => {
    const w = serverWorld();
    for (const call of [1, 2]) w.request(1, call);
    w.when(5, () => w.cluster.crash(0));
    w.when(7, () => w.cluster.restart(0));
    w.request(8, 3);
    w.when(6, () => expect([w.pool.load(0), w.pool.state(0), w.pool.listed(0)]).toEqual([0, 'down', true]));
    expect(w.until(100)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "0 n1 ready",
        "5   n1: lost after 0+4",
        "5   n1: lost after 4+0",
        "7 n1 started",
        "7 n1 ready",
      ]
    `);
  });

  it('stretches what is computed when it is slow or paused', () => {
    const w = serverWorld();
    w.request(1, 1);
    w.when(6, () => void w.cluster.slowCpu(0, 0.5));
    w.when(8, () => w.cluster.pause(0));
    w.when(20, () => w.cluster.resume(0));
    expect(answers(w.until(100))).toEqual(['28 1 ok']);
  });
});

describe('whoever runs the pool', () => {
  it('starts the servers wanted at first and leaves the others off, without an outage', () => {
    const w = serverWorld({ initial: 2 }, { servers: 3 });
    expect(w.until(10)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "0 n2 started",
        "0 n1 ready",
        "0 n2 ready",
      ]
    `);
    expect(w.cluster.isUp(2)).toBe(false);
    expect(
      [0, 1, 2].map((server) => `${w.pool.state(server)} ${w.pool.wanted(server)} ${w.pool.listed(server)}`),
    ).toEqual(['ready true true', 'ready true true', 'off false false']);
    expect(w.pool.replicas()).toEqual([0, 1, 2]);
    expect(() => w.pool.leader()).toThrow('web is a pool of servers, none of which leads');
  });

  it('can have more of them, and fewer: none loses a request', () => {
    const w = serverWorld(
      { initial: 1, startUp: { readiness: constantSpec(5000), length: 0, slowdown: 0 } },
      { servers: 2 },
    );
    w.when(10, () => w.pool.start(1));
    w.request(16, 1, {}, 1);
    w.request(17, 2, {}, 1);
    w.when(18, () => w.pool.drainAndStop(1));
    w.request(19, 3, {}, 1);
    w.when(50, () => w.pool.start(1));
    w.request(60, 4, {}, 1);
    expect(w.until(100)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "5 n1 ready",
        "10 n2 started",
        "15 n2 ready",
        "18 n2 draining",
        "19   n2: refused after 0+0",
        "19 3 not-ready",
        "26   n2: ok after 0+10",
        "26 1 ok",
        "36   n2: ok after 9+10",
        "36 2 ok",
        "36 n2 stopped",
        "50 n2 started",
        "55 n2 ready",
        "70   n2: ok after 0+10",
        "70 4 ok",
      ]
    `);
  });

  it('ends a server that does not come to an end', () => {
    const w = serverWorld({ drain: 20 * MILLISECOND });
    w.request(1, 1, { work: 100 });
    w.when(10, () => w.pool.drainAndStop(0));
    expect(w.until(200)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "0 n1 ready",
        "10 n1 draining",
        "30   n1: lost after 0+29",
        "30 n1 stopped",
      ]
    `);
    expect(w.pool.state(0)).toBe('off');
  });

  it('may change its mind while a server drains', () => {
    const w = serverWorld();
    w.request(1, 1);
    w.when(2, () => w.pool.drainAndStop(0));
    w.when(3, () => w.pool.start(0));
    w.request(20, 2);
    expect(w.until(100)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "0 n1 ready",
        "2 n1 draining",
        "11   n1: ok after 0+10",
        "11 1 ok",
        "11 n1 started",
        "11 n1 ready",
        "30   n1: ok after 0+10",
        "30 2 ok",
      ]
    `);
    const twice = serverWorld();
    twice.request(1, 1);
    twice.when(2, () => twice.pool.restart(0));
    twice.when(3, () => twice.pool.drainAndStop(0));
    twice.until(100);
    expect(twice.pool.state(0)).toBe('off');
  });

  it('is not disturbed by faults of machines that are off', () => {
    const w = serverWorld({ initial: 0 });
    const seen = w.observed('node');
    w.when(1, () => w.cluster.crash(0));
    w.when(2, () => w.cluster.restart(0));
    expect(w.until(10)).toEqual([]);
    expect(seen).toEqual([]);
  });

  it('starts a server on a crashed machine when that is repaired', () => {
    const w = serverWorld();
    w.when(1, () => w.cluster.crash(0));
    w.when(2, () => w.pool.drainAndStop(0));
    w.when(4, () => w.pool.start(0));
    w.when(6, () => w.cluster.restart(0));
    expect(w.until(10)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "0 n1 ready",
        "2 n1 stopped",
        "6 n1 started",
        "6 n1 ready",
      ]
    `);
    expect(w.pool.state(0)).toBe('ready');
  });

  it('does not restart a draining server that crashes', () => {
    const w = serverWorld();
    w.request(1, 1, { work: 100 });
    w.when(2, () => w.pool.drainAndStop(0));
    w.when(3, () => w.cluster.crash(0));
    w.when(5, () => w.cluster.restart(0));
    expect(w.until(20)).toMatchInlineSnapshot(`
      [
        "0 n1 started",
        "0 n1 ready",
        "2 n1 draining",
        "3   n1: lost after 0+2",
        "5 n1 started",
        "5 n1 stopped",
      ]
    `);
    expect(w.cluster.isUp(0)).toBe(false);
  });

  it('tells of every change of the list, of one caller only to the last that asked', () => {
    const w = serverWorld({ initial: 1 }, { servers: 2 });
    const heard: string[] = [];
    w.pool.onListed(5, () => void heard.push('never'));
    w.pool.onListed(5, (server) => void heard.push(`${w.kernel.now / MILLISECOND} ${server} ${w.pool.listed(server)}`));
    w.when(1, () => w.pool.start(1));
    w.when(2, () => w.cluster.crash(0));
    w.when(3, () => w.cluster.restart(0));
    w.when(4, () => w.pool.drainAndStop(0));
    w.until(10);
    expect(heard).toEqual(['0 0 true', '1 1 true', '3 0 false', '3 0 true', '4 0 false']);
  });
});

describe('a rolling release', () => {
  it('restarts the servers in batches, waits for them, and pauses', () => {
    const w = serverWorld(
      {
        startUp: { readiness: constantSpec(10 * MILLISECOND), length: 0, slowdown: 0 },
        releases: [{ at: 100 * MILLISECOND, batch: 2, pause: 50 * MILLISECOND }],
        initial: 3,
      },
      { servers: 4 },
    );
    w.request(95, 1, {}, 0);
    w.until(50);
    expect(w.until(400)).toMatchInlineSnapshot(`
      [
        "100 n1 draining",
        "100 n2 draining",
        "100 n2 started",
        "105   n1: ok after 0+10",
        "105 1 ok",
        "105 n1 started",
        "110 n2 ready",
        "115 n1 ready",
        "165 n3 draining",
        "165 n3 started",
        "175 n3 ready",
      ]
    `);
  });

  it('waits for a server that crashes on the way, and passes over one that is down', () => {
    const w = serverWorld(
      {
        startUp: { readiness: constantSpec(10 * MILLISECOND), length: 0, slowdown: 0 },
        releases: [{ at: 100 * MILLISECOND, batch: 1, pause: 5 * MILLISECOND }],
      },
      { servers: 3 },
    );
    w.when(105, () => w.cluster.crash(0));
    w.when(106, () => w.cluster.crash(1));
    w.when(150, () => w.cluster.restart(0));
    w.until(50);
    expect(w.until(400)).toMatchInlineSnapshot(`
      [
        "100 n1 draining",
        "100 n1 started",
        "150 n1 started",
        "160 n1 ready",
        "165 n3 draining",
        "165 n3 started",
        "175 n3 ready",
      ]
    `);
  });

  it('goes on once after a pause, whatever else becomes ready meanwhile', () => {
    const w = serverWorld({ releases: [{ at: 100 * MILLISECOND, batch: 1, pause: 20 * MILLISECOND }] }, { servers: 4 });
    w.when(105, () => w.cluster.crash(3));
    w.when(110, () => w.cluster.restart(3));
    w.until(50);
    expect(w.until(400).filter((line) => line.includes('draining'))).toEqual(
      [100, 120, 140, 160].map((time, server) => `${time} n${server + 1} draining`),
    );
  });
});
