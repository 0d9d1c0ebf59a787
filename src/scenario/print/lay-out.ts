/** From what is to be written to YAML: collections in brackets where they fit on a line, indented lines where not. */
import { printText } from './print-text.ts';
import type { Entry, Written } from './written.ts';

const WIDTH = 120;
const STEP = '  ';

const inBrackets = (written: Written): string => {
  if (typeof written === 'string') return written;
  if ('fields' in written) {
    return `{${written.fields.map(([key, value]) => `${printText(key)}: ${inBrackets(value)}`).join(', ')}}`;
  }
  const items = 'rows' in written ? written.rows : written;
  return `[${items.map(inBrackets).join(', ')}]`;
};

const hasRows = (written: Written): boolean => {
  if (typeof written === 'string') return false;
  if ('rows' in written) return written.rows.length > 0;
  const below = 'fields' in written ? written.fields.map(([, value]) => value) : written;
  return below.some(hasRows);
};

const linesOf = ([key, value]: Entry, indent: string): string[] => {
  const start = `${indent}${printText(key)}:`;
  if (!hasRows(value)) {
    const line = `${start} ${inBrackets(value)}`;
    if (typeof value === 'string' || line.length <= WIDTH) return [line];
  }
  if (typeof value === 'string') return [];
  return [start, ...linesBelow(value, indent + STEP)];
};

const linesBelow = (written: Exclude<Written, string>, indent: string): string[] => {
  if ('fields' in written) return written.fields.flatMap((entry) => linesOf(entry, indent));
  const items = 'rows' in written ? written.rows : written;
  return items.map((item) => `${indent}- ${inBrackets(item)}`);
};

/** Lines of a mapping at the top of a file. */
export const layOut = (entries: readonly Entry[]): string[] => entries.flatMap((entry) => linesOf(entry, ''));

/** Lines of a part of the file whose own entries each begin a line. */
export const layOutSection = (key: string, value: Exclude<Written, string>): string[] => [
  `${printText(key)}:`,
  ...linesBelow(value, STEP),
];
