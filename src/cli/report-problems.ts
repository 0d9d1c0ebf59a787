/** Why a scenario cannot be run, on standard error. */
import type { LoadedScenario } from '../node/load-scenario.ts';
import { formatProblem } from '../scenario/problems/format-problem.ts';
import { colorWanted } from './terminal.ts';

export function reportProblems(loaded: Extract<LoadedScenario, { ok: false }>): void {
  const color = colorWanted(process.stderr);
  if ('unreadable' in loaded) process.stderr.write(`${loaded.unreadable}\n`);
  else process.stderr.write(`${loaded.problems.map((problem) => formatProblem(problem, { color })).join('\n\n')}\n`);
}
