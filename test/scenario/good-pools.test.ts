/** Pools, batch clusters and comparisons that parse, and what they mean. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HOUR, MILLISECOND, MINUTE, SECOND } from '../../src/core/time.ts';
import { type ParseOptions, parseScenario } from '../../src/scenario/parse-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { servicesOfKind } from '../../src/services/services-of-kind.ts';
import { readScenario, scenarioSource } from './read-scenario.ts';

const path = (name: string): string => fileURLToPath(new URL(`./good/${name}.yaml`, import.meta.url));

const good = (name: string, options: ParseOptions = {}): Scenario => {
  const parsed = readScenario(path(name), options);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  expect(parsed.warnings).toEqual([]);
  return parsed.scenario;
};

describe('pools', () => {
  const scenario = good('pools');
  const [cache, plain, web] = servicesOfKind(scenario.services, 'pool');

  it('know their servers, in the order written', () => {
    expect(web).toMatchObject({ nodes: [2, 3, 5], weights: [5, 1, 2.5], initial: 2 });
    expect(cache).toMatchObject({
      nodes: [6, 7, 8],
      weights: [1, 1, 1],
      initial: 3,
      queue: { discipline: 'lifo', limit: 1024 },
    });
  });

  it('have the cores of their largest machine unless told otherwise', () => {
    expect([cache.concurrency, plain.concurrency, web.concurrency]).toEqual([4, 4, 8]);
    expect(web.scaling?.request).toBe(8);
  });

  it('have defaults of what they say nothing of, and nothing that they do not ask for', () => {
    expect(plain).toEqual({
      kind: 'pool',
      name: 'plain',
      nodes: [0],
      weights: [1],
      initial: 1,
      transport: 'stream',
      serviceTime: { kind: 'constant', value: 1000 },
      concurrency: 4,
      queue: { discipline: 'fifo', limit: 1024, target: 5 * MILLISECOND, interval: 100 * MILLISECOND },
      dropExpired: false,
      startUp: { readiness: { kind: 'constant', value: SECOND }, length: 0, slowdown: 0 },
      drain: 30 * SECOND,
      calls: [],
      routing: {
        balancer: 'round-robin',
        options: { start: 'random' },
        instances: 1,
        view: { poll: 0, propagation: 0 },
        discovery: SECOND,
      },
      releases: [],
      requestBytes: 1000,
      responseBytes: 1000,
    });
  });

  it('serve as their file says', () => {
    expect(web).toMatchObject({
      hiccup: { chance: 0.01, time: { kind: 'constant', value: 100_000 } },
      queue: { discipline: 'codel', limit: 100, target: 5000, interval: 100_000 },
      shedding: { expectedWait: 200_000, exempt: 1 },
      dropExpired: true,
      startUp: { readiness: { kind: 'constant', value: 5 * SECOND }, length: 30 * SECOND, slowdown: 2 },
      drain: 10 * SECOND,
      requestBytes: 400,
      responseBytes: 20_000,
    });
  });

  it('are reached by balancers with defaults from the proxies that people run', () => {
    expect(web.routing).toMatchObject({
      balancer: 'power-of-d-choices',
      options: { d: 3 },
      instances: 10,
      view: { poll: SECOND, propagation: 50 * MILLISECOND },
      discovery: 2 * SECOND,
      healthChecks: { every: 5 * SECOND, timeout: SECOND, unhealthyAfter: 3, healthyAfter: 2 },
      outlierEjection: { consecutiveFailures: 5, baseTime: 30 * SECOND, maxTime: 5 * MINUTE, maxShare: 0.4 },
      circuitBreaker: {
        window: 10 * SECOND,
        minimum: 20,
        failures: 0.2,
        open: 5 * SECOND,
        probes: 1,
        maxInFlight: 1000,
      },
    });
  });

  it('call other services, once unless they say otherwise', () => {
    expect(web.calls).toEqual([
      {
        target: 'cache',
        share: 1,
        write: false,
        parallel: false,
        required: false,
        timeout: 20 * MILLISECOND,
        attemptTimeout: 20 * MILLISECOND,
        retry: { attempts: 1, backoff: { min: 100_000, max: SECOND }, budget: 0.2 },
        hedge: { after: { time: 5 * MILLISECOND }, budget: 0.05 },
      },
      {
        target: 'store',
        share: 0.2,
        write: true,
        parallel: true,
        required: true,
        timeout: 200 * MILLISECOND,
        attemptTimeout: 100 * MILLISECOND,
        retry: { attempts: 2, backoff: { min: 100_000, max: SECOND }, budget: 0.2 },
      },
    ]);
  });

  it('scale within bounds, over kinds of machines', () => {
    expect(web.scaling).toMatchObject({
      algorithm: 'horizontal',
      options: { cpu: 0.6 },
      min: 2,
      max: 3,
      every: 15 * SECOND,
      metrics: { every: 15 * SECOND, window: 30 * SECOND, delay: 10 * SECOND },
      nodePools: [
        { name: 'spot', nodes: [5], pricePerHour: 0.03, provisioning: { kind: 'uniform', max: 3 * MINUTE } },
        {
          name: 'on-demand',
          nodes: [2, 3],
          pricePerHour: 0.192,
          provisioning: { kind: 'constant', value: 97 * SECOND },
        },
      ],
    });
    const [, , free] = servicesOfKind(
      good('pools', {
        overrides: [['services.web', '{kind: pool, nodes: n2..n5, serviceTime: 1ms, autoscaler: fixed}']],
      }).services,
      'pool',
    );
    expect(free).toMatchObject({
      initial: 1,
      scaling: { min: 1, max: 4, nodePools: [{ name: 'default', nodes: [1, 2, 3, 4] }] },
    });
  });

  it('release a share of the servers at a time, rounded down but never none', () => {
    expect(web.releases).toEqual([
      { at: HOUR, batch: 1, pause: 30 * SECOND },
      { at: 2 * HOUR, batch: 2, pause: 0 },
    ]);
  });

  it('have clients with priorities and hedges', () => {
    const [people, probes] = scenario.clients;
    expect(people).toMatchObject({
      hedge: { after: { quantile: 0.995 }, budget: 0.05 },
      priorities: [
        { priority: 0, share: 0.9 },
        { priority: 1, share: 0.1 },
      ],
    });
    expect('hedge' in probes || 'priorities' in probes).toBe(false);
  });

  it('can be changed from outside', () => {
    const change = (...overrides: [string, string][]) =>
      servicesOfKind(good('pools', { overrides }).services, 'pool')[2];
    expect(change(['services.web.balancer', 'random']).routing.balancer).toBe('random');
    expect(change(['services.web.balancer.power-of-d-choices.d', '5']).routing.options).toMatchObject({ d: 5 });
    expect(change(['services.web.queue', '7']).queue).toMatchObject({ discipline: 'fifo', limit: 7 });
    expect(change(['services.web.queue.limit', '7']).queue).toMatchObject({ discipline: 'codel', limit: 7 });
    expect(change(['services.web.balancers.poll', '3s']).routing.view.poll).toBe(3 * SECOND);
    expect(change(['services.web.scaling.pools[1].price', '1']).scaling?.nodePools[1].pricePerHour).toBe(1);
  });
});

describe('batch clusters', () => {
  const scenario = good('batch');

  it('have the memory of each machine and the options of their scheduler', () => {
    const gib = 1024 ** 3;
    expect(scenario.services[0]).toMatchObject({
      kind: 'batch',
      nodes: [0, 1, 2, 3],
      memory: [128 * gib, 16 * gib, 16 * gib, 16 * gib],
      scheduler: 'dominant-resource-fairness',
      speculation: { slowerThan: 2, finishedShare: 0.75, maxShare: 0.1 },
    });
  });

  it('run classes of jobs', () => {
    expect(scenario.jobs).toEqual([
      {
        name: 'reports',
        target: 'grid',
        user: 'ann',
        priority: 1,
        arrivals: { kind: 'poisson', rate: 2 / 60 },
        tasks: { min: 10, max: 20 },
        cores: 1,
        memory: 2 * 1024 ** 3,
        runtime: { kind: 'lognormal', median: 30 * SECOND, p99: 2 * MINUTE },
        straggler: { chance: 0.03, factor: 8 },
        gang: true,
        maxFailures: 4,
        deadline: 10 * MINUTE,
      },
      {
        name: 'nightly',
        target: 'grid',
        user: 'nightly',
        priority: 0,
        arrivals: expect.objectContaining({ kind: 'rates', source: 'rates.csv' }),
        tasks: { min: 1, max: 1 },
        cores: 2,
        memory: 1024 ** 3,
        runtime: { kind: 'constant', value: SECOND },
        straggler: { chance: 0, factor: 1 },
        gang: false,
        maxFailures: 1,
        deadline: Number.POSITIVE_INFINITY,
      },
    ]);
  });
});

describe('comparisons', () => {
  it('list the values of each axis as they would be set', () => {
    expect(good('compare').compare).toEqual({
      vary: [
        { path: 'services.web.balancer', values: ['random', '{power-of-d-choices: {d: 3}}'] },
        { path: 'clients.users.arrivals.poisson', label: 'load', values: ['100/s', '1000/s', '2000/s', '3000/s'] },
        { path: 'services.web.queue', values: ['lifo', '{discipline: codel, target: 10ms}'] },
      ],
      metrics: ['latency.users.call.p99', 'pools.web.utilization'],
      text: 'Random balancers leave some servers idle while others queue.\n',
      until: { metric: 'latency.users.call.p99', halfWidth: 0.005 },
    });
  });

  it('mean the same when set from outside', () => {
    const { compare, ...base } = good('compare');
    for (const { path: at, values } of compare?.vary ?? []) {
      for (const value of values) {
        const variant = good('compare', { overrides: [[at, value]], variant: true });
        expect({ ...variant, services: [], clients: [] }).toEqual({ ...base, services: [], clients: [] });
      }
    }
  });

  it('may look at what only some variants have', () => {
    const text = `name: Mixed
duration: 1min
topology: {nodes: 3}
services: {store: {kind: replicated-store, consensus: raft}}
clients: {c: {target: store, arrivals: {poisson: 1/s}, mix: {read: 100%}}}
compare:
  vary: {clients.c.mix: [{read: 100%}, {append: 100%}]}
  metrics: [latency.c.append.p50]
`;
    const parsed = parseScenario(scenarioSource(path('compare'), text));
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  });

  it('of thousands of values are not all tried', () => {
    const text = `name: Many
duration: 1min
topology: {nodes: 50_000}
services: {web: {kind: pool, serviceTime: 1ms}}
clients: {c: {target: web, arrivals: {poisson: 1/s}}}
compare: {vary: {services.web.drain: 1s..1000s:1000}}
`;
    const parsed = parseScenario(scenarioSource(path('compare'), text));
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  });
});
