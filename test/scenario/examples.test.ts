/** The examples that registries show to users are scenario syntax: each is parsed here. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DISTRIBUTION_KINDS } from '../../src/core/distributions/distribution-kinds.ts';
import { faultKinds } from '../../src/faults/registry.ts';
import { metricNames } from '../../src/measure/metrics.ts';
import type { Summary } from '../../src/measure/result.ts';
import { knownMetrics } from '../../src/scenario/compile/known-metrics.ts';
import { DEFAULTS, LATENCY_DEFAULTS } from '../../src/scenario/defaults.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import { ARRIVAL_KINDS } from '../../src/workload/arrival-kinds.ts';
import { CLIENT_KINDS } from '../../src/workload/client-kinds.ts';
import { KEY_KINDS } from '../../src/workload/key-kinds.ts';
import { readScenario } from './read-scenario.ts';

const problemsOf = (text: string): string[] => {
  const readFile = (name: string) => ({ ok: true as const, text: name.startsWith('rates') ? '0,1\n' : '1\n' });
  const parsed = parseScenario({ name: 'example.yaml', text, sha256: '', readFile });
  return parsed.ok ? [] : parsed.problems.map(({ line, message }) => `${line}: ${message}`);
};

const scenario = (extra: string, fsync = '1ms'): string => `name: Example
duration: 2y
runs: 1
topology:
  zones: {a: {nodes: 2}, b: {nodes: 2}, c: {nodes: 1}}
  node: {disk: {fsync: ${fsync}}}
services: {store: {kind: replicated-store, consensus: raft}}
${extra}
`;

const scenarios = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const shipped = readdirSync(scenarios, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));

describe('scenarios that come with the project', () => {
  it.each(shipped)('%s: no problem, no warning, and a description', (name) => {
    const parsed = readScenario(scenarios + name);
    expect(parsed.ok ? parsed.warnings : parsed.problems).toEqual([]);
    expect(parsed.ok && parsed.scenario.description?.length).toBeGreaterThan(100);
  });
});

describe('examples in registries', () => {
  it.each([...faultKinds.values()].map(({ name, example }) => [name, example]))('fault %s', (_, example) => {
    const split = '{partition: [n1, rest], at: 1min, name: split}';
    expect(problemsOf(scenario(`faults:\n  - ${split}\n  - ${example}`))).toEqual([]);
  });

  it.each(DISTRIBUTION_KINDS.map(({ name, example }) => [name, example]))('distribution %s', (_, example) => {
    expect(problemsOf(scenario('', example))).toEqual([]);
  });

  it.each(ARRIVAL_KINDS.map(({ name, example }) => [name, example]))('arrivals %s', (_, example) => {
    expect(problemsOf(scenario(`clients: {web: {target: store, ${example}}}`))).toEqual([]);
  });

  it.each(KEY_KINDS.map(({ name, example }) => [name, example]))('keys %s', (_, example) => {
    expect(problemsOf(scenario(`clients: {web: {target: store, arrivals: {poisson: 1/s}, ${example}}}`))).toEqual([]);
  });

  it.each(CLIENT_KINDS.map(({ name, example }) => [name, example]))('client %s', (_, example) => {
    expect(problemsOf(scenario(`clients: {${example}}`))).toEqual([]);
  });
});

describe('defaults', () => {
  it('all say where they come from', () => {
    for (const { source } of [...Object.values(DEFAULTS), ...Object.values(LATENCY_DEFAULTS)]) {
      expect(source.length).toBeGreaterThan(4);
    }
  });
});

describe('known metrics', () => {
  const metrics = knownMetrics(
    [{ name: 'web', operations: ['read'] }],
    [{ name: 'store', kind: 'replicated-store', jobs: [] }],
  );

  it('are all that a summary of such a scenario has', () => {
    const share = { mean: 1, ci95: [1, 1] as const, nines: 3, downtimeSecondsPerYear: 0 };
    const quantiles = { count: 1, mean: 1, p50: 1, p90: 1, p99: 1, p999: 1, max: 1 };
    const summary: Summary = {
      virtualSeconds: 1,
      skippedSeconds: 0,
      availability: {
        time: share,
        requests: { ...share, attempted: 1, ok: 1, failed: 0, unknown: 0 },
        userUptime: share,
      },
      windowedUserUptime: [{ windowSeconds: 64, mcr: 1 }],
      downtime: [],
      incidents: 0,
      failover: quantiles,
      latency: { web: { read: quantiles } },
      load: { store: { mean: 1, stddev: 0, cv: 0, peakToMean: 1, jain: 1, gini: 0, lorenz: [], nodes: [] } },
      errors: { timeout: 1 },
      violations: 0,
    };
    expect(metricNames(summary).filter((name) => !metrics.has(name))).toEqual([]);
  });

  it('know their units', () => {
    expect(metrics.get('availability.time')).toBe('share');
    expect(metrics.get('failover.p99')).toBe('duration');
    expect(metrics.get('load.store.jain')).toBe('number');
  });
});
