import { describe, expect, it } from 'vitest';
import { createCallerWorld, type Script } from './caller-world.ts';

const answers: Script = () => ({});
const NO_BUDGET = Number.POSITIVE_INFINITY;
const retry = (attempts: number, budget = NO_BUDGET) => ({ attempts, backoff: { min: 0, max: 0 }, budget });

describe('a call', () => {
  it('goes where the balancer says and ends with the answer', () => {
    const world = createCallerWorld(answers);
    world.call();
    world.run(10);
    world.call();
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
          2 ← s0 #1 attempt 1 ok
          2 ok after 1
         10 call
         10 → s1 #2 attempt 1 (200 ms)
         12 ← s1 #2 attempt 1 ok
         12 ok after 1
      "
    `);
    expect(world.caller.pending()).toBe(0);
    expect(world.timers.size).toBe(0);
  });

  it('carries what servers need to know', () => {
    const world = createCallerWorld(answers);
    world.call({ key: 77, session: 5, priority: 2, work: 1234, timeout: 150_000 });
    expect(world.requests[0].request).toEqual({
      kind: 'pool/request',
      call: 1,
      attempt: 1,
      key: 77,
      session: 5,
      priority: 2,
      work: 1234,
      patience: 150_000,
    });
  });

  it('is tried again elsewhere when nothing comes back in time; the last attempt has all the time left', () => {
    const world = createCallerWorld((_, server) => (server < 2 ? undefined : { after: 500 }));
    world.call();
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
        200 retry
        200 → s1 #1 attempt 2 (200 ms)
        400 retry
        400 → s2 #1 attempt 3 (600 ms)
        901 ← s2 #1 attempt 3 ok
        901 ok after 3, lost
      "
    `);
  });

  it('ends at its deadline, and ignores what comes later', () => {
    const world = createCallerWorld(() => ({ after: 400 }));
    world.call({ timeout: 450_000 });
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
        200 retry
        200 → s1 #1 attempt 2 (200 ms)
        400 retry
        400 → s2 #1 attempt 3 (50 ms)
        401 ← s0 #1 attempt 1 ok
        450 timeout after 3, lost
        601 ← s1 #1 attempt 2 ok
        801 ← s2 #1 attempt 3 ok
      "
    `);
  });

  it('says what the last server said when no attempt is left', () => {
    const statuses = ['overload', 'not-ready', 'failed'] as const;
    const world = createCallerWorld(({ attempt }) => ({ status: statuses[attempt - 1] }));
    world.call();
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
          2 ← s0 #1 attempt 1 overload
          2 retry
          2 → s1 #1 attempt 2 (200 ms)
          4 ← s1 #1 attempt 2 not-ready
          4 retry
          4 → s2 #1 attempt 3 (996 ms)
          6 ← s2 #1 attempt 3 failed
          6 failed after 3
      "
    `);
  });

  it('waits for the next attempt with full jitter, and gives up early when that would outlast the deadline', () => {
    const backoff = { min: 100_000, max: 400_000 };
    const world = createCallerWorld(() => ({ status: 'overload' }), {
      policy: { retry: { attempts: 20, backoff, budget: NO_BUDGET } },
    });
    world.call();
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
          2 ← s0 #1 attempt 1 overload
         47 retry
         47 → s1 #1 attempt 2 (200 ms)
         49 ← s1 #1 attempt 2 overload
         91 retry
         91 → s2 #1 attempt 3 (200 ms)
         93 ← s2 #1 attempt 3 overload
        102 retry
        102 → s0 #1 attempt 4 (200 ms)
        104 ← s0 #1 attempt 4 overload
        291 retry
        291 → s1 #1 attempt 5 (200 ms)
        293 ← s1 #1 attempt 5 overload
        482 retry
        482 → s2 #1 attempt 6 (200 ms)
        484 ← s2 #1 attempt 6 overload
        507 retry
        507 → s0 #1 attempt 7 (200 ms)
        509 ← s0 #1 attempt 7 overload
        717 retry
        717 → s1 #1 attempt 8 (200 ms)
        719 ← s1 #1 attempt 8 overload
        719 overload after 8
      "
    `);
  });

  it('is retried at once on another server when the connection breaks', () => {
    const world = createCallerWorld((_, server) => (server === 0 ? undefined : {}));
    world.call();
    world.run(50);
    world.disconnect(0);
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
         50 retry
         50 → s1 #1 attempt 2 (200 ms)
         52 ← s1 #1 attempt 2 ok
         52 ok after 2, lost
      "
    `);
  });

  it('that cannot be sent ends a moment later', () => {
    const world = createCallerWorld(answers, { listed: [] });
    let again = 3;
    const repeat = (): void => {
      if (again-- > 0) world.call({}, repeat);
    };
    repeat();
    world.run();
    expect(world.ends).toEqual(Array(3).fill({ outcome: 'no-backend', attempts: 0, lost: false }));
    expect(world.now()).toBeGreaterThan(0);
    expect(world.timers.size).toBe(0);
  });

  it('falls back on the server that failed when there is no other', () => {
    const world = createCallerWorld(({ attempt }) => ({ status: attempt < 3 ? 'overload' : 'ok' }), { servers: 1 });
    world.call();
    world.run();
    expect(world.tally()).toEqual([3]);
    expect(world.ends).toEqual([{ outcome: 'ok', attempts: 3, lost: false }]);
  });

  it('is retried no more than the budget allows', () => {
    const world = createCallerWorld(() => ({ status: 'overload' }), { policy: { retry: retry(5, 0.1) } });
    for (let call = 0; call < 100; call++) {
      world.call();
      world.run(20);
    }
    expect(world.requests.length).toBe(100 + 10 + 10 - 1);
    expect(world.ends.at(-1)).toEqual({ outcome: 'retry-budget', attempts: 1, lost: false });
  });

  it('that timed out is out of time, not of budget', () => {
    const world = createCallerWorld(() => undefined, { policy: { retry: retry(5, 0) } });
    for (let call = 0; call < 20; call++) world.call();
    world.run();
    expect(world.requests.length).toBe(20 + 10);
    expect(world.ends.every(({ outcome, lost }) => outcome === 'timeout' && lost)).toBe(true);
  });

  it('may be made while another one ends', () => {
    const world = createCallerWorld(answers);
    let left = 5;
    const next = (): void => {
      if (left-- > 0) world.call({}, next);
    };
    next();
    next();
    world.run();
    expect(world.ends).toHaveLength(5);
    expect(new Set(world.requests.map(({ request }) => request.call)).size).toBe(5);
    expect(world.caller.pending()).toBe(0);
  });
});

describe('a hedge', () => {
  const after = { time: 50_000 };

  it('goes to another server when the first takes long; the first answer wins, the other is cancelled', () => {
    const world = createCallerWorld((_, server) => ({ after: server === 0 ? 120 : 10 }), {
      policy: { hedge: { after, budget: 1 } },
    });
    world.call();
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
         50 hedge
         50 → s1 #1 attempt 2 (150 ms)
         61 ← s1 #1 attempt 2 ok
         61 → s0 cancel #1 attempt 1
         61 ok after 2
        121 ← s0 #1 attempt 1 ok
      "
    `);
    expect(world.timers.size).toBe(0);
  });

  it('is cancelled when the first answers after all', () => {
    const world = createCallerWorld((_, server) => ({ after: server === 0 ? 60 : 100 }), {
      policy: { hedge: { after, budget: 1 } },
    });
    world.call();
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
         50 hedge
         50 → s1 #1 attempt 2 (150 ms)
         61 ← s0 #1 attempt 1 ok
         61 → s1 cancel #1 attempt 2
         61 ok after 2
        151 ← s1 #1 attempt 2 ok
      "
    `);
  });

  it('that fails leaves the first under way, and the other way round; then the next attempt comes', () => {
    const world = createCallerWorld(
      ({ call, attempt }) => {
        if (attempt === 3) return {};
        const slow = call === 1 ? 1 : 2;
        return attempt === slow ? undefined : { status: 'overload', after: 80 };
      },
      { policy: { hedge: { after, budget: 1 } } },
    );
    world.call();
    world.run(500);
    world.call();
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (200 ms)
         50 hedge
         50 → s1 #1 attempt 2 (150 ms)
        131 ← s1 #1 attempt 2 overload
        200 retry
        200 → s2 #1 attempt 3 (200 ms)
        202 ← s2 #1 attempt 3 ok
        202 ok after 3, lost
        500 call
        500 → s0 #2 attempt 1 (200 ms)
        550 hedge
        550 → s1 #2 attempt 2 (150 ms)
        581 ← s0 #2 attempt 1 overload
        700 retry
        700 → s2 #2 attempt 3 (200 ms)
        702 ← s2 #2 attempt 3 ok
        702 ok after 3, lost
      "
    `);
  });

  it('does not take the answer to an earlier attempt for its own', () => {
    const world = createCallerWorld(({ attempt }) => ({ after: [60, 200, 100][attempt - 1] }), {
      policy: { hedge: { after: { time: 30_000 }, budget: 1 }, attemptTimeout: 20_000, retry: retry(2) },
    });
    world.call();
    world.run();
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (20 ms)
         20 retry
         20 → s1 #1 attempt 2 (980 ms)
         50 hedge
         50 → s2 #1 attempt 3 (950 ms)
         61 ← s0 #1 attempt 1 ok
        151 ← s2 #1 attempt 3 ok
        151 → s1 cancel #1 attempt 2
        151 ok after 3, lost
        221 ← s1 #1 attempt 2 ok
      "
    `);
  });

  it('is not sent where there is no other server, nor beyond its budget', () => {
    const policy = { hedge: { after, budget: 0 }, retry: retry(1) };
    const alone = createCallerWorld(() => ({ after: 100 }), { servers: 1, policy });
    alone.call();
    alone.run();
    expect(alone.requests).toHaveLength(1);
    const three = createCallerWorld(() => ({ after: 100 }), { policy });
    for (let call = 0; call < 50; call++) three.call();
    three.run();
    expect(three.requests).toHaveLength(50 + 10);
    expect(three.ends.every(({ outcome }) => outcome === 'ok')).toBe(true);
  });

  it('comes after a quantile of the latencies seen, once there are enough', () => {
    // Of 64 calls, 7 each take 11, 12, … 18 ms, and 8 take long: four fifths are answered within 18 ms.
    const latency = (call: number): number => (call % 64 < 56 ? 10 + (call % 8) : 150);
    const world = createCallerWorld(({ call, attempt }) => ({ after: attempt === 1 ? latency(call) : 10 }), {
      policy: { hedge: { after: { quantile: 0.8 }, budget: 1 }, attemptTimeout: 400_000 },
    });
    const sentAt: number[] = [];
    for (let call = 0; call < 1024; call++) {
      sentAt.push(world.now());
      world.call();
      world.run(200);
    }
    const hedges = world.requests.filter(({ request }) => request.attempt === 2);
    expect(hedges[0].request.call).toBeGreaterThan(64);
    for (const { request, at } of hedges) expect(at - sentAt[request.call - 1]).toBe(18_000);
    expect(hedges.length / 1024).toBeCloseTo(15 / 64, 1);
  });
});

describe('a hedge after a quantile', () => {
  it('counts attempts that were given up', () => {
    const world = createCallerWorld(
      ({ call, attempt }) => (attempt === 1 && call % 2 === 0 ? undefined : { after: attempt === 1 ? 30 : 1 }),
      {
        policy: { hedge: { after: { quantile: 0.5 }, budget: 1 }, retry: retry(1) },
      },
    );
    for (let call = 0; call < 66; call++) {
      world.call({ timeout: 100_000 });
      world.run(200);
    }
    const hedges = world.events.filter(({ event }) => event === 'hedge');
    expect(hedges.map(({ at }) => at)).toEqual([64 * 200_000 + 31_000, 65 * 200_000 + 31_000]);
  });
});

describe('service discovery', () => {
  it('tells of servers that come and go after a delay', () => {
    const world = createCallerWorld(answers, { routing: { discovery: 100_000 }, listed: [0, 1] });
    world.list(2, true);
    world.list(0, false);
    for (let step = 0; step < 6; step++) {
      world.call();
      world.run(40);
    }
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 s2 listed
          0 s0 unlisted
          0 call
          0 → s0 #1 attempt 1 (200 ms)
          2 ← s0 #1 attempt 1 ok
          2 ok after 1
         40 call
         40 → s1 #2 attempt 1 (200 ms)
         42 ← s1 #2 attempt 1 ok
         42 ok after 1
         80 call
         80 → s0 #3 attempt 1 (200 ms)
         82 ← s0 #3 attempt 1 ok
         82 ok after 1
        120 call
        120 → s1 #4 attempt 1 (200 ms)
        122 ← s1 #4 attempt 1 ok
        122 ok after 1
        160 call
        160 → s2 #5 attempt 1 (200 ms)
        162 ← s2 #5 attempt 1 ok
        162 ok after 1
        200 call
        200 → s1 #6 attempt 1 (200 ms)
        202 ← s1 #6 attempt 1 ok
        202 ok after 1
      "
    `);
  });

  it('does not disturb the balancer when a server has come and gone in between', () => {
    const world = createCallerWorld(answers, { listed: [0, 1] });
    world.call();
    world.run(10);
    world.list(2, true);
    world.list(2, false);
    world.call();
    world.run(10);
    world.call();
    world.run();
    expect(world.tally()).toEqual([2, 1, 0]);
  });
});

describe('health checks', () => {
  const routing = { healthChecks: { every: 100_000, timeout: 50_000, unhealthyAfter: 3, healthyAfter: 2 } };

  it('take a silent server out after so many in a row, and back in after so many', () => {
    const world = createCallerWorld(answers, { routing });
    world.run(200);
    world.silent.add(1);
    world.run(220);
    expect(world.events).toEqual([]);
    world.run(180);
    for (let call = 0; call < 6; call++) world.call();
    world.run(50);
    world.silent.delete(1);
    world.run(500);
    expect(world.tally()).toEqual([3, 0, 3]);
    expect(world.events.map(({ event, server }) => `${event} s${server}`)).toEqual(['unhealthy s1', 'healthy s1']);
    const [out, back] = world.events.map(({ at }) => at);
    expect(back - out).toBeGreaterThanOrEqual(150_000);
  });

  it('begin anew when a server has been away', () => {
    const world = createCallerWorld(answers, { routing });
    world.silent.add(1);
    world.run(400);
    world.list(1, false);
    world.run(150);
    world.silent.clear();
    world.list(1, true);
    for (let call = 0; call < 3; call++) world.call();
    expect(world.tally()).toEqual([1, 1, 1]);
    expect(world.events.map(({ event }) => event)).toEqual(['unhealthy', 'healthy']);
  });

  it('count for nothing when more than half of the servers fail them: panic', () => {
    const world = createCallerWorld((_, server) => (server === 2 ? {} : undefined), {
      routing,
      policy: { retry: retry(1) },
    });
    world.silent.add(0);
    world.run(600);
    for (let call = 0; call < 3; call++) world.call();
    expect(world.tally()).toEqual([0, 2, 1]);
    world.silent.add(1);
    world.run(600);
    for (let call = 0; call < 3; call++) world.call();
    expect(world.tally()).toEqual([1, 3, 2]);
  });
});

describe('outlier ejection', () => {
  const outlierEjection = { consecutiveFailures: 3, baseTime: 1_000_000, maxTime: 2_500_000, maxShare: 0.34 };
  const policy = { retry: retry(1) };
  const failing =
    (...servers: number[]): Script =>
    (_, server) => ({ status: servers.includes(server) ? 'failed' : 'ok' });

  it('sends nothing to a server that keeps failing, for longer each time', () => {
    const world = createCallerWorld(failing(1), { routing: { outlierEjection }, policy });
    for (let step = 0; step < 1200; step++) {
      world.call();
      world.run(10);
    }
    const out = world.events.filter(({ event }) => event === 'ejected').map(({ at }) => at);
    const back = world.events.filter(({ event }) => event === 'returned').map(({ at }) => at);
    expect(back.map((at, i) => at - out[i])).toEqual([1, 2, 2.5, 2.5, 2.5].map((seconds) => seconds * 1_000_000));
    expect(world.events.every(({ server }) => server === 1)).toBe(true);
    for (const { server, at } of world.requests) {
      if (server === 1) expect(out.some((from, i) => from < at && at < back[i])).toBe(false);
    }
  });

  it('forgives with time', () => {
    let broken = true;
    const world = createCallerWorld((_, server) => ({ status: broken && server === 1 ? 'failed' : 'ok' }), {
      routing: { outlierEjection },
      policy,
    });
    const load = (steps: number): void => {
      for (let step = 0; step < steps; step++) {
        world.call();
        world.run(10);
      }
    };
    load(20);
    broken = false;
    load(1200);
    broken = true;
    load(100);
    broken = false;
    load(100);
    const times = world.events.map(({ at }) => at);
    expect(world.events.map(({ event }) => event)).toEqual(['ejected', 'returned', 'ejected', 'returned']);
    expect([times[1] - times[0], times[3] - times[2]]).toEqual([1_000_000, 1_000_000]);
  });

  it('ejects no more than its share of the servers', () => {
    const world = createCallerWorld(failing(0, 1, 2), { routing: { outlierEjection }, policy });
    for (let step = 0; step < 100; step++) {
      world.call();
      world.run(5);
    }
    expect(world.events.map(({ event }) => event)).toEqual(['ejected']);
  });

  it('goes by the servers that are listed by then', () => {
    const world = createCallerWorld(() => ({ status: 'failed', after: 50 }), {
      routing: { outlierEjection: { ...outlierEjection, consecutiveFailures: 1 } },
      policy,
    });
    world.call();
    world.list(1, false);
    world.list(2, false);
    world.run();
    expect(world.events).toEqual([]);
  });

  it('counts only failures in a row', () => {
    const world = createCallerWorld(({ call }) => ({ status: call % 3 === 0 ? 'ok' : 'failed' }), {
      servers: 1,
      routing: { outlierEjection: { ...outlierEjection, maxShare: 1 } },
      policy,
    });
    for (let step = 0; step < 100; step++) {
      world.call();
      world.run(5);
    }
    expect(world.events).toEqual([]);
  });
});

describe('the circuit breaker', () => {
  const circuitBreaker = { window: 1_000_000, minimum: 5, failures: 0.5, open: 500_000, probes: 2, maxInFlight: 1000 };
  const policy = { retry: retry(1) };

  it('opens on failures, lets probes through after a while, and closes when all succeed', () => {
    let status: 'ok' | 'failed' = 'failed';
    const world = createCallerWorld(() => ({ status }), { routing: { circuitBreaker }, policy });
    const load = (calls: number): void => {
      for (let call = 0; call < calls; call++) {
        world.call();
        world.run(20);
      }
    };
    load(7);
    world.run(500);
    load(2);
    world.run(500);
    status = 'ok';
    world.call();
    world.call();
    world.call();
    world.run(20);
    load(1);
    expect(world.transcript()).toMatchInlineSnapshot(`
      "
          0 call
          0 → s0 #1 attempt 1 (1000 ms)
          2 ← s0 #1 attempt 1 failed
          2 failed after 1
         20 call
         20 → s1 #2 attempt 1 (1000 ms)
         22 ← s1 #2 attempt 1 failed
         22 failed after 1
         40 call
         40 → s2 #3 attempt 1 (1000 ms)
         42 ← s2 #3 attempt 1 failed
         42 failed after 1
         60 call
         60 → s0 #4 attempt 1 (1000 ms)
         62 ← s0 #4 attempt 1 failed
         62 failed after 1
         80 call
         80 → s1 #5 attempt 1 (1000 ms)
         82 ← s1 #5 attempt 1 failed
         82 breaker-open
         82 failed after 1
        100 call
        100 breaker-refused
        100 breaker-open after 0
        120 call
        120 breaker-refused
        120 breaker-open after 0
        640 call
        640 → s2 #8 attempt 1 (1000 ms)
        642 ← s2 #8 attempt 1 failed
        642 breaker-open
        642 failed after 1
        660 call
        660 breaker-refused
        660 breaker-open after 0
       1180 call
       1180 → s0 #10 attempt 1 (1000 ms)
       1180 call
       1180 → s1 #11 attempt 1 (1000 ms)
       1180 call
       1180 breaker-refused
       1180 breaker-open after 0
       1182 ← s0 #10 attempt 1 ok
       1182 ok after 1
       1182 ← s1 #11 attempt 1 ok
       1182 breaker-closed
       1182 ok after 1
       1200 call
       1200 → s2 #13 attempt 1 (1000 ms)
       1202 ← s2 #13 attempt 1 ok
       1202 ok after 1
      "
    `);
  });

  it('does not open below its minimum, nor below its share, nor for what has left the window', () => {
    const world = createCallerWorld(({ call }) => ({ status: call % 20 < 10 ? 'failed' : 'ok' }), {
      routing: { circuitBreaker: { ...circuitBreaker, minimum: 12, failures: 0.8 } },
      policy,
    });
    for (let call = 0; call < 200; call++) {
      world.call();
      world.run(100);
    }
    expect(world.events).toEqual([]);
  });

  it('limits the requests under way', () => {
    const world = createCallerWorld(() => ({ after: 100 }), {
      routing: { circuitBreaker: { ...circuitBreaker, maxInFlight: 3 } },
      policy,
    });
    for (let call = 0; call < 5; call++) world.call();
    world.run();
    expect(world.requests).toHaveLength(3);
    expect(world.ends.filter(({ outcome }) => outcome === 'breaker-open')).toHaveLength(2);
    world.call();
    world.run();
    expect(world.requests).toHaveLength(4);
  });

  it('does not hedge its probes, and gets back those that no server was there for', () => {
    let status: 'ok' | 'failed' = 'failed';
    const world = createCallerWorld(() => ({ status, after: 30 }), {
      routing: { circuitBreaker: { ...circuitBreaker, probes: 1 } },
      policy: { ...policy, hedge: { after: { time: 10_000 }, budget: 1 } },
    });
    for (let call = 0; call < 3; call++) world.call();
    world.run(600);
    for (const server of [0, 1, 2]) world.list(server, false);
    world.call();
    world.run(50);
    for (const server of [0, 1, 2]) world.list(server, true);
    status = 'ok';
    const before = world.requests.length;
    world.call();
    world.run();
    expect(world.requests.length).toBe(before + 1);
    expect(world.ends.map(({ outcome }) => outcome).slice(3)).toEqual(['no-backend', 'ok']);
    expect(world.events.at(-1)?.event).toBe('breaker-closed');
  });

  it('ignores the answers to what was sent before it opened', () => {
    const world = createCallerWorld(({ call }) => (call === 1 ? { after: 700 } : { status: 'failed' }), {
      routing: { circuitBreaker },
      policy,
    });
    for (let call = 0; call < 6; call++) world.call();
    world.run(550);
    world.call();
    world.run(500);
    expect(world.events.map(({ event }) => event)).toEqual(['breaker-open', 'breaker-open']);
  });
});

describe('the view of the loads', () => {
  const jsq = { balancer: 'join-shortest-queue' };

  it('is current without polling, and old for a server that cannot be reached', () => {
    const world = createCallerWorld(answers, { routing: { ...jsq, view: { poll: 0, propagation: 0 } } });
    world.loads.splice(0, 3, 5, 1, 7);
    world.call();
    world.unreachable.add(1);
    world.loads.splice(0, 3, 5, 100, 0);
    world.call();
    world.loads[2] = 6;
    world.call();
    expect(world.tally()).toEqual([0, 2, 1]);
  });

  it('is what was polled, as it was when it set out', () => {
    const world = createCallerWorld(answers, { routing: { ...jsq, view: { poll: 100_000, propagation: 250_000 } } });
    world.call();
    const first = world.requests[0].server;
    world.loads.splice(0, 3, 5, 1, 7);
    world.run(249);
    world.loads.splice(0, 3, 0, 9, 9);
    world.run(105);
    world.call();
    expect(world.requests[1].server).toBe(1);
    world.run(150);
    world.call();
    world.run(100);
    world.call();
    expect(world.requests[3].server).toBe(0);
    expect(first).toBeGreaterThanOrEqual(0);
  });

  it('keeps the last figure of a server that polls do not reach', () => {
    const world = createCallerWorld(answers, { routing: { ...jsq, view: { poll: 100_000, propagation: 0 } } });
    world.call();
    world.loads.splice(0, 3, 5, 1, 7);
    world.run(100);
    world.unreachable.add(0);
    world.loads.splice(0, 3, 0, 3, 4);
    world.run(100);
    world.call();
    expect(world.requests[1].server).toBe(1);
  });

  it('is not polled for balancers that do not ask', () => {
    const world = createCallerWorld(answers, { routing: { view: { poll: 100_000, propagation: 0 } } });
    world.call();
    world.run();
    expect(world.timers.size).toBe(0);
  });
});

describe('an idle server', () => {
  it('is heard of, also when it has just been listed', () => {
    const world = createCallerWorld(answers, { servers: 20, routing: { balancer: 'join-idle-queue' }, listed: [0, 1] });
    world.list(13, true);
    world.idle(13);
    world.idle(17);
    world.call();
    expect(world.requests[0].server).toBe(13);
  });
});
