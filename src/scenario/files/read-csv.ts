/**
 * Rows of plain quantities from a CSV file: comma-separated, an optional header, `#` comments, blank lines skipped. Fields
 * may stand in quotes, but have no commas or line breaks within.
 */
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import { lineText } from '../source/position.ts';
import type { SourceText, Span } from '../source/source-text.ts';
import { sourceText } from '../source/source-text.ts';
import { startOf } from '../yaml/tree.ts';

export const CSV_LIMITS = {
  /** UTF-16 code units. */
  length: 64 * 1_048_576,
  rows: 2_000_000,
  /** Problems reported: a wrong file is usually wrong all over. */
  problems: 10,
} as const;

export interface CsvColumn {
  /** `time in seconds or with a unit`. */
  readonly what: string;
  parse(text: string): { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string };
}

export interface CsvRow {
  readonly values: readonly number[];
  readonly line: number;
  /** Of the first field. */
  readonly span: Span;
}

interface Field {
  readonly text: string;
  readonly span: Span;
}

const splitFields = (source: SourceText, line: number): Field[] => {
  const text = lineText(source, line);
  let start = source.lineStarts[line - 1];
  return text.split(',').map((raw) => {
    const leading = raw.length - raw.trimStart().length;
    const trimmed = raw.trim();
    const span = { source, start: start + leading, end: start + leading + Math.max(1, trimmed.length) };
    start += raw.length + 1;
    return { text: /^"[^"]*"$/.test(trimmed) ? trimmed.slice(1, -1).trim() : trimmed, span };
  });
};

const isSkipped = (fields: readonly Field[]): boolean =>
  fields[0].text.startsWith('#') || (fields.length === 1 && fields[0].text === '');

/** A header has no digits to start with. */
const isHeader = (fields: readonly Field[]): boolean => fields.every(({ text }) => /^[^\d+-.]/.test(text));

/** All rows, or undefined after reporting what is wrong. `name` is the file, for messages. */
export const readCsv = (
  name: string,
  text: string,
  columns: readonly CsvColumn[],
  reporter: Reporter,
): readonly CsvRow[] | undefined => {
  const expected = `${columns.length === 1 ? 'one column' : `${columns.length} columns`}: ${columns.map(({ what }) => what).join('; ')}`;
  if (text.length > CSV_LIMITS.length) {
    reporter.report(startOf(sourceText(name, '')), messages.csvTooLarge(CSV_LIMITS.length));
    return undefined;
  }
  const source = sourceText(name, text.replace(/^\uFEFF/, ''));
  const rows: CsvRow[] = [];
  let problems = 0;
  let headerAllowed = true;
  for (let line = 1; line <= source.lineStarts.length && problems < CSV_LIMITS.problems; line++) {
    const fields = splitFields(source, line);
    if (isSkipped(fields)) continue;
    const header = headerAllowed && isHeader(fields);
    headerAllowed = false;
    if (header) continue;
    const [{ span }] = fields;
    if (fields.length !== columns.length) {
      problems++;
      const whole = { ...span, end: fields[fields.length - 1].span.end };
      reporter.report(whole, messages.csvColumns(fields.length, expected));
      continue;
    }
    const values = fields.map((field, index) => {
      const parsed = columns[index].parse(field.text);
      if (parsed.ok) return parsed.value;
      problems++;
      reporter.report(field.span, messages.csvValue(parsed.message));
      return Number.NaN;
    });
    rows.push({ values, line, span });
    if (rows.length > CSV_LIMITS.rows) {
      reporter.report(span, messages.csvTooManyRows(CSV_LIMITS.rows));
      return undefined;
    }
  }
  if (rows.length === 0 && problems === 0) reporter.report(startOf(source), messages.csvEmpty(expected));
  return rows.length > 0 && problems === 0 ? rows : undefined;
};
