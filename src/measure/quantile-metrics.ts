/** The figures of times in a summary (`Quantiles`), in seconds but for their number. */
import { type MetricMeaning, means } from './metric-meaning.ts';

export const QUANTILE_METRICS = {
  count: means('count', 'neither'),
  mean: means('seconds', 'lower'),
  p50: means('seconds', 'lower'),
  p90: means('seconds', 'lower'),
  p99: means('seconds', 'lower'),
  p999: means('seconds', 'lower'),
  max: means('seconds', 'lower'),
} as const satisfies Readonly<Record<string, MetricMeaning>>;
