/** Rows of cells as lines of aligned columns. */
export type Alignment = 'left' | 'right';

const SEPARATOR = '  ';

/** Widths are counted in code points; the last column is not padded. */
export function align(rows: readonly (readonly string[])[], alignments: readonly Alignment[]): string[] {
  const widths = alignments.map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, [...(row[column] ?? '')].length), 0),
  );
  return rows.map((row) =>
    alignments
      .map((alignment, column) => {
        const cell = row[column] ?? '';
        const padding = ' '.repeat(widths[column] - [...cell].length);
        return alignment === 'left' ? cell + padding : padding + cell;
      })
      .join(SEPARATOR)
      .trimEnd(),
  );
}
