/** Files that are legal YAML and multiply: each is answered, and none takes more than a moment. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import { PROBLEMS_MAX } from '../../src/scenario/problems/reporter.ts';

const SERVICES = 'services: {store: {kind: replicated-store, consensus: raft}}\n';
const HEAD = `name: Hostile\nduration: 1h\n${SERVICES}`;

const repeat = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const codesOf = (text: string): string[] => {
  const parsed = parseScenario({ name: 'hostile.yaml', text, sha256: '' });
  return parsed.ok ? [] : [...new Set(parsed.problems.map(({ code }) => code))];
};

describe('hostile files', () => {
  it('with thousands of mistakes are not read to the end', () => {
    const faults = repeat(10_000, (index) => `  - {heal: nobody${index}, at: 1s}`);
    const parsed = parseScenario({ name: 'x', text: `${HEAD}topology: {nodes: 3}\nfaults:\n${faults}\n`, sha256: '' });
    expect(parsed.ok ? 0 : parsed.problems.length).toBe(PROBLEMS_MAX);
  });

  it('with more values than a scenario has are refused', () => {
    const faults = repeat(35_000, () => '  - {crash: n1, at: 1s}');
    expect(codesOf(`${HEAD}topology: {nodes: 3}\nfaults:\n${faults}\n`)).toEqual(['too-large']);
  });

  it('with many faults over many nodes are refused', () => {
    const faults = repeat(5_000, () => '  - {crash: n1, at: 1s}');
    expect(codesOf(`${HEAD}topology: {nodes: 100_000}\nfaults:\n${faults}\n`)).toEqual(['too-costly']);
  });

  it('with many clients over many zones are refused', () => {
    const zones = repeat(4_000, (index) => `    z${index}: {nodes: 1}`);
    const clients = repeat(4_000, (index) => `  c${index}: {target: store, concurrency: 1}`);
    expect(codesOf(`${HEAD}topology:\n  zones:\n${zones}\nclients:\n${clients}\n`)).toEqual(['too-costly']);
  });

  it('with a table of thousands of regions are refused', () => {
    const regions = repeat(5_000, (index) => `    r${index}: {nodes: 1}`);
    const table = '  links: {round-trips: {r1: {r2: 1ms}}}';
    expect(codesOf(`${HEAD}topology:\n  regions:\n${regions}\n${table}\n`)).toEqual(['too-costly']);
  });

  it('with a comparison of many values in a large file are not read a thousand times', () => {
    const faults = repeat(9_000, () => '  - {crash: n1, at: 1s, for: 1s}');
    const compare = 'compare: {vary: {warmup: 1s..1000s:1000, runs: 1..2:2}}';
    const text = `${HEAD}topology: {nodes: 3}\n${compare}\nfaults:\n${faults}\n`;
    expect(codesOf(text)).toEqual(['conflict']);
  });

  it('with many overrides of many nodes are read', () => {
    const overrides = repeat(5_000, (index) => `    n${index + 1}: {cores: 1}`);
    expect(codesOf(`${HEAD}topology:\n  zones: {a: {nodes: 100_000}}\n  nodes:\n${overrides}\n`)).toEqual([]);
  });
});
