/**
 * Conservation of flow and Little's law, exact, over random pools: disciplines, limits, shedding, deadlines, start-ups,
 * releases, hedges, calls to a second pool, and faults of machines and links.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../../src/core/distributions/distribution.ts';
import { MILLISECOND, SECOND } from '../../../src/core/time.ts';
import type { PoolSpec } from '../../../src/services/pool/pool.ts';
import type { ClientSpec } from '../../../src/workload/client.ts';
import { openClient, type PoolScenario, poolScenario, poolSpec, routing, watched } from './pool-world.ts';

const retries = { attempts: 3, backoff: { min: 1000, max: 20_000 }, budget: 0.5 };

const chaos = fc.record({
  discipline: fc.constantFrom('fifo', 'lifo', 'priority', 'codel' as const),
  limit: fc.constantFrom(0, 1, 5, 50),
  concurrency: fc.integer({ min: 1, max: 6 }),
  cores: fc.integer({ min: 1, max: 3 }),
  rate: fc.constantFrom(100, 300, 600),
  balancer: fc.constantFrom('random', 'power-of-two', 'round-robin', 'join-idle-queue', 'ring-hash'),
  shed: fc.boolean(),
  dropExpired: fc.boolean(),
  hedge: fc.boolean(),
  timeout: fc.constantFrom(30, 200, 2000),
  calls: fc.boolean(),
  transport: fc.constantFrom('stream', 'datagram' as const),
  fault: fc.constantFrom('none', 'crash', 'pause', 'slow', 'cut'),
  /** Calendar times are negative in it. */
  warmup: fc.constantFrom(0, 1),
  /** Callers that wait for their answers, besides those that do not. */
  closed: fc.constantFrom(0, 8),
  seed: fc.integer({ min: 1, max: 1000 }),
});

type Chaos = typeof chaos extends fc.Arbitrary<infer T> ? T : never;

function chaotic(c: Chaos): PoolScenario {
  const policy = {
    timeout: c.timeout * MILLISECOND,
    attemptTimeout: (c.timeout / 2) * MILLISECOND,
    retry: retries,
    hedge: c.hedge ? { after: { time: 15 * MILLISECOND }, budget: 0.5 } : undefined,
  };
  const web = poolSpec(4, {
    initial: 3,
    concurrency: c.concurrency,
    transport: c.transport,
    queue: { discipline: c.discipline, limit: c.limit, target: 5 * MILLISECOND, interval: 50 * MILLISECOND },
    shedding: c.shed ? { expectedWait: 40 * MILLISECOND, exempt: 2 } : undefined,
    dropExpired: c.dropExpired,
    startUp: { readiness: constantSpec(100 * MILLISECOND), length: SECOND, slowdown: 1 },
    drain: 200 * MILLISECOND,
    hiccup: { chance: 0.05, time: constantSpec(30 * MILLISECOND) },
    calls: c.calls ? [{ ...policy, target: 'back', share: 0.5, write: false, parallel: false, required: true }] : [],
    routing: routing(c.balancer, { instances: 2, discovery: 20 * MILLISECOND }),
    releases: [{ at: SECOND, batch: 1, pause: 100 * MILLISECOND }],
  });
  const back: PoolSpec = { ...poolSpec(2, { concurrency: 2 }), name: 'back', nodes: [4, 5] };
  const open = openClient(c.rate, {
    ...policy,
    zones: ['a', 'b'],
    priorities: [
      { priority: 0, share: 0.5 },
      { priority: 1, share: 0.3 },
      { priority: 3, share: 0.2 },
    ],
  });
  const { arrivals, ...callers } = openClient(0, { ...policy, name: 'patient' });
  const think = constantSpec(20 * MILLISECOND);
  const closed: ClientSpec = { ...callers, kind: 'closed', concurrency: c.closed, think };
  return {
    cores: c.cores,
    latency: 300,
    pools: [web, back],
    clients: c.closed > 0 ? [open, closed] : [open],
    seconds: 3,
    warmup: c.warmup,
  };
}

/** Faults by hand, at set times, on the machines of the first pool. */
function strike(simulation: ReturnType<typeof watched>, fault: Chaos['fault']): void {
  const { kernel, cluster, pools } = simulation;
  const at = (seconds: number, act: () => void): void => {
    const handler = kernel.register(() => act());
    kernel.at(seconds * SECOND, 2, handler);
  };
  if (fault === 'crash') {
    at(0.5, () => cluster.crash(0));
    at(0.8, () => cluster.restart(0));
    // In the middle of a release.
    at(1.05, () => cluster.crash(1));
    at(1.4, () => cluster.restart(1));
    // A machine that is off takes no harm.
    at(1.5, () => cluster.crash(3));
    at(1.6, () => cluster.restart(3));
    at(2, () => pools[0].start(3));
    at(2.4, () => pools[0].drainAndStop(0));
    at(2.45, () => pools[0].start(0));
  } else if (fault === 'pause') {
    at(0.5, () => cluster.pause(0));
    at(0.8, () => cluster.resume(0));
    at(1.02, () => cluster.pause(1));
    at(2, () => cluster.resume(1));
  } else if (fault === 'slow') {
    at(0.5, () => void cluster.slowCpu(0, 0.1));
    at(1, () => cluster.stop(2));
  } else if (fault === 'cut') {
    const everybody = simulation.scenario.topology.nodes.map(({ id }) => id);
    const heal: (() => void)[] = [];
    at(0.5, () => void heal.push(cluster.impair({ from: everybody, to: everybody, loss: 0.3 })));
    at(2, () => heal[0]());
  }
}

const EVERY_OUTCOME = ['cancelled', 'dropped', 'expired', 'failed', 'lost', 'ok', 'refused'];

describe('requests in = requests out + requests that are there', () => {
  it('at every server, at any time, and Little holds', () => {
    let attempts = 0;
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(chaos, (c) => {
        const simulation = watched(poolScenario(chaotic(c)), ['attempt', 'operation'], c.seed);
        strike(simulation, c.fault);
        for (const time of [0.6, 1.07, 1.3, 2.42, 3]) {
          simulation.kernel.run(time * SECOND);
          for (const pool of simulation.pools) {
            for (const flow of pool.flows()) {
              const ended = simulation
                .of('attempt')
                .filter(({ service, node }) => service === flow.service && node === flow.node);
              expect(flow.arrived).toBe(ended.length + flow.waiting + flow.inProgress);
              expect(flow.arrivals.length).toBe(flow.waiting + flow.inProgress);
              const sojourn =
                ended.reduce((sum, { time: end, arrivedAt }) => sum + end - arrivedAt, 0) +
                flow.arrivals.reduce((sum, arrival) => sum + flow.until - arrival, 0);
              expect(flow.presentIntegral).toBe(sojourn);
              const waited = ended.reduce((sum, { wait }) => sum + wait, 0);
              expect(flow.waitingIntegral).toBe(waited + flow.waited);
              expect(pool.load(pool.servers.findIndex(({ node }) => node === flow.node))).toBe(
                flow.waiting + flow.inProgress,
              );
            }
          }
        }
        attempts += simulation.of('attempt').length;
        for (const { outcome } of simulation.of('attempt')) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        const operations = simulation.of('operation');
        const invoked = operations.filter(({ type }) => type === 'invoke').length;
        const pending = simulation.clients.reduce((sum, client) => sum + client.pending(), 0);
        expect(operations.length - invoked + pending).toBe(invoked);
      }),
      { seed: 1, numRuns: 40 },
    );
    expect(attempts).toBeGreaterThan(30_000);
    expect([...outcomes.keys()].sort()).toEqual(EVERY_OUTCOME);
  });
});
