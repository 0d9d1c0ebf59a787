import { confidenceInterval } from '../core/statistics/confidence-interval.ts';
import type { MeanOverRuns } from './result.ts';

/** Of one value a run; `bounds` are those of the quantity, to which the interval is clipped. At least one value. */
export function meanOverRuns(
  values: readonly number[],
  bounds: readonly [number, number] = [0, Infinity],
): MeanOverRuns {
  const { mean, ci95 } = confidenceInterval(values);
  if (values.length < 2) return { mean, ci95: null };
  return { mean, ci95: [Math.max(bounds[0], ci95[0]), Math.min(bounds[1], ci95[1])] };
}
