/** How pools, batch clusters, jobs and comparisons read. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
import { printScenario } from '../../../src/scenario/print/print-scenario.ts';
import { createReporter } from '../../../src/scenario/problems/reporter.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { sourceText } from '../../../src/scenario/source/source-text.ts';
import { printTree } from '../../../src/scenario/yaml/print-tree.ts';
import { readYaml } from '../../../src/scenario/yaml/read-yaml.ts';
import { servicesOfKind } from '../../../src/services/services-of-kind.ts';
import { scenarioSource } from '../read-scenario.ts';

const read = (text: string): Scenario => {
  const parsed = parseScenario(scenarioSource('test.yaml', text));
  if (parsed.ok) return parsed.scenario;
  throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
};

const SITE = `name: A site
duration: 1d

topology:
  nodes: 8

services:
  cache: {kind: pool, nodes: [n7, n8], weights: 2, serviceTime: 100us, queue: lifo}
  web:
    kind: pool
    nodes: n1..n4
    initial: 2
    weights: {n1: 5}
    serviceTime: {exponential: 10ms}
    queue: {discipline: codel, limit: 100}
    balancer: {power-of-d-choices: {d: 3}}
    balancers: {instances: 10, poll: 1s}
    autoscaler: {horizontal: {cpu: 60%}}
    scaling:
      pools:
        - {name: spot, nodes: n4, price: 0.03}
        - {name: on-demand, nodes: n1..n3}
    releases:
      - {at: 1h, batch: 2}
    calls:
      - {target: cache, hedge: {after: 5ms}}
  grid: {kind: batch, nodes: [n5, n6], memory: 64GiB, scheduler: priority, speculation: {}}

clients:
  people: {target: web, arrivals: {poisson: 100/s}, hedge: {after: 99.5%}}

jobs:
  reports: {target: grid, arrivals: {poisson: 1/min}, tasks: 2..3, runtime: {exponential: 30s}}

compare:
  vary:
    services.web.balancer: [random, {power-of-d-choices: {d: 3}}]
    clients.people.arrivals.poisson: {values: [10/s, 20/s], label: load}
  metrics: [pools.web.goodput, latency.people.call.p99]
  until: "latency.people.call.p99 ± 5ms"
  text: >-
    Random balancers leave some servers idle while others queue; two choices are nearly as good as knowing everything, and
    three add little to it.
`;

describe('printScenario', () => {
  it('writes pools, jobs and comparisons as one would', () => {
    expect(printScenario(read(SITE))).toBe(SITE);
  });

  it('refuses what no file can say', () => {
    const scenario = read(SITE);
    const [cache, web] = servicesOfKind(scenario.services, 'pool');
    const withPool = (pool: typeof web) => () => printScenario({ ...scenario, services: [cache, pool] });
    expect(withPool({ ...web, routing: { ...web.routing, balancer: 'luck' } })).toThrow(/no balancer luck/);
    expect(withPool({ ...web, scaling: web.scaling && { ...web.scaling, algorithm: 'hope' } })).toThrow(
      /no autoscaler hope/,
    );
    const [client] = scenario.clients;
    const hedge = { after: { quantile: 1e-9 }, budget: 0.1 };
    expect(() => printScenario({ ...scenario, clients: [{ ...client, hedge }] })).toThrow(/per cent/);
  });
});

describe('printTree', () => {
  it.each([
    ['random', 'random'],
    ['1_000/s', '1_000/s'],
    ['-5ms..5ms', '-5ms..5ms'],
    ['n1, n2', "'n1, n2'"],
    ['zone a', 'zone a'],
    ["'12'", "'12'"],
    ['"null"', "'null'"],
    ['~', 'null'],
    ['a: {b: [1, "x y"]}', '{a: {b: [1, x y]}}'],
    ['- 1s\n- {k: v}', '[1s, {k: v}]'],
    ['key with: "a: b"', "{key with: 'a: b'}"],
  ])('%j is %s on a line, and stays so', (text, line) => {
    const once = (written: string): string => {
      const reporter = createReporter();
      const tree = readYaml(sourceText('x', written), reporter);
      if (tree === undefined || reporter.problems.length > 0) throw new Error(`cannot read ${written}`);
      return printTree(tree);
    };
    expect(once(text)).toBe(line);
    expect(once(line)).toBe(line);
    // In brackets too, where commas separate.
    expect(once(`[${line}]`)).toBe(`[${line}]`);
  });
});
