/**
 * All runs of a comparison and what they come to. With a wanted width, seeds are added until the intervals of all variants
 * are as narrow: see `compare/sequential.ts`.
 */
import { assembleComparison, type ComparisonContext } from '../../compare/assemble-comparison.ts';
import type { Comparison } from '../../compare/comparison.ts';
import { nextLook, SEEDS_FIRST } from '../../compare/sequential.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type CompareAllOptions, compareAll, type TimedComparedRun } from './compare-all.ts';
import type { CompareJournal } from './compare-journal.ts';

export interface RunComparisonOptions extends Omit<CompareAllOptions, 'scenarios' | 'seeds' | 'known' | 'onRun'> {
  /** By variant; they have `seed` and `runs` in common. */
  readonly scenarios: readonly Scenario[];
  readonly context: Omit<ComparisonContext, 'interrupted'>;
  readonly journal: CompareJournal;
  /** Before each look, with the number of runs that it needs in all. */
  readonly onLook?: (runs: number) => void;
}

export interface RanComparison {
  /** undefined when not a single run was finished. */
  readonly comparison: Comparison | undefined;
  /** Finished, and needed for the last look. */
  readonly finished: number;
  readonly needed: number;
}

export async function runComparison(options: RunComparisonOptions): Promise<RanComparison> {
  const { scenarios, context, journal, onLook, ...how } = options;
  const { until } = context;
  const [{ seed: first, runs: atLeast }] = scenarios;
  let known: readonly TimedComparedRun[] = journal.known;
  let seeds = until === undefined ? atLeast : Math.min(until.most, Math.max(SEEDS_FIRST, atLeast));
  for (;;) {
    const needed = seeds * scenarios.length;
    onLook?.(needed);
    const { runs, interrupted } = await compareAll({
      ...how,
      scenarios,
      seeds: Array.from({ length: seeds }, (_, i) => first + i),
      known,
      onRun: journal.append,
    });
    const finished = runs.length;
    if (finished === 0) return { comparison: undefined, finished, needed };
    const comparison = assembleComparison(runs, { ...context, interrupted });
    const enough = until === undefined || comparison.until?.reached === true || seeds >= until.most;
    if (enough || interrupted || !isMeasured(comparison, until.metric)) return { comparison, finished, needed };
    // What an earlier call had run beyond this look serves the next one.
    const made = new Set(runs.map(({ variant, seed }) => `${variant} ${seed}`));
    known = [...runs, ...journal.known.filter(({ variant, seed }) => !made.has(`${variant} ${seed}`))];
    seeds = nextLook(seeds, until.most);
  }
}

/** In any run of any variant: what ten seeds do not have once, such as availability by time without a probe, no seed has. */
function isMeasured({ metrics, values }: Comparison, metric: string): boolean {
  const at = metrics.findIndex(({ name }) => name === metric);
  return values.some((ofVariant) => ofVariant.some((ofRun) => ofRun[at] !== null));
}
