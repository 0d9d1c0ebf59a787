/**
 * Histories drawn as text, one operation a line: `|---| write 1`, call and return where the bar begins and ends; `|--->`
 * has an unknown outcome. The operation is `f arguments -> result`, all but `f` in JSON.
 */
import type { HistoryValue } from '../../../src/verify/history/history-value.ts';
import type { Operation } from '../../../src/verify/history/operation.ts';

const LINE = /^(\s*)\|(-*)([|>!]) +(\w+)(?: +(?:(\w+):)?(.*?))?(?: *-> *(.*))?$/;

/** `!` at the end of a bar: it failed with a mismatch. */
export function history(drawing: string): Operation[] {
  const lines = drawing.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, process) => {
    const match = LINE.exec(line);
    if (match === null) throw new Error(`not an operation: ${line}`);
    const [, indent, bar, stop, f, key, value, result] = match;
    const parse = (text: string | undefined): HistoryValue =>
      text === undefined || text === '' ? null : JSON.parse(text);
    const call = indent.length * 100 + process;
    const known = stop !== '>';
    return {
      process,
      f,
      key,
      value: parse(value),
      result: stop === '|' ? parse(result) : undefined,
      outcome: stop === '|' ? 'ok' : stop === '!' ? 'fail' : 'info',
      reason: stop === '!' ? 'cas-mismatch' : undefined,
      call,
      return: known ? (indent.length + 1 + bar.length) * 100 + process : Number.POSITIVE_INFINITY,
    };
  });
}
