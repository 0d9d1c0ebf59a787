/**
 * Everything measured as tidy CSV (RFC 4180, line feeds; Wickham, "Tidy Data", 2014): a row for each variant, seed and
 * metric, a column for each axis. A figure that a run does not have is an empty field.
 */
import type { Comparison } from './comparison.ts';

/** Yields parts of the text, one a run: whole it may be longer than a string can be. */
export function* valuesToCsv({ axes, variants, seeds, metrics, values }: Comparison): Generator<string> {
  yield `${['variant', ...axes.map(({ label }) => label), 'seed', 'metric', 'value'].map(field).join(',')}\n`;
  for (const [variant, { name, at }] of variants.entries()) {
    const begin = [name, ...at.map((value, axis) => axes[axis].values[value].text)].map(field).join(',');
    for (const [column, seed] of seeds.entries()) {
      let part = '';
      for (const [row, metric] of metrics.entries()) {
        part += `${begin},${seed},${field(metric.name)},${values[variant][column][row] ?? ''}\n`;
      }
      yield part;
    }
  }
}

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
