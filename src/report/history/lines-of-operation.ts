/** Where an operation stands in its file: `85–86`, or `85` if it never completed; empty if it comes from no file. */
import type { Operation } from '../../verify/history/operation.ts';

export function linesOfOperation({ lines }: Operation): string {
  if (lines === undefined) return '';
  const [invocation, completion] = lines;
  return completion === undefined ? String(invocation) : `${invocation}–${completion}`;
}
