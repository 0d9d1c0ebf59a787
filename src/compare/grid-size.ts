/** Is a grid of a size that can be run, kept and ranked? Asked before anything is multiplied out. */
import { COMPARE_LIMITS } from '../scenario/compare-limits.ts';
import { messages } from './messages.ts';

/** Held against each other for each metric asked for: some seconds. */
const PAIRS_MAX = 50_000;

export interface GridSize {
  readonly variants: number;
  readonly runs: number;
  /** Compared by each metric. */
  readonly pairs: number;
}

/** `sizes`: how many values each axis has. */
export function gridSize(sizes: readonly number[], seeds: number): GridSize {
  const variants = sizes.reduce((product, size) => product * size, 1);
  const pairs = sizes.reduce((sum, size) => sum + (variants * (size - 1)) / 2, 0);
  return { variants, runs: variants * seeds, pairs };
}

/** What is absurd about it; undefined if nothing is. */
export function tooLarge({ variants, runs, pairs }: GridSize): string | undefined {
  const { variants: variantsMax, runs: runsMax } = COMPARE_LIMITS;
  if (variants > variantsMax) return messages.tooManyVariants(variants, runs, variantsMax);
  if (runs > runsMax) return messages.tooManyRuns(variants, runs, runsMax);
  if (pairs > PAIRS_MAX) return messages.tooManyPairs(variants, pairs, PAIRS_MAX);
  return undefined;
}
