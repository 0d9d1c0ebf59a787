/** Skipped or simulated second by second: a run must tell the same story. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/measure/result.ts';
import { summarize } from '../../../src/measure/summarize.ts';
import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
import { runScenario } from '../../../src/scenario/run-scenario.ts';

function run(text: string, seed: number, skip: boolean): RunResult {
  const parsed = parseScenario({ name: 'test', text, sha256: '' }, { force: true });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return runScenario(parsed.scenario, seed, { skip }) as RunResult;
}

/** Nothing random but the faults: a cluster at rest is exactly periodic. */
const CONSTANT = `
topology:
  zones: {a: {nodes: 2}, b: {nodes: 2}, c: {nodes: 1}}
  links: {same-node: {latency: 10us}, same-rack: {latency: 100us}, same-zone: {latency: 250us}, cross-zone: {latency: 900us}}
  node: {disk: {fsync: 1ms}, clock: {drift: 0ppm, offset: 0s}}
services:
  store: {kind: replicated-store, consensus: raft, options: {heartbeatInterval: 50ms}}
clients:
  probes: {kind: probe, target: store, every: 1s, timeout: 1s}
`;

const digits = (value: number | undefined) => value?.toFixed(5);

/** Incidents and failovers to the microsecond; users to five digits: the 99th percentile of their gaps is an estimate. */
const story = (
  { incidents, failovers, availability, violations }: RunResult,
  window = (mcr: number): unknown => mcr,
) => ({
  incidents,
  failovers,
  violations,
  time: availability.timeByZone,
  users: digits(availability.userUptime),
  windows: availability.windowedUserUptime.map(({ windowSeconds, mcr }) => [windowSeconds, window(mcr)]),
});

/** The same, the users' worst windows within half a thousandth. */
const about = (result: RunResult) => story(result, (mcr) => expect.closeTo(mcr, 3));

describe('calendar skipped at rest', () => {
  it('leaves the incidents of constant latencies exactly as they are', () => {
    const scenario = `name: constant\nduration: 6h\n${CONSTANT}
faults:
  - {crash: each node, mtbf: {exponential: 3h}, repair: {exponential: 5min}}
  - {outage: a random zone, every: {exponential: 3h}, for: 20min}
  - {pause: leader of store, every: {exponential: 90min}, for: 4s}
`;
    for (const seed of [1, 2]) {
      const skipped = run(scenario, seed, true);
      const simulated = run(scenario, seed, false);
      expect(skipped.skippedSeconds, `seed ${seed}`).toBeGreaterThan(0.7 * 21_600);
      expect(skipped.events).toBeLessThan(simulated.events / 3);
      expect(simulated.skippedSeconds).toBe(0);
      expect(simulated.incidents.length).toBeGreaterThan(1);
      expect(story(skipped), `seed ${seed}`).toEqual(about(simulated));
      expect(skipped.availability.counts).toEqual(simulated.availability.counts);
    }
  });

  it('agrees with random latencies: overlapping intervals, the same outages', () => {
    const scenario = `name: random latencies\nduration: 4h
topology: {zones: {a: {nodes: 2}, b: {nodes: 2}, c: {nodes: 1}}}
services: {store: {kind: replicated-store, consensus: raft}}
clients: {probes: {kind: probe, target: store, every: 1s, timeout: 1s}}
faults:
  - {crash: each node, mtbf: {exponential: 1h}, repair: {exponential: 5min}}
  - {partition: [zone a, rest], every: {exponential: 2h}, for: 30s}
`;
    const seeds = [11, 12, 13];
    const [skipped, simulated] = [true, false].map((skip) => seeds.map((seed) => run(scenario, seed, skip)));
    const [a, b] = [skipped, simulated].map((runs) => summarize(runs));
    expect(a.skippedSeconds / a.virtualSeconds).toBeGreaterThan(0.8);
    const [one, other] = [a, b].map(({ availability }) => availability.time?.ci95 ?? [0, 0]);
    expect(Math.max(one[0], other[0])).toBeLessThanOrEqual(Math.min(one[1], other[1]));
    // Quorum is lost by who is down, which skipping does not touch; only the elections after it differ, by seconds.
    for (const cause of ['loss of quorum', 'partition']) {
      const [x, y] = [a, b].map(({ downtime }) => downtime.find((entry) => entry.cause === cause));
      expect(x?.incidents, cause).toBe(y?.incidents);
      expect(Math.abs((x?.seconds ?? 0) - (y?.seconds ?? 0)), cause).toBeLessThan(5);
    }
  });

  it('credits requests, latencies and load as they would have been', () => {
    const scenario = `name: credits\nduration: 2h
topology: {nodes: 3}
services: {store: {kind: replicated-store, consensus: raft}}
clients:
  probes: {kind: probe, target: store, every: 1s, timeout: 1s}
  web: {target: store, arrivals: {poisson: 5/s}, mix: {read: 50%, write: 50%}, timeout: 2s}
`;
    const skipped = run(scenario, 3, true);
    const simulated = run(scenario, 3, false);
    expect(skipped.skippedSeconds).toBeGreaterThan(7000);
    // 36 000 Poisson requests: a standard deviation of 190.
    const { attempted, ok } = skipped.availability.counts;
    expect(Math.abs(attempted - 36_000)).toBeLessThan(4 * 190);
    expect(ok).toBe(attempted);
    for (const name of ['web.read', 'web.write', 'probes.write']) {
      const [a, b] = [skipped.latency[name], simulated.latency[name]];
      expect(Math.abs(a.count / b.count - 1), name).toBeLessThan(0.05);
      // Each second simulated has hundreds of steady requests to credit from: their mean within 10 %.
      expect(Math.abs(a.sum / a.count / (b.sum / b.count) - 1), name).toBeLessThan(0.1);
    }
    const served = ({ load }: RunResult) => load.store.reduce((sum, { requests }) => sum + requests, 0);
    expect(Math.abs(served(skipped) / served(simulated) - 1)).toBeLessThan(0.05);
    expect(skipped.availability.userUptime).toBe(1);
    expect(simulated.availability.userUptime).toBe(1);
  });

  it.each([
    ['a link that loses one packet in a hundred', 'links: {same-rack: {loss: 1%}}', ''],
    [
      'latencies that can exceed the election timeout',
      'links: {same-rack: {latency: {pareto: {min: 1ms, shape: 1.5}}}}',
      '',
    ],
    ['a disk that stalls for seconds', 'node: {disk: {fsync: {pareto: {min: 1ms, shape: 1.2}}}}', ''],
    ['bursts of load', '', 'web: {target: store, arrivals: {on-off: {rate: 50/s, on: 5s, off: 20s}}}'],
    ['a load that fills a quarter of the CPU', '', 'web: {target: store, arrivals: {poisson: 8000/s}}'],
    ['a disk that can fill up', 'node: {disk: {capacity: 1MiB}}', ''],
    ['a disk that takes time for every byte', 'node: {disk: {bandwidth: 100MiB/s}}', ''],
    ['a disk without group commit', 'node: {disk: {groupCommit: false}}', ''],
    ['callers in a closed loop', '', 'web: {target: store, concurrency: 2, think: 5s}'],
  ])('is refused for %s', (_, topology, client) => {
    const scenario = `name: refused\nduration: 60s
topology:
  nodes: 3
  ${topology}
services: {store: {kind: replicated-store, consensus: raft}}
clients:
  probes: {kind: probe, target: store, every: 1s, timeout: 1s}
  ${client}
`;
    expect(
      run(scenario.replace('duration: 60s', client.includes('8000') ? 'duration: 35s' : 'duration: 60s'), 1, true)
        .skippedSeconds,
    ).toBe(0);
  });

  it.each([
    ['heartbeats that fast and slow clocks bring too late', 'clock: {drift: 90000ppm}', 'heartbeatInterval: 900ms'],
    ['heartbeats that come a tick too late', '', 'heartbeatInterval: 500ms, electionTick: 500ms'],
  ])('is refused for %s', (_, machine, options) => {
    const scenario = `name: late\nduration: 60s
topology: {nodes: 3, node: {${machine}}}
services: {store: {kind: replicated-store, consensus: raft, options: {electionTimeout: 1s..2s, ${options}}}}
clients: {probes: {kind: probe, target: store, every: 1s, timeout: 1s}}
`;
    expect(run(scenario, 1, true).skippedSeconds).toBe(0);
  });

  it('counts the syncs of other services on the same disks', () => {
    const scenario = (rate: number) => `name: two\nduration: 50s
topology: {nodes: 3}
services:
  store: {kind: replicated-store, consensus: raft}
  other: {kind: replicated-store, consensus: raft}
clients:
  probes: {kind: probe, target: store, every: 1s, timeout: 1s}
  a: {target: store, arrivals: {constant: ${rate}/s}, mix: {write: 100%}}
  b: {target: other, arrivals: {constant: ${rate}/s}, mix: {write: 100%}}
`;
    expect(run(scenario(1), 1, true).skippedSeconds).toBeGreaterThan(0);
    expect(run(scenario(70), 1, true).skippedSeconds).toBe(0);
  });

  // It was cut off when it was removed, so nobody has told it, and it goes on campaigning.
  it('is refused while a server that does not know of its removal deposes leaders', () => {
    const scenario = (options: string) => `name: removed\nduration: 2min
topology: {nodes: 5}
services:
  store:
    kind: replicated-store
    consensus: raft
    options: {${options}}
    operations: [{at: 36s, remove: n5}]
clients: {probes: {kind: probe, target: store, every: 1s, timeout: 1s}}
faults: [{isolate: n5, at: 33s, for: 10s}]
`;
    const disruptive = run(scenario('preVote: false, checkQuorum: false'), 1, true);
    expect(disruptive.skippedSeconds).toBe(0);
    expect(disruptive.failovers.length).toBeGreaterThan(10);
  });

  it('is allowed around servers that know of their removal', () => {
    const scenario = `name: told\nduration: 5min
topology: {nodes: 5}
services: {store: {kind: replicated-store, consensus: raft, operations: [{at: 40s, remove: n5}]}}
clients: {probes: {kind: probe, target: store, every: 1s, timeout: 1s}}
`;
    expect(run(scenario, 1, true).skippedSeconds).toBeGreaterThan(200);
  });

  it('is refused while a fault is in force that may change something', () => {
    const scenario = `name: fault\nduration: 20min\n${CONSTANT}
faults: [{flap: n5, at: 0s, period: 2s, down: 20%}]
`;
    expect(run(scenario, 1, true).skippedSeconds).toBe(0);
  });

  it('agrees over random scenarios', () => {
    const fault = fc.oneof(
      fc.record({
        kind: fc.constant('crash'),
        target: fc.constantFrom('leader of store', 'a follower of store', 'n1', '2 random nodes'),
      }),
      fc.record({
        kind: fc.constantFrom('pause', 'isolate', 'stop'),
        target: fc.constantFrom('leader of store', 'a follower of store'),
      }),
      fc.record({
        kind: fc.constant('partition'),
        target: fc.constantFrom('[zone a, rest]', '[leader of store, rest]'),
      }),
      fc.record({
        kind: fc.constantFrom('slow-disk', 'slow-cpu', 'disk-full', 'lost-fsync'),
        target: fc.constantFrom('leader of store', 'n2'),
      }),
    );
    const scheduled = fc.record({
      fault,
      at: fc.integer({ min: 20, max: 1500 }),
      length: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(
        fc.array(scheduled, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 1000 }),
        (faults, seed) => {
          const lines = faults.map(
            ({ fault: { kind, target }, at, length }) => `  - {${kind}: ${target}, at: ${at}s, for: ${length}s}`,
          );
          const scenario = `name: random\nduration: 30min\n${CONSTANT}\nfaults:\n${lines.join('\n')}\n`;
          expect(story(run(scenario, seed, true))).toEqual(about(run(scenario, seed, false)));
        },
      ),
      { seed: 5, numRuns: 15 },
    );
  });
});
