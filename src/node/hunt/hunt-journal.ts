/**
 * What a hunt has found so far, on disk, one JSON line each behind a header line, written as soon as it is known: a killed
 * process loses no finding, and `--resume` goes on from there.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import type { Finding } from '../../explore/finding.ts';
import { writeFileWhole } from '../write-file.ts';
import type { ShrinkAnswer } from './hunt-task.ts';

/** Hunts belong together when all of this is the same. */
export interface HuntKey {
  readonly version: string;
  readonly protocol: string;
  /** Fixed options, plug-ins and whatever else changes what is drawn. */
  readonly settings: string;
  readonly seed: number;
}

export type HuntRecord =
  /** So many runs are done, and broke properties so often; in seconds of hunting. */
  | {
      readonly type: 'progress';
      readonly runs: number;
      readonly seconds: number;
      readonly failures: Readonly<Record<string, number>>;
    }
  /** To be shrunk. */
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'shrunk'; readonly finding: Finding; readonly answer: ShrinkAnswer };

export interface HuntJournal {
  /** Of an earlier call, in the order written. */
  readonly known: readonly HuntRecord[];
  append(record: HuntRecord): void;
}

/** Starts a new journal, or with `resume` takes up the one that is there if its key fits. */
export function openHuntJournal(file: string, key: HuntKey, resume: boolean): HuntJournal {
  const known = resume ? readRecords(file, key) : [];
  const lines = [headerOf(key), ...known.map((record) => JSON.stringify(record))];
  writeFileWhole(file, `${lines.join('\n')}\n`);
  return { known, append: (record) => appendFileSync(file, `${JSON.stringify(record)}\n`) };
}

const headerOf = (key: HuntKey): string => JSON.stringify({ fivenines: 'hunt', ...key });

function readRecords(file: string, key: HuntKey): HuntRecord[] {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
  if (lines[0] !== headerOf(key)) return [];
  return lines.slice(1).flatMap((line) => {
    try {
      return [JSON.parse(line) as HuntRecord];
    } catch {
      // The last line may have been cut off by the kill.
      return [];
    }
  });
}
