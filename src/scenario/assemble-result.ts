/** From finished runs to the contents of result.json. */
import { lookUpMetric } from '../measure/metrics.ts';
import type { Result, RunResult } from '../measure/result.ts';
import { summarize } from '../measure/summarize.ts';
import { evaluateExpectation } from './expectation.ts';
import type { Scenario } from './scenario.ts';

export interface FinishedRun {
  readonly result: RunResult;
  readonly wallSeconds: number;
}

/** At least one run. */
export function assembleResult(
  scenario: Scenario,
  finished: readonly FinishedRun[],
  context: { readonly version: string; readonly interrupted: boolean },
): Result {
  const runs = finished.map(({ result }) => result);
  const summary = summarize(runs);
  return {
    schema: 1,
    version: context.version,
    scenario: {
      name: scenario.name,
      sha256: scenario.sha256,
      durationSeconds: scenario.duration / 1e6,
      runs: scenario.runs,
    },
    interrupted: context.interrupted,
    runs: finished.map(({ result, wallSeconds }) => ({
      seed: result.seed,
      fingerprint: result.fingerprint,
      virtualSeconds: result.virtualSeconds,
      skippedSeconds: result.skippedSeconds,
      wallSeconds,
      events: result.events,
      ...(result.histories === undefined ? {} : { histories: result.histories }),
    })),
    summary,
    violations: runs.flatMap(({ violations }) => violations),
    expectations: scenario.expect.map((expectation) =>
      evaluateExpectation(expectation, (metric) => lookUpMetric(summary, metric)),
    ),
  };
}
