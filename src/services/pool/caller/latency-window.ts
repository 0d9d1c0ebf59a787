/**
 * A quantile of the latencies that an instance has seen of late: exact over the last 512, brought up to date every 64.
 *
 * Whoever is given up counts with the time that it had been given. It would have taken longer, and what counts of it is
 * that it is above the quantile; leaving it out would make hedging lower its own threshold.
 */
import type { Micros } from '../../../core/time.ts';

export interface LatencyWindow {
  readonly quantile: number;
  readonly latencies: Float64Array;
  readonly sorted: Float64Array;
  /** Seen so far. */
  count: number;
  /** Infinity before the first 64. */
  value: Micros;
}

const WINDOW = 512;
const REFRESH = 64;

/** `quantile` in 0..1. */
export const createLatencyWindow = (quantile: number): LatencyWindow => ({
  quantile,
  latencies: new Float64Array(WINDOW),
  sorted: new Float64Array(WINDOW),
  count: 0,
  value: Number.POSITIVE_INFINITY,
});

export function see(window: LatencyWindow, latency: Micros): void {
  const { latencies, sorted } = window;
  latencies[window.count % WINDOW] = latency;
  window.count++;
  if (window.count % REFRESH !== 0) return;
  const size = Math.min(window.count, WINDOW);
  sorted.set(latencies);
  sorted.subarray(0, size).sort();
  window.value = sorted[Math.max(0, Math.ceil(window.quantile * size) - 1)];
}
