/** Offsets to lines and columns, by binary search in a source's line index. */
import type { SourceText } from './source-text.ts';

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** The position of `offset`, which is clamped to the text. */
export const positionAt = (source: SourceText, offset: number): Position => {
  const target = Math.max(0, Math.min(offset, source.text.length));
  const starts = source.lineStarts;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle] <= target) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: target - starts[low] + 1 };
};

/** The text of a line (from 1), without its line break. */
export const lineText = (source: SourceText, line: number): string => {
  const start = source.lineStarts[line - 1];
  const end = source.lineStarts[line] ?? source.text.length;
  return source.text.slice(start, end).replace(/[\r\n]+$/, '');
};
