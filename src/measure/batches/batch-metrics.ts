/** The figures of a batch cluster by name (`batches.<service>.<name>`), over runs. */
import { type MetricMeaning, means } from '../metric-meaning.ts';
import type { BatchSummary } from '../result.ts';

/**
 * Every name that a batch cluster has; further `wait.<class>.<quantile>`, `response.<class>.<quantile>` and
 * `dominantShare.<user>`.
 */
export const BATCH_METRICS = {
  submitted: means('count', 'neither'),
  finished: means('count', 'higher'),
  failed: means('count', 'lower'),
  late: means('count', 'lower'),
  preemptions: means('count', 'lower'),
  copies: means('count', 'neither'),
  taskFailures: means('count', 'lower'),
  cores: means('share', 'neither'),
  memory: means('share', 'neither'),
  wasted: means('share', 'lower'),
  fairness: means('number', 'higher'),
} as const satisfies Readonly<Record<string, MetricMeaning>>;

/** Those that this cluster has: no quantiles of classes of which no job started or ended. */
export function batchMetrics(batch: BatchSummary): Map<string, number> {
  const metrics = new Map<string, number>();
  for (const name of Object.keys(BATCH_METRICS) as (keyof typeof BATCH_METRICS)[]) metrics.set(name, batch[name].mean);
  for (const [user, share] of Object.entries(batch.dominantShare)) metrics.set(`dominantShare.${user}`, share);
  for (const time of ['wait', 'response'] as const) {
    for (const [jobClass, quantiles] of Object.entries(batch[time])) {
      if (quantiles.count === 0) metrics.set(`${time}.${jobClass}.count`, 0);
      else for (const [name, value] of Object.entries(quantiles)) metrics.set(`${time}.${jobClass}.${name}`, value);
    }
  }
  return metrics;
}
