/**
 * Finished runs on disk, one JSON line each behind a header line, appended as they finish: what was finished survives
 * a kill, and `--resume` goes on from there.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import type { TimedRun } from './run-task.ts';
import { writeFileWhole } from './write-file.ts';

/** Runs belong together when all of this is the same. */
export interface JournalKey {
  readonly version: string;
  readonly sha256: string;
  /** Command-line overrides that change what is simulated. */
  readonly settings: string;
  readonly timelineSeed: number;
}

export interface RunJournal {
  /** Runs found there already, by seed. */
  readonly known: ReadonlyMap<number, TimedRun>;
  append(run: TimedRun): void;
}

/** Starts a new journal, or with `resume` takes up the one that is there if its key fits. */
export function openJournal(file: string, key: JournalKey, resume: boolean): RunJournal {
  const known = resume ? readJournal(file, key) : new Map<number, TimedRun>();
  const lines = [
    JSON.stringify({ fivenines: 'runs', ...key }),
    ...[...known.values()].map((run) => JSON.stringify(run)),
  ];
  writeFileWhole(file, `${lines.join('\n')}\n`);
  return { known, append: (run) => appendFileSync(file, `${JSON.stringify(run)}\n`) };
}

function readJournal(file: string, key: JournalKey): Map<number, TimedRun> {
  const known = new Map<number, TimedRun>();
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return known;
  }
  if (lines[0] !== JSON.stringify({ fivenines: 'runs', ...key })) return known;
  for (const line of lines.slice(1)) {
    try {
      const run = JSON.parse(line) as TimedRun;
      known.set(run.result.seed, run);
    } catch {
      // The last line may have been cut off by the kill.
    }
  }
  return known;
}
