/** Recorded arrivals from the CSV file that a client names. */
import { parseDuration } from '../../core/units/parse-duration.ts';
import { parseRate } from '../../core/units/parse-rate.ts';
import type { ArrivalSpec } from '../../workload/client.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ScalarNode } from '../yaml/tree.ts';
import { isSafePath } from './is-safe-path.ts';
import type { CsvColumn, CsvRow } from './read-csv.ts';
import { readCsv } from './read-csv.ts';
import type { ReadFile } from './scenario-source.ts';

const isBare = (text: string): boolean => /^[\d._eE+-]+$/.test(text);

const TIME: CsvColumn = {
  what: 'a time in seconds or with a unit',
  parse: (text) => parseDuration(isBare(text) ? `${text}s` : text),
};

const RATE: CsvColumn = {
  what: 'a rate per second or with a unit',
  parse: (text) => parseRate(isBare(text) ? `${text}/s` : text),
};

/** Reports the first row that is earlier than the one before it. */
const checkOrder = (rows: readonly CsvRow[], reporter: Reporter): boolean => {
  for (let index = 1; index < rows.length; index++) {
    const [before, row] = [rows[index - 1], rows[index]];
    if (row.values[0] < before.values[0]) {
      reporter.report(row.span, messages.csvOrder(before.line));
      return false;
    }
  }
  return true;
};

/** Undefined after reporting what is wrong, with line and column in the CSV file where it has one. */
export const readArrivals = (
  kind: 'timestamps' | 'rates',
  file: ScalarNode,
  readFile: ReadFile | undefined,
  reporter: Reporter,
): ArrivalSpec | undefined => {
  const path = file.text;
  if (!isSafePath(path)) {
    reporter.report(file, messages.unsafePath(path));
    return undefined;
  }
  const read = readFile?.(path) ?? { ok: false, message: 'there are no files here' };
  if (!read.ok) {
    reporter.report(file, messages.unreadableFile(path, read.message));
    return undefined;
  }
  const rows = readCsv(path, read.text, kind === 'rates' ? [TIME, RATE] : [TIME], reporter);
  if (rows === undefined || !checkOrder(rows, reporter)) return undefined;
  return kind === 'timestamps'
    ? { kind, times: rows.map(({ values }) => values[0]), source: path }
    : { kind, steps: rows.map(({ values: [at, rate] }) => ({ at, rate })), source: path };
};
