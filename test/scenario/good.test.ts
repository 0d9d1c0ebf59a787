/** Scenario files that parse, and what they mean in base units. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MILLISECOND, MINUTE, SECOND, YEAR } from '../../src/core/time.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { servicesOfKind } from '../../src/services/services-of-kind.ts';
import { readScenario, scenarioSource } from './read-scenario.ts';

const path = (name: string): string => fileURLToPath(new URL(`./good/${name}.yaml`, import.meta.url));

const good = (name: string): Scenario => {
  const parsed = readScenario(path(name));
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.scenario;
};

describe("the design's example", () => {
  const scenario = good('five-nines');

  it('has its times, seeds and name', () => {
    expect(scenario).toMatchObject({
      name: 'Five nines on five machines',
      duration: YEAR,
      warmup: 30 * SECOND,
      runs: 20,
      seed: 42,
      sha256: '0'.repeat(64),
    });
  });

  it('places five servers, then a client machine per client and zone', () => {
    const places = scenario.topology.nodes.map(({ id, name, role, zone }) => `${id} ${name} ${role} ${zone}`);
    expect(places).toEqual([
      '0 n1 server a',
      '1 n2 server a',
      '2 n3 server b',
      '3 n4 server b',
      '4 n5 server c',
      '5 probes@a client a',
      '6 probes@b client b',
      '7 probes@c client c',
      '8 web@a client a',
      '9 web@b client b',
      '10 web@c client c',
    ]);
  });

  it('merges links and machines with the defaults', () => {
    const { links, nodes } = scenario.topology;
    expect(links.sameZone).toEqual({
      latency: { kind: 'lognormal', median: 250, p99: 1 * MILLISECOND },
      loss: 0,
      duplicate: 0,
      reorder: 0,
      bandwidth: Number.POSITIVE_INFINITY,
    });
    // Not given: within a rack as within its zone; across regions the default.
    expect(links.sameRack).toEqual(links.sameZone);
    expect(links.crossRegion.latency).toEqual({ kind: 'lognormal', median: 34_000, p99: 40_000 });
    expect(nodes[0].machine).toMatchObject({
      cores: 4,
      speed: 1,
      disk: { write: { kind: 'constant', value: 10 }, capacity: Number.POSITIVE_INFINITY, groupCommit: true },
      clock: { drift: 20 },
    });
  });

  it('fills in what the protocol offers', () => {
    expect(scenario.services[0]).toMatchObject({
      consensus: 'raft',
      voters: [0, 1, 2, 3, 4],
      learners: [],
      spares: [],
      transport: 'stream',
      options: { electionTimeout: { min: SECOND, max: 2 * SECOND }, heartbeatInterval: 100_000, checkQuorum: true },
    });
  });

  it('infers kinds of clients and fills in their defaults', () => {
    const [probes, web] = scenario.clients;
    expect(probes).toMatchObject({ kind: 'probe', every: SECOND, timeout: SECOND, zones: ['a', 'b', 'c'] });
    expect(probes.retry.budget).toBe(Number.POSITIVE_INFINITY);
    expect(web).toMatchObject({
      kind: 'open',
      arrivals: { kind: 'poisson', rate: 200 },
      timeout: 500 * MILLISECOND,
      attemptTimeout: 166_667,
      retry: { attempts: 3, backoff: { min: 50_000, max: SECOND }, budget: 0.1 },
      keys: { kind: 'zipf', exponent: 0.99, count: 10_000 },
      mix: { read: 0.9, write: 0.1 },
    });
  });

  it('makes fault records', () => {
    expect(scenario.faults).toEqual([
      {
        name: 'crash#1',
        kind: 'crash',
        targets: ['each node'],
        schedule: {
          type: 'mtbf',
          mtbf: { kind: 'exponential', mean: 30 * DAY },
          repair: { kind: 'lognormal', median: 5 * MINUTE, p99: HOUR },
        },
        parameters: { torn: false },
      },
      {
        name: 'partition#2',
        kind: 'partition',
        targets: ['zone a', 'rest'],
        schedule: { type: 'at', times: [40 * DAY] },
        length: { kind: 'constant', value: 90 * SECOND },
        parameters: {},
      },
      {
        name: 'pause#3',
        kind: 'pause',
        targets: ['leader of store'],
        schedule: { type: 'every', gap: { kind: 'exponential', mean: 10 * DAY } },
        length: { kind: 'constant', value: 4 * SECOND },
        parameters: {},
      },
    ]);
  });

  it('reads expectations in result units', () => {
    expect(scenario.expect.map(({ metric, operator, value }) => [metric, operator, value])).toEqual([
      ['availability.time', '>=', 0.99999],
      ['failover.p99', '<', 4],
      ['violations', '==', 0],
    ]);
  });
});

describe('a file with everything', () => {
  const scenario = good('everything');

  it('tells zones of the same name apart and counts nodes through racks', () => {
    const servers = scenario.topology.nodes.filter(({ role }) => role === 'server');
    expect(servers.map(({ rack }) => rack)).toEqual([
      'eu/a/r1',
      'eu/a/r1',
      'eu/a/r2',
      'b/r1',
      'b/r1',
      'us/a/r1',
      'us/a/r1',
      'ap/a/r1',
    ]);
    expect(servers[2].machine).toMatchObject({ cores: 1, speed: 0.5, disk: { capacity: 200 * 1024 ** 3 } });
  });

  it('halves round trips, takes the other direction where one is missing, and adds jitter', () => {
    const pairs = scenario.topology.links.regionPairs;
    expect(Object.keys(pairs).sort()).toEqual(['ap→eu', 'ap→us', 'eu→ap', 'eu→us', 'us→ap', 'us→eu']);
    expect(pairs['eu→us']).toEqual({
      latency: { kind: 'lognormal', median: 33_950, p99: 33_950 * 1.05 },
      loss: 0.0001,
      duplicate: 0,
      reorder: 0,
      bandwidth: Number.POSITIVE_INFINITY,
    });
    expect(pairs['us→eu'].latency).toMatchObject({ median: 34_050 });
    expect(pairs['ap→eu'].latency).toEqual(pairs['eu→ap'].latency);
  });

  it('places replicas by name, range and place, and orders operations', () => {
    const [store, small] = servicesOfKind(scenario.services, 'replicated-store');
    expect(store).toMatchObject({ voters: [0, 1, 2, 3, 5], learners: [4], spares: [7], transport: 'datagram' });
    expect(small.voters).toEqual([0, 1, 2]);
    expect(store.operations[0]).toEqual({ at: 10 * MINUTE, type: 'add-learner', node: 7 });
    expect(store.operations[4]).toEqual({ at: 50 * MINUTE, type: 'replace', voters: [1, 2, 3], learners: [4] });
  });

  it('reads every kind of client, of arrivals and of keys', () => {
    const byName = Object.fromEntries(scenario.clients.map((client) => [client.name, client]));
    expect(byName.web.zones).toEqual(['eu/a', 'b', 'us/a']);
    expect(byName.recorded).toMatchObject({
      arrivals: { kind: 'timestamps', source: 'times.csv', times: [500_000, 1_250_000, MINUTE, 90 * MINUTE] },
    });
    expect(byName.rated).toMatchObject({
      arrivals: {
        kind: 'rates',
        steps: [
          { at: 0, rate: 10 },
          { at: 10 * MINUTE, rate: 25.5 },
          { at: 30 * MINUTE, rate: 100 / 60 },
        ],
      },
      keys: { kind: 'hot-set', count: 1000, hot: 10, share: 0.8 },
    });
    expect(byName.days).toMatchObject({
      arrivals: { kind: 'diurnal', low: 5, high: 50, period: HOUR, peak: 20 * MINUTE },
    });
    expect(byName.batch).toMatchObject({ kind: 'closed', concurrency: 8, users: 8, think: { kind: 'exponential' } });
    expect(byName.bursts).toMatchObject({
      keys: { kind: 'uniform', count: 10 },
      arrivals: { kind: 'on-off', rate: 100 },
    });
    expect(byName.steady).toMatchObject({ keys: { kind: 'uniform', count: 100 }, mix: { read: 1 } });
  });

  it('sorts the calls of a script, those of one time as they are written', () => {
    const script = scenario.clients.find(({ name }) => name === 'script');
    expect(script).toEqual({
      name: 'script',
      kind: 'scripted',
      target: 'store',
      zones: ['us/a'],
      timeout: 5 * SECOND,
      attemptTimeout: Math.ceil((5 * SECOND) / 3),
      retry: { attempts: 3, backoff: { min: 100 * MILLISECOND, max: SECOND }, budget: 0.2 },
      keys: { kind: 'uniform', count: 1 },
      mix: { read: 1 / 7, write: 1 / 7, cas: 3 / 7, append: 1 / 7, delete: 1 / 7 },
      valueBytes: 1000,
      users: 7,
      operations: [
        { at: MINUTE, f: 'append', key: 'k2', value: 'x', via: 5 },
        { at: 2 * MINUTE, f: 'write', key: 'k1' },
        { at: 2 * MINUTE, f: 'read', key: 'k1' },
        { at: 3 * MINUTE, f: 'cas', key: 'k1', expected: null, value: 4 },
        { at: 3 * MINUTE, f: 'cas', key: 'k1', expected: 4, value: '4' },
        { at: 4 * MINUTE, f: 'delete', key: 'k2' },
        { at: 5 * MINUTE, f: 'cas', key: 'k2', expected: 'no such thing' },
      ],
    });
  });

  it('compiles what is verified', () => {
    const liveness = { after: HOUR, within: 10 * SECOND };
    expect(scenario.verify).toEqual({ logs: true, linearizability: true, liveness });
    expect(good('smallest').verify).toEqual({ logs: false, linearizability: false });
  });

  it('compiles bursts, bounds, until and heal', () => {
    const [crash, split, pause, loss, jump, heal, hold, lost] = scenario.faults;
    expect(crash.burst).toEqual({ share: 0.37, within: 'rack', spread: 2 * MINUTE });
    expect(split).toMatchObject({ name: 'split', length: { kind: 'constant', value: MINUTE } });
    expect(pause).toMatchObject({ from: 5 * MINUTE, to: HOUR, limit: 5 });
    expect(loss).toMatchObject({
      schedule: { type: 'at', times: [20 * MINUTE, 40 * MINUTE] },
      parameters: { share: 0.05 },
    });
    expect(jump.parameters).toEqual({ by: -2 * SECOND });
    expect(heal).toMatchObject({ kind: 'heal', targets: [], parameters: { fault: 'split' } });
    const messages = 'raft/vote-response';
    expect(hold.parameters).toEqual({ messages, action: 'hold', by: 300 * MILLISECOND, skip: 1, count: 2 });
    expect(lost.parameters).toEqual({ action: 'drop', by: 0, skip: 0, count: 1 });
  });

  it('gives the same plain data again', () => {
    expect(good('everything')).toEqual(scenario);
    expect(structuredClone(scenario)).toEqual(scenario);
  });
});

describe('files that are merely legal', () => {
  it('need only a name, a duration, nodes and services', () => {
    expect(good('smallest')).toMatchObject({
      runs: 5,
      seed: 42,
      warmup: 30 * SECOND,
      clients: [],
      faults: [],
      expect: [],
    });
  });

  it('may use aliases', () => {
    const scenario = good('aliases');
    expect(scenario.services.map(({ name }) => name)).toEqual(['store', 'other']);
    expect(scenario.faults.map(({ length }) => length)).toEqual(
      Array(2).fill({ kind: 'constant', value: 10 * SECOND }),
    );
  });

  it('warn where nobody writes once liveness is due', () => {
    const warnings = (clients: string): string[] =>
      parseScenario(
        scenarioSource(
          path('everything'),
          `name: Liveness
duration: 1min
topology: {nodes: 3}
services: {store: {kind: replicated-store, consensus: raft}}
${clients}
verify: {liveness: {after: 50s, within: 10s}}
`,
        ),
      ).warnings.map(({ line, message }) => `${line}: ${message}`);
    const nobody = 'no client writes after 50 s: that a write is acknowledged cannot be seen';
    expect(warnings('clients: {}')).toEqual([`6: ${nobody}`]);
    expect(warnings('clients: {p: {kind: probe, target: store}}')).toEqual([]);
    expect(warnings('clients: {c: {target: store, concurrency: 1}}')).toEqual([]);
    expect(warnings('clients: {c: {target: store, concurrency: 1, mix: {read: 100%}}}')).toEqual([`6: ${nobody}`]);
    const times = (first: string, second: string) => `clients: {c: {target: store, operations: [${first}, ${second}]}}`;
    expect(warnings(times('{at: 50s, write: k1}', '{at: 1s, read: k1}'))).toEqual([]);
    expect(warnings(times('{at: 49s, write: k1}', '{at: 51s, read: k1}'))).toEqual([`6: ${nobody}`]);
    // The last one in the file is at an hour and a half.
    expect(warnings('clients: {c: {target: store, arrivals: {timestamps: times.csv}}}')).toEqual([]);
  });

  it('warn about what was probably not meant', () => {
    const parsed = parseScenario(
      scenarioSource(
        path('smallest'),
        `name: Odd
duration: 1min
topology: {nodes: 11}
services: {store: {kind: replicated-store, consensus: raft}}
faults:
  - {crash: n1, at: 10s}
  - {crash: n2, at: 1h}
`,
      ),
    );
    expect(parsed.ok).toBe(true);
    expect(parsed.warnings.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '4: 11 nodes vote in store: every write waits for 6 of them',
      '7: 1 h lies after the end of the run (1 min): it never happens',
    ]);
  });
});
