import type { Histogram } from '../core/statistics/histogram.ts';
import type { Quantiles } from './result.ts';

/** Without observations all figures are 0. */
export const quantilesOf = (histogram: Histogram): Quantiles =>
  histogram.count === 0
    ? { count: 0, mean: 0, p50: 0, p90: 0, p99: 0, p999: 0, max: 0 }
    : {
        count: histogram.count,
        mean: histogram.mean,
        p50: histogram.quantile(0.5),
        p90: histogram.quantile(0.9),
        p99: histogram.quantile(0.99),
        p999: histogram.quantile(0.999),
        max: histogram.max,
      };
