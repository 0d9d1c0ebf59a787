/** A problem as text for people: where, what, the line with a caret, what was expected, the nearest valid name. */
import type { Problem } from './problem.ts';

/** Columns of a quoted line that are shown; longer lines are cut around the mark. */
const WIDTH = 110;

const paint = (on: boolean, code: string, text: string): string => (on ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Control and bidirectional characters would move the cursor or reorder the line: a scenario is untrusted. */
const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => (character === '\t' ? ' ' : '\u00b7'));

const quote = (problem: Problem): { readonly line: string; readonly indent: number; readonly length: number } => {
  const at = problem.column - 1;
  const from = problem.sourceLine.length <= WIDTH ? 0 : Math.max(0, at - Math.floor(WIDTH / 2));
  const to = Math.min(problem.sourceLine.length, from + WIDTH);
  const before = from > 0 ? '…' : '';
  const after = to < problem.sourceLine.length ? '…' : '';
  const line = before + harmless(problem.sourceLine.slice(from, to)) + after;
  return { line, indent: at - from + before.length, length: Math.max(1, Math.min(problem.length, to - at)) };
};

/** `file:line:column: message`, the quoted line, a caret under the mark, then the help there is. No trailing newline. */
export const formatProblem = (problem: Problem, options: { readonly color: boolean }): string => {
  const { color } = options;
  const place = `${harmless(problem.file)}:${problem.line}:${problem.column}:`;
  const { line, indent, length } = quote(problem);
  const gutter = String(problem.line);
  const margin = ' '.repeat(gutter.length);
  const rule = paint(color, '2', '|');
  const lines = [`${paint(color, '1', place)} ${paint(color, '31', harmless(problem.message))}`];
  lines.push(` ${paint(color, '2', gutter)} ${rule} ${line}`.trimEnd());
  lines.push(` ${margin} ${rule} ${' '.repeat(indent)}${paint(color, '31', '^'.repeat(length))}`);
  if (problem.expected !== undefined) lines.push(` ${margin} = expected ${harmless(problem.expected)}`);
  if (problem.suggestion !== undefined) lines.push(` ${margin} = did you mean ${harmless(problem.suggestion)}?`);
  return lines.join('\n');
};
