/** Reads a history from a file or standard input, with everything that is wrong with it. */
import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { Problem } from '../scenario/problems/problem.ts';
import { detectFormat, type HistoryFormat, parseHistory } from '../verify/history/history-formats.ts';
import type { HistoryProblem } from '../verify/history/history-problem.ts';
import type { Operation } from '../verify/history/operation.ts';
import { pairOperations } from '../verify/history/pair-operations.ts';
import type { Model } from '../verify/linearizability/model.ts';
import { operationFaults } from '../verify/linearizability/operation-faults.ts';
import { explain, STANDARD_INPUT } from './load-scenario.ts';

/** Its text and its operations have to fit into memory together. */
export const HISTORY_BYTES_MAX = 256 * 1024 * 1024;

export type LoadedHistory =
  | { readonly ok: true; readonly format: HistoryFormat; readonly operations: readonly Operation[] }
  | { readonly ok: false; readonly unreadable: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `format`: told from the content if it is undefined. */
export function readHistory(file: string, format: HistoryFormat | undefined, model: Model): LoadedHistory {
  const unreadable = (reason: string): LoadedHistory => ({ ok: false, unreadable: `${file}: ${reason}` });
  let bytes: Buffer;
  try {
    if (file !== STANDARD_INPUT && statSync(file).size > HISTORY_BYTES_MAX) return unreadable(TOO_LARGE);
    bytes = readFileSync(file === STANDARD_INPUT ? 0 : file);
  } catch (error) {
    return unreadable(explain(error));
  }
  if (bytes.length > HISTORY_BYTES_MAX) return unreadable(TOO_LARGE);
  if (!isUtf8(bytes) || bytes.includes(0)) return unreadable('is not a text file in UTF-8');
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const found = format ?? detectFormat(text);
  const parsed = parseHistory(text, found);
  if (parsed.problems.length > 0) return { ok: false, problems: placed(parsed.problems, file, text) };
  if (parsed.events.length === 0) return unreadable(`holds no operation (read as ${found})`);
  const { operations, problems } = pairOperations(parsed.events);
  const faults = problems.length > 0 ? problems : operationFaults(operations, model);
  if (faults.length > 0) return { ok: false, problems: placed(faults, file, text) };
  return { ok: true, format: found, operations };
}

const TOO_LARGE = `is larger than ${HISTORY_BYTES_MAX / 1024 / 1024} MiB, the most that is read`;

/** With the line that each is about. */
function placed(problems: readonly HistoryProblem[], file: string, text: string): Problem[] {
  const wanted = new Set(problems.map(({ line }) => line));
  const lines = new Map<number, string>();
  let start = 0;
  for (let number = 1; start <= text.length && lines.size < wanted.size; number++) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    if (wanted.has(number)) lines.set(number, text.slice(start, end).replace(/\r$/, ''));
    start = end + 1;
  }
  return problems.map((problem) => {
    const sourceLine = lines.get(problem.line) ?? '';
    // A problem about a line as a whole marks all of it.
    const whole = problem.column === 1 && problem.length === 1;
    return {
      ...problem,
      code: 'bad-file',
      file,
      sourceLine,
      length: whole ? Math.max(1, sourceLine.length) : problem.length,
    };
  });
}
