/** A scenario of `scenarios/validation/`, by name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Override, parseScenario } from '../src/scenario/parse-scenario.ts';
import type { Scenario } from '../src/scenario/scenario.ts';
import { projectRoot } from './project-root.ts';

/** Throws with every problem of the file. */
export function loadScenario(name: string, overrides: readonly Override[] = []): Scenario {
  const path = join(projectRoot(), 'scenarios/validation', `${name}.yaml`);
  const parsed = parseScenario(
    { name: path, text: readFileSync(path, 'utf8'), sha256: '' },
    { overrides, force: true },
  );
  if (parsed.ok) return parsed.scenario;
  throw new Error(parsed.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
}
