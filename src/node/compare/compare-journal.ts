/**
 * Finished runs of a comparison on disk, one JSON line each behind a header line, appended as they finish: what was finished
 * survives a kill. A variant is known by the values that make it, so the runs serve any later grid of the same file that
 * has it, with more seeds, values or metrics.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { writeFileWhole } from '../write-file.ts';
import type { TimedComparedRun } from './compare-all.ts';

/** Runs belong together when all of this is the same. */
export interface CompareJournalKey {
  readonly version: string;
  readonly sha256: string;
  /** Command-line options that change what is simulated, but for what is varied. */
  readonly settings: string;
}

export interface CompareJournal {
  /** Runs found there already, of the variants asked for. */
  readonly known: readonly TimedComparedRun[];
  append(run: TimedComparedRun): void;
}

interface Line {
  readonly variant: string;
  readonly seed: number;
  readonly wallSeconds: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/**
 * Starts a new journal, or with `resume` takes up the one that is there if its key fits. `variants`: what tells each from
 * the others, by its number.
 */
export function openCompareJournal(
  file: string,
  key: CompareJournalKey,
  variants: readonly string[],
  resume: boolean,
): CompareJournal {
  const header = JSON.stringify({ fivenines: 'compare', ...key });
  const lines = resume ? readLines(file, header) : [];
  writeFileWhole(file, `${[header, ...lines.map((line) => JSON.stringify(line))].join('\n')}\n`);
  const numbers = new Map(variants.map((variant, number) => [variant, number]));
  const known = new Map<string, TimedComparedRun>();
  for (const { variant, ...run } of lines) {
    const number = numbers.get(variant);
    if (number !== undefined) known.set(`${number} ${run.seed}`, { ...run, variant: number });
  }
  return {
    known: [...known.values()],
    append: ({ variant, seed, wallSeconds, metrics }) =>
      appendFileSync(file, `${JSON.stringify({ variant: variants[variant], seed, wallSeconds, metrics })}\n`),
  };
}

/** Those that were written whole; none if the file is of something else. */
function readLines(file: string, header: string): Line[] {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
  if (lines[0] !== header) return [];
  return lines.slice(1).flatMap((line) => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      // The last line may have been cut off by the kill.
      return [];
    }
  });
}
