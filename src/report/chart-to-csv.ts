/**
 * A chart's rows as CSV (RFC 4180): CRLF, a header, quotes around what needs them. Text that a spreadsheet would take
 * for a formula (it begins with `=`, `+`, `-`, `@`, tab or carriage return) gets a leading apostrophe, as OWASP advises
 * against CSV injection; numbers stay numbers.
 */
import type { Cell, Chart } from './chart.ts';

const FORMULA = /^[=+\-@\t\r]/;

function toField(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Missing values are empty fields. */
export function chartToCsv(chart: Pick<Chart, 'columns' | 'rows'>): string {
  const lines = [chart.columns.join(',')];
  for (const row of chart.rows) lines.push(chart.columns.map((column) => toField(row[column])).join(','));
  return `${lines.join('\r\n')}\r\n`;
}
