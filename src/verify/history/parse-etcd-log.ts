/**
 * The log of a Jepsen test, as in the etcd histories that many checkers are tested with (github.com/ahorn/
 * linearizability-checker, jepsen/): `INFO  jepsen.util - 0 :invoke :cas [1 2]`. Lines of other loggers are passed over.
 * One register. `:fail :cas [a b]` says that the register did not hold `a`.
 */
import { ednValue } from './edn-value.ts';
import { EVENT_TYPES, type HistoryEvent, MISMATCH } from './history-event.ts';
import { type HistoryProblem, PROBLEMS_MAX } from './history-problem.ts';
import type { HistoryValue } from './history-value.ts';
import { type Line, linesOf } from './lines-of.ts';
import { EVENTS_MAX, LINE_LENGTH_MAX, type ParsedHistory, TOO_MANY_EVENTS } from './parsed-history.ts';
import { type ReadEvent, readEvent } from './read-event.ts';

const LOGGER = /^\s*INFO\s+jepsen\.util\s+-\s+/;
const OPERATION = new RegExp(`^(:?[\\w-]+)\\s+:(${EVENT_TYPES.join('|')})\\s+:([\\w-]+)(?:\\s+(.*))?$`);

export function parseEtcdLog(text: string): ParsedHistory {
  const events: HistoryEvent[] = [];
  const problems: HistoryProblem[] = [];
  let ignored = 0;
  for (const line of linesOf(text)) {
    const prefix = line.text.length > LINE_LENGTH_MAX ? null : LOGGER.exec(line.text);
    if (prefix === null) continue;
    const read = readOperation(line, line.text.slice(prefix[0].length).trim());
    if ('event' in read) events.push(read.event);
    else if ('ignored' in read) ignored++;
    else problems.push(place(line, prefix[0].length, read.fault));
    if (events.length > EVENTS_MAX) problems.push(place(line, 0, { message: TOO_MANY_EVENTS }));
    if (problems.length >= PROBLEMS_MAX || events.length > EVENTS_MAX) break;
  }
  return { events, problems, ignored };
}

function readOperation({ number }: Line, text: string): ReadEvent {
  const match = OPERATION.exec(text);
  if (match === null) {
    return { fault: { message: 'this is no operation', expected: 'such as 0 :invoke :read nil' } };
  }
  const [, process, type, f, rest = 'nil'] = match;
  let value: HistoryValue;
  try {
    value = ednValue(rest);
  } catch {
    return { fault: { message: 'the value is not EDN' } };
  }
  const failed = type === 'fail' || type === 'info';
  const reason = !failed
    ? undefined
    : typeof value === 'string'
      ? value
      : f === 'cas' && type === 'fail'
        ? MISMATCH
        : undefined;
  return readEvent({ process: /^\d+$/.test(process) ? Number(process) : process, type, f, value, reason }, number);
}

const place = ({ number, text }: Line, at: number, fault: { message: string; expected?: string }): HistoryProblem => ({
  message: fault.message,
  expected: fault.expected,
  line: number,
  column: at + 1,
  length: Math.max(1, text.trimEnd().length - at),
});
