/** All observers on the real cluster, Raft and faults: what they say must fit together, and they must not drive. */
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { MILLISECOND, SECOND } from '../../src/core/time.ts';
import type { FaultSpec } from '../../src/faults/fault.ts';
import { scheduleFaults } from '../../src/faults/schedule-faults.ts';
import { observeRun } from '../../src/measure/observe-run.ts';
import { summarize } from '../../src/measure/summarize.ts';
import { checkRun } from '../../src/verify/check-run.ts';
import type { ClientSpec } from '../../src/workload/client.ts';
import { faultSpec } from '../faults/fault-spec.ts';
import { CLIENT_BASE, createStoreWorld } from '../services/store-world.ts';

const START = 10 * SECOND;
const END = 250 * SECOND;
const EVERY = 500 * MILLISECOND;
const ZONES = ['a', 'b', 'c'];

const CLIENTS: readonly ClientSpec[] = [
  { ...CLIENT_BASE, name: 'probes', kind: 'probe', zones: ZONES, every: EVERY, timeout: EVERY },
  { ...CLIENT_BASE, name: 'web', kind: 'open', zones: ZONES, arrivals: { kind: 'poisson', rate: 20 }, timeout: SECOND },
];

const at = (seconds: number, length: number): Partial<FaultSpec> => ({
  schedule: { type: 'at', times: [seconds * SECOND] },
  length: { kind: 'constant', value: length * SECOND },
});

function run(faults: readonly FaultSpec[], observed = true) {
  const world = createStoreWorld({ clients: CLIENTS, watched: false, servers: 3 });
  const { kernel, trace, store } = world;
  const cluster = world.cluster as Cluster;
  const nodes = cluster.topology.nodes.map(({ name }) => name);
  const observer = observed
    ? observeRun({
        trace,
        nodes,
        services: [{ name: 'store', voters: [0, 1, 2] }],
        clients: [
          { name: 'probes', zones: ZONES, users: 3, probe: { every: EVERY, timeout: EVERY } },
          { name: 'web', zones: ZONES, users: 100 },
        ],
        start: START,
        end: END,
        timeline: true,
        connected: (from, to) => cluster.connected(from, to),
      })
    : undefined;
  const check = observed ? checkRun(trace, { seed: 1, nodes }) : undefined;
  scheduleFaults({ kernel, trace, cluster, services: [store], seed: 1 }, faults, START, END);
  kernel.run(END);
  const fingerprint = kernel.fingerprint.toString();
  const result = observer?.finish({
    seed: 1,
    fingerprint,
    virtualSeconds: (END - START) / SECOND,
    skippedSeconds: 0,
    events: kernel.events,
    load: { store: [0, 1, 2].map((node) => ({ node, busyShare: 0, queueMean: 0 })) },
    violations: check?.finish() ?? [],
  });
  return { fingerprint, result };
}

const FAULTS = [
  faultSpec('crash', ['leader of store'], { ...at(40, 10), name: 'one' }),
  faultSpec('pause', ['leader of store'], { ...at(80, 8), name: 'two' }),
  faultSpec('isolate', ['leader of store'], { ...at(120, 10), name: 'three' }),
  faultSpec('crash', ['a majority of store'], { ...at(160, 10), name: 'four' }),
];

describe('a run of the real cluster', () => {
  const { result, fingerprint } = run(FAULTS);
  if (result === undefined) throw new Error('not observed');

  it('ties every incident to what was done to the leader', () => {
    const told = result.incidents.map(({ cause, trigger, startSeconds }) => [
      Math.floor(startSeconds / 10),
      cause,
      trigger,
    ]);
    expect(told.map(([when, cause]) => [when, cause])).toEqual([
      [4, 'leader crash'],
      [8, 'leader pause'],
      [12, 'leader isolated'],
      [16, 'loss of quorum'],
    ]);
    for (const [, , trigger] of told) expect(trigger).toMatch(/crash|pause|isolat/);
  });

  it('has causes that add up to the downtime', () => {
    const { downtime } = summarize([result]);
    const seconds = downtime.reduce((sum, row) => sum + row.seconds, 0);
    expect(seconds).toBeGreaterThan(10);
    expect(seconds).toBeCloseTo((1 - (result.availability.time ?? 0)) * 240, 9);
    expect(downtime.map(({ cause }) => cause)).not.toContain('unknown');
  });

  it('has phases: each failover was suspected, elected and answered within seconds', () => {
    for (const { detectionSeconds, electionSeconds, recoverySeconds } of result.incidents.slice(0, 3)) {
      expect(detectionSeconds).toBeGreaterThan(0.5);
      expect(detectionSeconds).toBeLessThan(4);
      expect(electionSeconds).toBeLessThan(4);
      expect(recoverySeconds).toBeLessThan(2);
    }
    expect(result.failovers.length).toBeGreaterThanOrEqual(3);
  });

  it('breaks no invariant', () => {
    expect(result.violations).toEqual([]);
  });

  it('is answered most of the time, by request and by user', () => {
    const { requests, userUptime, counts } = result.availability;
    expect(counts.attempted).toBeGreaterThan(4000);
    expect(requests).toBeGreaterThan(0.8);
    expect(requests).toBeLessThan(1);
    expect(Math.abs((userUptime ?? 0) - (requests ?? 0))).toBeLessThan(0.05);
    expect(Object.values(result.errors).reduce((sum, count) => sum + count, 0)).toBe(counts.failed + counts.unknown);
    expect(result.load.store.reduce((sum, { requests: served }) => sum + served, 0)).toBeGreaterThan(4000);
  });

  it('draws the leaders: at no time two of one term', () => {
    const leaders = result.timeline?.spans.filter(({ state }) => state === 'leader') ?? [];
    expect(new Set(leaders.map(({ node, term }) => `${node}/${term}`)).size).toBe(
      new Set(leaders.map(({ term }) => term)).size,
    );
  });

  it('is the same run when nobody watches', () => {
    expect(run(FAULTS, false).fingerprint).toBe(fingerprint);
  });
});

it('a cluster left alone is fully available', () => {
  const { result } = run([]);
  expect(result?.availability).toMatchObject({ time: 1, requests: 1, userUptime: 1 });
  expect(result?.incidents).toEqual([]);
  expect(result?.failovers).toEqual([]);
  expect(result?.violations).toEqual([]);
});
