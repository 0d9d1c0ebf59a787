/** The figures of a pool by name (`pools.<service>.<name>`), over runs: means, quantiles of all runs together. */
import { type MetricMeaning, means } from '../metric-meaning.ts';
import { QUANTILE_METRICS } from '../quantile-metrics.ts';
import type { MeanOverRuns, PoolCounts, PoolSummary, Quantiles } from '../result.ts';

const ESTIMATES = {
  goodput: means('per second', 'higher'),
  failures: means('per second', 'lower'),
  retryShare: means('share', 'lower'),
  lateShare: means('share', 'lower'),
  utilization: means('share', 'neither'),
  readyMean: means('number', 'lower'),
  queueMean: means('number', 'lower'),
  cost: means('money', 'lower'),
  serverHours: means('number', 'lower'),
  scalingDecisions: means('count', 'lower'),
  keysMoved: means('share', 'lower'),
  affinity: means('share', 'higher'),
} as const satisfies Readonly<Record<string, MetricMeaning>>;

const COUNTS: Readonly<Record<keyof PoolCounts, MetricMeaning>> = {
  arrived: means('count', 'neither'),
  ok: means('count', 'higher'),
  late: means('count', 'lower'),
  refused: means('count', 'lower'),
  dropped: means('count', 'lower'),
  expired: means('count', 'lower'),
  cancelled: means('count', 'lower'),
  failed: means('count', 'lower'),
  lost: means('count', 'lower'),
  retries: means('count', 'lower'),
  hedges: means('count', 'lower'),
  noBackend: means('count', 'lower'),
  breakerRefused: means('count', 'lower'),
  breakerOpened: means('count', 'lower'),
  ejections: means('count', 'neither'),
};

const TIMES = ['wait', 'sojourn'] as const;

/** Every name that a pool may have, and what it means. */
export const POOL_METRICS: Readonly<Record<string, MetricMeaning>> = {
  ...ESTIMATES,
  ...COUNTS,
  ...Object.fromEntries(
    TIMES.flatMap((time) => Object.entries(QUANTILE_METRICS).map(([name, meaning]) => [`${time}.${name}`, meaning])),
  ),
};

/** Those that this pool has: no quantiles where nothing was answered, no share of keys where no list changed. */
export function poolMetrics(pool: PoolSummary): Map<string, number> {
  const metrics = new Map<string, number>();
  for (const name of Object.keys(ESTIMATES) as (keyof typeof ESTIMATES)[]) {
    const value: MeanOverRuns | undefined = pool[name];
    if (value !== undefined) metrics.set(name, value.mean);
  }
  for (const name of Object.keys(COUNTS) as (keyof PoolCounts)[]) metrics.set(name, pool.counts[name]);
  for (const time of TIMES) addQuantiles(metrics, time, pool[time]);
  return metrics;
}

function addQuantiles(metrics: Map<string, number>, name: string, quantiles: Quantiles): void {
  if (quantiles.count === 0) metrics.set(`${name}.count`, 0);
  else for (const [figure, value] of Object.entries(quantiles)) metrics.set(`${name}.${figure}`, value);
}
