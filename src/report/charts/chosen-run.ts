/** The run that is drawn in detail: the one that kept its timeline, else the first. */
import type { RunResult } from '../../measure/result.ts';

export function chosenRun(runs: readonly RunResult[]): RunResult | undefined {
  return runs.find((run) => run.timeline !== undefined) ?? runs[0];
}
