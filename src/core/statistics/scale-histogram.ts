/** The same distribution with another number of observations: what a steady state would have added. */
import type { HistogramData } from './histogram.ts';

/** Rounded by cumulative counts, so that they add up to `count` and no bucket is off by more than one. */
export function scaleHistogram(data: HistogramData, count: number): HistogramData {
  if (data.count === 0 || count <= 0) return { count: 0, sum: 0, max: 0, buckets: [] };
  const buckets: [number, number][] = [];
  let seen = 0;
  let given = 0;
  for (const [bucket, n] of data.buckets) {
    seen += n;
    const upTo = Math.round((seen / data.count) * count);
    if (upTo > given) buckets.push([bucket, upTo - given]);
    given = upTo;
  }
  return { count, sum: (data.sum / data.count) * count, max: data.max, buckets };
}
