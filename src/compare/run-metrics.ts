/**
 * The figures of one run that can be set against those of another, by the names of `measure/metrics.ts`. Left out is what
 * says nothing about a single run (its confidence intervals), what is there by another name (`availability.time.mean`),
 * and what is infinite when all is well (`nines`): its mean over seeds would be infinite, or a mean of the bad ones.
 */
import { metricsOf } from '../measure/metrics.ts';
import type { RunResult } from '../measure/result.ts';
import { summarize } from '../measure/summarize.ts';

const LEFT_OUT = /\.(ci95\.lo|ci95\.hi|nines|relativeError)$/;
const LEFT_OUT_MEAN = /^availability\.\w+\.mean$/;

/** Finite. What the run has no figure for is absent: quantiles of failovers that never were, say. */
export function runMetrics(run: RunResult): Record<string, number> {
  const all = metricsOf(summarize([run]));
  const metrics: Record<string, number> = {};
  for (const [name, value] of all) {
    if (!Number.isFinite(value) || isLeftOut(name)) continue;
    if (name.startsWith('failover.') && name !== 'failover.count' && run.failovers.length === 0) continue;
    metrics[name] = value;
  }
  return metrics;
}

/** By its name, whatever the run: there is no comparing by it. */
export const isLeftOut = (name: string): boolean => LEFT_OUT.test(name) || LEFT_OUT_MEAN.test(name);
