/**
 * Variants of a comparison meet the same arrivals, service times and faults, seed by seed: what makes pairing worth it. Pools
 * and stores alike, from the file to the figures.
 */
import { describe, expect, it } from 'vitest';
import { pairedDifference } from '../../src/compare/paired-difference.ts';
import { runMetrics } from '../../src/compare/run-metrics.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import { runScenario } from '../../src/scenario/run-scenario.ts';

const POOL = `name: pool
duration: 10s
warmup: 2s
topology: {nodes: 5, node: {cores: 1}}
services:
  web: {kind: pool, serviceTime: {exponential: 10ms}, balancer: random}
clients:
  web: {target: web, arrivals: {poisson: 350/s}, timeout: 5s}
`;

const STORE = `name: store
duration: 10s
warmup: 5s
topology: {nodes: 3}
services:
  store: {kind: replicated-store, consensus: raft}
clients:
  web: {target: store, arrivals: {poisson: 50/s}, timeout: 5s}
faults:
  - {pause: n1, every: {exponential: 3s}, for: 500ms}
`;

/** By variant and seed. */
const figures = (text: string, path: string, values: readonly string[], seeds: number): Record<string, number>[][] =>
  values.map((value) => {
    const parsed = parseScenario({ name: 'x.yaml', text, sha256: '' }, { overrides: [[path, value]], variant: true });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return Array.from({ length: seeds }, (_, seed) => runMetrics(runScenario(parsed.scenario, seed + 1)));
  });

const rowsOf = (table: readonly Record<string, number>[][], metric: string): number[][] =>
  table.map((row) => row.map((metrics) => metrics[metric]));

describe('variants meet the same', () => {
  it('arrivals and work at a pool, whichever server gets it; differences vary far less than by chance', () => {
    const table = figures(POOL, 'services.web.balancer', ['random', 'round-robin', 'power-of-two'], 5);
    const arrived = rowsOf(table, 'availability.requests.attempted');
    for (let seed = 0; seed < 5; seed++) {
      // But for those that are still under way at either end.
      const counts = arrived.map((row) => row[seed]);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThan(30);
    }
    const [first, second] = [arrived[0][0], arrived[0][1]];
    expect(first).not.toBe(second);
    const [random, , two] = rowsOf(table, 'pools.web.utilization');
    const difference = pairedDifference(random, two);
    expect(difference?.varianceReduction).toBeGreaterThan(10);
    expect(Math.abs(difference?.difference.mean ?? 1)).toBeLessThan(0.01);
  });

  it('arrivals and faults at a store, whatever the protocol’s options', () => {
    const table = figures(STORE, 'services.store.options.heartbeatInterval', ['50ms', '150ms'], 3);
    const [fast, slow] = rowsOf(table, 'availability.requests.attempted');
    fast.forEach((count, seed) => {
      expect(Math.abs(count - slow[seed])).toBeLessThan(60);
    });
    expect(new Set(fast).size).toBeGreaterThan(1);
  });
});

describe('the figures of a run', () => {
  it('are finite, without its confidence intervals, and without failovers that never were', () => {
    const [[calm]] = figures(STORE.replace(/faults:\n.*\n/, ''), 'duration', ['5s'], 1);
    expect(Object.values(calm).every(Number.isFinite)).toBe(true);
    expect(Object.keys(calm).filter((name) => /ci95|nines/.test(name))).toEqual([]);
    expect(Object.keys(calm).filter((name) => name.startsWith('failover.'))).toEqual(['failover.count']);
    expect(calm).not.toHaveProperty(['availability.requests.mean']);
    expect(calm['availability.requests']).toBe(1);
    expect(calm['latency.web.read.p99']).toBeGreaterThan(0);
  });
});
