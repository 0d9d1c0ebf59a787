/** Options of `compare` with which it takes at most a few seeds. */
import type { ScenarioSource } from '../../scenario/files/scenario-source.ts';
import { parseScenario } from '../../scenario/parse-scenario.ts';

/** Intervals are wide then, but exist. */
const SEEDS = 4;

/** None for a file that cannot be read: what is wrong with it, `compare` says. */
export function quickOptions(source: ScenarioSource): string[] {
  const parsed = parseScenario(source, {});
  if (!parsed.ok) return [];
  const { runs, compare } = parsed.scenario;
  const seeds = String(Math.min(SEEDS, runs));
  return ['--runs', seeds, ...(compare?.until === undefined ? [] : ['--max-runs', String(SEEDS)])];
}
