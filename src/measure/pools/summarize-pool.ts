/**
 * From a pool in independent runs to its summary: means over runs with their 95 % intervals, times of all runs together.
 * Shares of nothing are 0, but those of keys, which are left out: where no list ever changed, nothing can be said.
 */
import { createHistogram } from '../../core/statistics/histogram.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { quantilesOf } from '../quantiles-of.ts';
import type { HistogramData, KeyMoves, MeanOverRuns, PoolCounts, PoolSummary, RunPool } from '../result.ts';
import { failuresOf } from './failures-of.ts';
import { goodputOf } from './goodput-of.ts';

/** `seconds`: the measured period of each run. */
export function summarizePool(runs: readonly RunPool[], seconds: readonly number[]): PoolSummary {
  const over = (of: (run: RunPool, i: number) => number, most = Infinity): MeanOverRuns =>
    meanOverRuns(runs.map(of), [0, most]);
  const rate = (count: number, i: number): number => (seconds[i] > 0 ? count / seconds[i] : 0);
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
  return {
    goodput: over(({ counts }, i) => rate(goodputOf(counts), i)),
    failures: over(({ counts }, i) => rate(failuresOf(counts), i)),
    retryShare: over(({ counts }) => share(counts.retries, counts.arrived)),
    lateShare: over(({ counts }) => share(counts.late, counts.ok), 1),
    utilization: over(({ utilization }) => utilization, 1),
    readyMean: over(({ readyMean }) => readyMean),
    queueMean: over(({ queueMean }) => queueMean),
    cost: over(({ cost }) => cost),
    serverHours: over(({ serverHours }) => serverHours),
    scalingDecisions: over(({ decisionCount }) => decisionCount),
    ...keysOf(runs),
    counts: meanCounts(runs.map(({ counts }) => counts)),
    wait: quantilesOf(merged(runs.map(({ wait }) => wait))),
    sojourn: quantilesOf(merged(runs.map(({ sojourn }) => sojourn))),
  };
}

function keysOf(runs: readonly RunPool[]): Pick<PoolSummary, 'keysMoved' | 'affinity'> {
  const share = (part: keyof KeyMoves, whole: keyof KeyMoves): MeanOverRuns | undefined => {
    const shares = runs.filter(({ keys }) => keys[whole] > 0).map(({ keys }) => keys[part] / keys[whole]);
    return shares.length === 0 ? undefined : meanOverRuns(shares, [0, 1]);
  };
  const keysMoved = share('moved', 'followed');
  const affinity = share('same', 'repeated');
  return { ...(keysMoved === undefined ? {} : { keysMoved }), ...(affinity === undefined ? {} : { affinity }) };
}

function meanCounts(counts: readonly PoolCounts[]): PoolCounts {
  const mean = (name: keyof PoolCounts): number => counts.reduce((sum, of) => sum + of[name], 0) / counts.length;
  return {
    arrived: mean('arrived'),
    ok: mean('ok'),
    late: mean('late'),
    refused: mean('refused'),
    dropped: mean('dropped'),
    expired: mean('expired'),
    cancelled: mean('cancelled'),
    failed: mean('failed'),
    lost: mean('lost'),
    retries: mean('retries'),
    hedges: mean('hedges'),
    noBackend: mean('noBackend'),
    breakerRefused: mean('breakerRefused'),
    breakerOpened: mean('breakerOpened'),
    ejections: mean('ejections'),
  };
}

function merged(histograms: readonly HistogramData[]) {
  const all = createHistogram();
  for (const histogram of histograms) all.merge(histogram);
  return all;
}
