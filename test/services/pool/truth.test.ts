/**
 * Queueing theory, from the whole simulator: clients, balancers, network, servers, CPUs. Closed forms as in TRUTH.md's
 * sources: M/M/1, M/M/c (Erlang C), n M/M/1 under random dispatch, the supermarket model of Mitzenmacher (2001). The full
 * sizes are run by `npm run validate:truth`; here runs are as short as tolerances of 3 to 6 % allow.
 */
import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/scenario/run-scenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import type { PoolSpec } from '../../../src/services/pool/pool.ts';
import { openClient, poolScenario, poolSpec, routing, watched } from './pool-world.ts';

const MEAN = 10_000;

interface Station {
  readonly servers: number;
  readonly cores?: number;
  readonly utilization: number;
  readonly requests: number;
  readonly balancer?: string;
  readonly pool?: Partial<PoolSpec>;
}

/** Requests of 10 ms on the average, Poisson arrivals, no latency. */
function station({ servers, cores = 1, utilization, requests, balancer = 'random', pool }: Station): Scenario {
  const rate = (servers * cores * utilization * 1e6) / MEAN;
  return poolScenario({
    cores,
    pools: [poolSpec(servers, { concurrency: cores, routing: routing(balancer), ...pool })],
    clients: [openClient(rate)],
    seconds: Math.round(requests / rate),
    warmup: Math.round((0.1 * requests) / rate),
  });
}

/** Means in units of the service time: of the wait in the queue, and of the time at the server. */
function simulate(plan: Station, seed = 1): { readonly wait: number; readonly sojourn: number; readonly p99: number } {
  const { kernel, start, end, trace } = watched(station(plan), [], seed);
  let count = 0;
  let wait = 0;
  const sojourns: number[] = [];
  trace.subscribe('attempt', (attempt) => {
    if (attempt.arrivedAt < start) return;
    count++;
    wait += attempt.wait;
    sojourns.push(attempt.wait + attempt.inService);
  });
  kernel.run(end);
  sojourns.sort((a, b) => a - b);
  const sojourn = sojourns.reduce((sum, time) => sum + time, 0);
  return {
    wait: wait / count / MEAN,
    sojourn: sojourn / count / MEAN,
    p99: sojourns[Math.floor(0.99 * count)] / MEAN,
  };
}

const within = (value: number, expected: number, tolerance: number): void => {
  expect(Math.abs(value / expected - 1), `${value} instead of ${expected}`).toBeLessThan(tolerance);
};

describe('a server is the queue that it claims to be', () => {
  it('M/M/1 at 80 %: mean 5, 99th percentile 23.03', () => {
    const { sojourn, p99 } = simulate({ servers: 1, utilization: 0.8, requests: 200_000 });
    within(sojourn, 5, 0.05);
    within(p99, -Math.log(0.01) / 0.2, 0.06);
  });

  it('M/M/c: Erlang C', () => {
    within(simulate({ servers: 1, cores: 2, utilization: 0.8, requests: 100_000 }).wait, 1.777778, 0.05);
    within(simulate({ servers: 1, cores: 5, utilization: 0.9, requests: 200_000 }).wait, 1.524986, 0.06);
  });

  it('cores behind one queue are worth the same when requests queue for the CPU instead', () => {
    const plan = { servers: 1, cores: 3, utilization: 0.8, requests: 60_000 };
    const cpu = simulate({ ...plan, pool: { concurrency: 1000 } });
    expect(cpu.wait).toBe(0);
    expect(cpu.sojourn).toBeCloseTo(simulate(plan).sojourn, 10);
    within(cpu.sojourn, 1 + 1.078652, 0.05);
  });
});

describe('balancers', () => {
  it('random dispatch makes n M/M/1 queues of n servers', () => {
    within(simulate({ servers: 10, utilization: 0.8, requests: 200_000 }).sojourn, 5, 0.04);
  });

  it('two choices make the supermarket model: 1.947 at 80 % of 100 servers', () => {
    within(
      simulate({ servers: 100, utilization: 0.8, requests: 150_000, balancer: 'power-of-two' }).sojourn,
      1.94736 * 1.01,
      0.02,
    );
  });

  it('the shortest queue is no worse than two choices, which are no worse than random, request by request', () => {
    const [shortest, two, random] = ['join-shortest-queue', 'power-of-two', 'random'].map(
      (balancer) => simulate({ servers: 10, utilization: 0.9, requests: 40_000, balancer }).sojourn,
    );
    expect(shortest).toBeLessThan(two);
    expect(two).toBeLessThan(random / 2);
  });
});

describe('a run with pools', () => {
  const scenario = station({ servers: 5, utilization: 0.7, requests: 5000, balancer: 'power-of-two' });

  it('is the same at every repeat, with and without anybody watching', () => {
    const plain = runScenario(scenario, 7);
    const again = runScenario(scenario, 7, {
      timeline: true,
      watch: (trace) => {
        for (const kind of ['message', 'attempt', 'instance', 'routing', 'operation'] as const)
          trace.subscribe(kind, () => {});
      },
    });
    expect(again?.fingerprint).toBe(plain.fingerprint);
    expect(again?.availability).toEqual(plain.availability);
    expect(runScenario(scenario, 8).fingerprint).not.toBe(plain.fingerprint);
    expect(plain.violations).toEqual([]);
    expect(plain.skippedSeconds).toBe(0);
  });

  it('has the same arrivals, users, keys and work under every balancer', () => {
    const requests = (balancer: string): string[] => {
      const { kernel, of } = watched(station({ servers: 5, utilization: 0.7, requests: 500, balancer }), [
        'operation',
        'message',
      ]);
      kernel.run(1e6);
      const calls = of('operation').filter(({ type }) => type === 'invoke');
      const sent = of('message').filter(({ type, message }) => type === 'send' && message.kind === 'pool/request');
      return [
        ...calls.map(({ time, user, key }) => `${time} ${user} ${key}`),
        ...sent.map(({ message }) => JSON.stringify(message)),
      ];
    };
    const random = requests('random');
    expect(random.length).toBeGreaterThan(500);
    for (const balancer of ['round-robin', 'join-idle-queue', 'ring-hash']) expect(requests(balancer)).toEqual(random);
  });
});
