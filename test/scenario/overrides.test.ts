/** `--set path=value`. */
import { describe, expect, it } from 'vitest';
import type { Override } from '../../src/scenario/parse-scenario.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import { scenarioSource } from './read-scenario.ts';

const TEXT = `name: Set
duration: 1h
topology: {nodes: 3}
services: {store: {kind: replicated-store, consensus: raft}}
faults:
  - {crash: n1, at: 10min}
`;

const parse = (...overrides: Override[]) => parseScenario(scenarioSource('set.yaml', TEXT), { overrides });

const problems = (...overrides: Override[]): string[] => {
  const parsed = parse(...overrides);
  return parsed.ok
    ? []
    : parsed.problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
};

describe('overrides', () => {
  it('replace values, add keys and reach into lists', () => {
    const parsed = parse(
      ['runs', '2'],
      ['duration', '2h'],
      ['services.store.options.electionTimeout', '3s..4s'],
      ['faults[0].for', '5s'],
      ['faults.0.name', 'first'],
      ['topology', '{zones: {x: {nodes: 1}, y: {nodes: 4}}}'],
    );
    if (!parsed.ok) throw new Error(parsed.problems[0].message);
    const { scenario } = parsed;
    expect(scenario).toMatchObject({ runs: 2, duration: 7_200_000_000 });
    expect(scenario.services[0]).toMatchObject({ options: { electionTimeout: { min: 3_000_000, max: 4_000_000 } } });
    expect(scenario.faults[0]).toMatchObject({ name: 'first', length: { kind: 'constant', value: 5_000_000 } });
    expect(scenario.topology.nodes).toHaveLength(5);
  });

  it('are checked as if in the file, and point at themselves', () => {
    expect(problems(['runs', 'many'])).toEqual([
      '--set runs:1:1: cannot read "many" as a number: expected one such as 10',
    ]);
    expect(problems(['services.store.options.electionTimout', '1s..2s'])).toEqual([
      '--set services.store.options.electionTimout:1:1: unknown key "electionTimout" in services.store.options',
    ]);
    expect(problems(['services.store.consensus', 'rafft'])).toEqual([
      '--set services.store.consensus:1:1: unknown consensus protocol "rafft"',
    ]);
  });

  it('say why a path cannot be followed', () => {
    expect(problems(['faults.3.for', '1s'])).toEqual(['--set faults.3.for:1:1: faults has one item']);
    expect(problems(['faults.first.for', '1s'])).toEqual(['--set faults.first.for:1:1: faults has one item']);
    expect(problems(['duration.x', '1s'])).toEqual(['--set duration.x:1:1: duration is not a mapping or list']);
    expect(problems(['runs..x', '1'])).toEqual(['--set runs..x:1:1: "runs..x" is not a path']);
    expect(problems(['runs', ''])).toEqual(['--set runs:1:1: no value is given for runs']);
  });
});
