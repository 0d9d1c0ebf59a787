/** Plain statistics of plain samples. */
import type { Measured } from './check.ts';

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The smallest value that at least a share `p` of the sorted sample does not exceed. */
export const quantile = (sorted: readonly number[], p: number): number => sorted[Math.ceil(p * sorted.length) - 1];

/** Mean of independent runs with its standard error. */
export function estimate(runs: readonly number[]): Measured {
  const value = mean(runs);
  const squares = runs.reduce((sum, run) => sum + (run - value) * (run - value), 0);
  return { value, standardError: Math.sqrt(squares / (runs.length - 1) / runs.length) };
}
