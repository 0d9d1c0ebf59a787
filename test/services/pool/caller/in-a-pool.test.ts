/** Callers in front of real servers on machines that crash, pause, are cut off, drained and restarted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancingAlgorithms, registerBalancing } from '../../../../src/algorithms/balancing/registry.ts';
import { MILLISECOND, SECOND } from '../../../../src/core/time.ts';
import type { RoutingSpec } from '../../../../src/services/pool/pool.ts';
import { openClient, poolScenario, poolSpec, routing, type Watched, watched } from '../pool-world.ts';
import { type Supervision, spiedBalancer } from './spied-balancer.ts';

const SERVERS = 5;
const names = [...balancingAlgorithms.keys()];
let supervisions: Supervision[] = [];
for (const algorithm of [...balancingAlgorithms.values()]) {
  registerBalancing(
    spiedBalancer(algorithm, () => {
      const supervision: Supervision = { underWay: new Map() };
      supervisions.push(supervision);
      return supervision;
    }),
  );
}

const healthChecks = { every: 200 * MILLISECOND, timeout: 50 * MILLISECOND, unhealthyAfter: 3, healthyAfter: 2 };
const outlierEjection = { consecutiveFailures: 3, baseTime: SECOND, maxTime: 10 * SECOND, maxShare: 0.5 };

const trouble = fc.array(
  fc.record({
    at: fc.nat({ max: 4000 }),
    what: fc.constantFrom('crash', 'restart', 'pause', 'resume', 'drain', 'start', 'renew', 'cut', 'join'),
    server: fc.nat({ max: SERVERS - 1 }),
  }),
  { maxLength: 25, size: 'max' },
);

function strike(simulation: Watched, what: string, server: number, cuts: Map<number, () => void>): void {
  const { cluster, pools } = simulation;
  if (what === 'crash') cluster.crash(server);
  else if (what === 'restart') cluster.restart(server);
  else if (what === 'pause') cluster.pause(server);
  else if (what === 'resume') cluster.resume(server);
  else if (what === 'drain') pools[0].drainAndStop(server);
  else if (what === 'start') pools[0].start(server);
  else if (what === 'renew') pools[0].restart(server);
  else if (what === 'cut' && !cuts.has(server)) {
    cuts.set(server, cluster.impair({ from: [server], to: [SERVERS], blocked: true }));
  } else if (what === 'join') {
    cuts.get(server)?.();
    cuts.delete(server);
  }
}

describe('with every balancer, whatever happens to the servers', () => {
  it.each(names)('%s: each call ends once, and the balancer is told the end of all it sent', (name) => {
    fc.assert(
      fc.property(trouble, fc.boolean(), fc.boolean(), (events, checked, hedged) => {
        supervisions = [];
        const more: Partial<RoutingSpec> = {
          instances: 2,
          discovery: 30 * MILLISECOND,
          ...(checked ? { healthChecks, outlierEjection } : {}),
        };
        const users = openClient(0, {
          arrivals: { kind: 'timestamps', times: Array.from({ length: 300 }, (_, i) => i * 13_000), source: '' },
          timeout: SECOND,
          attemptTimeout: 150 * MILLISECOND,
          retry: { attempts: 3, backoff: { min: 1000, max: 10_000 }, budget: 0.5 },
          hedge: hedged ? { after: { time: 30 * MILLISECOND }, budget: 0.3 } : undefined,
        });
        const web = poolSpec(SERVERS, { routing: routing(`spied-${name}`, more), drain: 100 * MILLISECOND });
        const scenario = poolScenario({ pools: [web], clients: [users], seconds: 10, latency: 500 });
        const simulation = watched(scenario, ['operation']);
        const cuts = new Map<number, () => void>();
        for (const { at, what, server } of [...events].sort((a, b) => a.at - b.at)) {
          simulation.kernel.run(at * MILLISECOND);
          strike(simulation, what, server, cuts);
        }
        simulation.kernel.run(10 * SECOND);
        expect(simulation.clients[0].pending()).toBe(0);
        const operations = simulation.of('operation');
        expect(operations.filter(({ type }) => type === 'invoke')).toHaveLength(300);
        expect(new Set(operations.filter(({ type }) => type !== 'invoke').map(({ id }) => id)).size).toBe(300);
        expect(operations).toHaveLength(600);
        expect(supervisions).toHaveLength(2);
        for (const { underWay } of supervisions) {
          for (const [backend, count] of underWay) expect(`${backend} ${count}`).toBe(`${backend} 0`);
        }
      }),
      { seed: 1, numRuns: 8 },
    );
  });
});

describe('a server that crashes', () => {
  const run = (changes: Partial<RoutingSpec>) => {
    const users = openClient(200, {
      timeout: 300 * MILLISECOND,
      attemptTimeout: 300 * MILLISECOND,
    });
    const web = poolSpec(SERVERS, { routing: routing('round-robin', changes) });
    const simulation = watched(poolScenario({ pools: [web], clients: [users], seconds: 20, latency: 500 }), [
      'operation',
      'routing',
    ]);
    simulation.kernel.run(5 * SECOND);
    simulation.cluster.crash(2);
    simulation.kernel.run(20 * SECOND);
    return {
      lost: simulation.of('operation').filter(({ type }) => type === 'info').length,
      events: simulation.of('routing').map(({ event, server, time }) => ({ event, server, time })),
    };
  };

  it('takes its share of the requests with it, for as long as nobody notices', () => {
    const { lost, events } = run({});
    expect(lost / (200 * 15)).toBeCloseTo(1 / SERVERS, 1);
    expect(events).toEqual([]);
  });

  it('is noticed by health checks', () => {
    const { lost, events } = run({ healthChecks });
    expect(events).toMatchObject([{ event: 'unhealthy', server: 2 }]);
    expect(events[0].time / SECOND).toBeGreaterThan(5.4);
    expect(events[0].time / SECOND).toBeLessThan(5.4 + 0.3);
    expect(lost).toBeLessThan(40);
  });

  it('is ejected, comes back, and is ejected for longer', () => {
    const { lost, events } = run({ outlierEjection: { ...outlierEjection, maxShare: 0.2 } });
    expect(events.map(({ event }) => event)).toEqual(
      Array.from({ length: events.length }, (_, i) => (i % 2 === 0 ? 'ejected' : 'returned')),
    );
    const lengths = events.flatMap(({ time }, i) => (i % 2 === 1 ? [(time - events[i - 1].time) / SECOND] : []));
    expect(lengths).toEqual([1, 2, 3, 4].slice(0, lengths.length));
    expect(lost).toBeLessThan(100);
  });
});
