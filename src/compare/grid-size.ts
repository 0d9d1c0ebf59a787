/** Is a grid of a size that can be run, kept and ranked? Asked before anything is multiplied out. */
import { messages } from './messages.ts';

/** Each is a scenario of its own in memory. */
const VARIANTS_MAX = 2_000;
/** Each keeps some hundred figures in memory. */
const GRID_RUNS_MAX = 200_000;
/** Held against each other for each metric asked for. */
const PAIRS_MAX = 200_000;

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
  if (variants > VARIANTS_MAX) return messages.tooManyVariants(variants, runs, VARIANTS_MAX);
  if (runs > GRID_RUNS_MAX) return messages.tooManyRuns(variants, runs, GRID_RUNS_MAX);
  if (pairs > PAIRS_MAX) return messages.tooManyPairs(variants, pairs, PAIRS_MAX);
  return undefined;
}
