/**
 * From a batch cluster in independent runs to its summary: means over runs with their 95 % intervals, times of all runs
 * together.
 */
import { createHistogram } from '../../core/statistics/histogram.ts';
import { loadBalance } from '../../core/statistics/load-balance.ts';
import { groupByName } from '../group-by-name.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { quantilesOf } from '../quantiles-of.ts';
import type { BatchSummary, HistogramData, MeanOverRuns, Quantiles, RunBatch } from '../result.ts';

export function summarizeBatch(runs: readonly RunBatch[]): BatchSummary {
  const over = (of: (run: RunBatch) => number, most = Infinity): MeanOverRuns => meanOverRuns(runs.map(of), [0, most]);
  const users = groupByName(runs.map(({ dominantShare }) => dominantShare));
  return {
    submitted: over(({ submitted }) => submitted),
    finished: over(({ finished }) => finished),
    failed: over(({ failed }) => failed),
    late: over(({ late }) => late),
    preemptions: over(({ preemptions }) => preemptions),
    copies: over(({ copies }) => copies),
    taskFailures: over(({ taskFailures }) => taskFailures),
    cores: over(({ cores }) => cores, 1),
    memory: over(({ memory }) => memory, 1),
    wasted: over(({ wasted }) => wasted, 1),
    fairness: over(({ dominantShare }) => loadBalance(Object.values(dominantShare)).jain, 1),
    dominantShare: Object.fromEntries(
      [...users].map(([user, shares]) => [user, shares.reduce((sum, share) => sum + share, 0) / runs.length]),
    ),
    wait: byClass(runs.map(({ wait }) => wait)),
    response: byClass(runs.map(({ response }) => response)),
  };
}

const byClass = (records: readonly Readonly<Record<string, HistogramData>>[]): Record<string, Quantiles> =>
  Object.fromEntries(
    [...groupByName(records)].map(([jobClass, histograms]) => {
      const all = createHistogram();
      for (const histogram of histograms) all.merge(histogram);
      return [jobClass, quantilesOf(all)];
    }),
  );
