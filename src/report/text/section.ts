/** Parts of the summary in a terminal. */
import { type Alignment, align } from './align.ts';
import type { Paint } from './paint.ts';

/** A heading line and rows, aligned under it. */
export type Section = readonly string[];

/** The first cell of the heading names the section; the first column of the rows is indented. */
export function tableSection(
  paint: Paint,
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): Section {
  const indented = rows.map((row) => [`  ${row[0]}`, ...row.slice(1)]);
  const [first, ...rest] = align([heading, ...indented], alignments);
  const name = heading[0];
  return [paint('bold', name) + paint('dim', first.slice(name.length)), ...rest];
}
