/**
 * Finished runs of a comparison on disk, one JSON line each behind a header line, appended as they finish: what was finished
 * survives a kill. A variant is known by the values that make it, so the runs serve any later grid of the same file that
 * has it, with more seeds, values or metrics.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { writeParts } from '../write-parts.ts';
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
  writeParts(file, textOf(header, lines));
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

function* textOf(header: string, lines: readonly Line[]): Generator<string> {
  yield `${header}\n`;
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
}

/** Those that were written whole; none if the file is of something else. */
function readLines(file: string, header: string): Line[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return [];
  }
  // Line by line: the whole may be longer than a string can be.
  const lines: Line[] = [];
  let start = 0;
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
    const text = bytes.toString('utf8', start, end);
    if (start === 0) {
      if (text !== header) return [];
    } else {
      try {
        lines.push(JSON.parse(text) as Line);
      } catch {
        // Cut off by a kill and written over since.
      }
    }
    start = end + 1;
  }
  return lines;
}

const LINE_FEED = 10;
