/** What runs in every world: bundled into one module for Node and the browser alike. */
import { parseScenario, runScenario } from '../../src/index.ts';
import type { RunOptions } from '../../src/scenario/run-scenario.ts';

/** Scenario texts by name. */
export type Texts = Readonly<Record<string, string>>;

/** Runs each scenario with its own seed; the results as JSON that keeps every bit of every number. */
export function runAll(texts: Texts, options: RunOptions = {}): string {
  const results = Object.entries(texts).map(([name, text]) => {
    const parsed = parseScenario({ name, text, sha256: '' });
    if (!parsed.ok) throw new Error(`${name}: ${parsed.problems.map(({ message }) => message).join('; ')}`);
    return [name, runScenario(parsed.scenario, parsed.scenario.seed, options)];
  });
  return JSON.stringify(Object.fromEntries(results), exactly, 1);
}

/** JSON writes shortest decimals, which are exact, but has no word for these. */
const exactly = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? `number ${1 / value} ${value}`
    : value;
