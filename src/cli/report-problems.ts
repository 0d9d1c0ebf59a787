/** Why a scenario cannot be run, or what is odd about it, on standard error. */
import type { LoadedScenario } from '../node/load-scenario.ts';
import { formatProblem } from '../scenario/problems/format-problem.ts';
import type { Problem } from '../scenario/problems/problem.ts';
import { colorWanted } from './terminal.ts';

/** Legal, and probably not what was meant. */
export function reportWarnings(warnings: readonly Problem[]): void {
  if (warnings.length === 0) return;
  const color = colorWanted(process.stderr);
  const texts = warnings.map((warning) =>
    formatProblem({ ...warning, message: `warning: ${warning.message}` }, { color }),
  );
  process.stderr.write(`${texts.join('\n\n')}\n\n`);
}

export function reportProblems(loaded: Extract<LoadedScenario, { ok: false }>): void {
  const color = colorWanted(process.stderr);
  if ('unreadable' in loaded) process.stderr.write(`${loaded.unreadable}\n`);
  else process.stderr.write(`${loaded.problems.map((problem) => formatProblem(problem, { color })).join('\n\n')}\n`);
}
