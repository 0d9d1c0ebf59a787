import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COST_LIMIT, estimateCost } from '../../src/scenario/cost-estimate.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import { readScenario } from './read-scenario.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const scenarioAt = (name: string, overrides: readonly (readonly [string, string])[] = [], force = false) => {
  const parsed = readScenario(path(name), { overrides, force });
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.scenario;
};

describe('estimateCost', () => {
  const small = scenarioAt('./good/smallest.yaml');

  it('counts heartbeats and their answers', () => {
    // 3 voters, 2 messages each of 3 events, every 100 ms, 90 s, 5 runs.
    expect(estimateCost(small).events).toBe(3 * 2 * 3 * 10 * 90 * 5);
  });

  it('grows in proportion to runs, time, arrivals and nodes', () => {
    const { events, bytes } = estimateCost(small);
    expect(estimateCost({ ...small, runs: 10 }).events).toBe(2 * events);
    expect(estimateCost({ ...small, duration: small.duration * 2 + small.warmup }).events).toBe(2 * events);
    expect(estimateCost({ ...small, topology: { ...small.topology, nodes: [] } }).bytes).toBe(0);
    expect(bytes).toBeGreaterThan(0);
  });

  it('lets the design example pass and says what it takes', () => {
    const { events, bytes, text } = estimateCost(scenarioAt('./good/five-nines.yaml'));
    expect(events).toBeLessThan(COST_LIMIT.events);
    expect(bytes).toBeLessThan(COST_LIMIT.bytes);
    expect(text).toMatch(/^about \d\.\de\d+ events over 20 runs and [\d.]+ MiB of memory$/);
  });

  it('counts requests to pools, what they call, what balancers ask, and the tasks of jobs', () => {
    const parse = (services: string, rest: string) => {
      const text = `name: Cost
duration: 1min
warmup: 0s
runs: 1
topology: {nodes: 4}
services: {${services}}
${rest}`;
      const parsed = parseScenario({ name: 'cost.yaml', text, sha256: '' });
      if (!parsed.ok) throw new Error(parsed.problems[0].message);
      return estimateCost(parsed.scenario);
    };
    const clients = 'clients: {c: {target: web, arrivals: {poisson: 10/s}}}';
    const web = (more = '') => `web: {kind: pool, serviceTime: 1ms${more}}`;
    const plain = parse(web(), clients);
    expect(plain.events).toBe(10 * 60 * 3);
    const called = parse(
      `${web(', calls: [{target: back, share: 50%}]')}, back: {kind: pool, serviceTime: 1ms}`,
      clients,
    );
    expect(called.events).toBe(1.5 * plain.events);
    const checked = parse(web(', healthChecks: {every: 1s}, balancers: {instances: 3, poll: 2s}'), clients);
    expect(checked.events - plain.events).toBe(60 * (3 * 4 * 2 + 3 / 2));
    expect(parse(web(', balancers: {instances: 1001}'), clients).bytes - plain.bytes).toBe(1000 * 4 * 100);
    // No more can wait than there are.
    expect(parse(web(', queue: 1_000_000'), clients).bytes - parse(web(', queue: 100'), clients).bytes).toBe(200 * 300);
    const jobs = 'jobs: {j: {target: grid, arrivals: {constant: 1/s}, tasks: 2..4, runtime: 1s}}';
    expect(parse('grid: {kind: batch, scheduler: random}', jobs).events).toBe(60 * 3 * 3);
  });

  it('refuses the absurd unless forced, and what cannot be expanded in any case', () => {
    const century = [
      ['duration', '100y'],
      ['runs', '1_000_000'],
    ] as const;
    expect(() => scenarioAt('./good/smallest.yaml', century)).toThrow(/this would take about/);
    expect(scenarioAt('./good/smallest.yaml', century, true).runs).toBe(1_000_000);
    const billion = [['topology', '{nodes: 1_000_000_000}']] as const;
    expect(() => scenarioAt('./good/smallest.yaml', billion, true)).toThrow(/1,000,000,000 nodes/);
  });
});
