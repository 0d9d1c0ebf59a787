/** What runs in every world: bundled into one module for Node and the browser alike. */
import { parseScenario, runScenario } from '../../src/index.ts';
import type { RunResult } from '../../src/measure/result.ts';
import type { RunOptions } from '../../src/scenario/run-scenario.ts';
import { digestMaths } from './maths-digest.ts';

/** Scenario texts by name. */
export type Texts = Readonly<Record<string, string>>;

/** Scenarios by name. */
export interface Found {
  readonly maths: Readonly<Record<string, string>>;
  readonly runs: Readonly<Record<string, RunResult>>;
}

/** Runs each scenario with its own seed. A `Found` as JSON that keeps every bit of every number. */
export function runAll(texts: Texts, options: RunOptions = {}): string {
  const runs = Object.entries(texts).map(([name, text]) => {
    const parsed = parseScenario({ name, text, sha256: '' });
    if (!parsed.ok) throw new Error(`${name}: ${parsed.problems.map(({ message }) => message).join('; ')}`);
    return [name, runScenario(parsed.scenario, parsed.scenario.seed, options)];
  });
  return JSON.stringify({ maths: digestMaths(), runs: Object.fromEntries(runs) }, exactly, 1);
}

/** JSON writes shortest decimals, which are exact, but has no word for these. */
const exactly = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? `number ${1 / value} ${value}`
    : value;
