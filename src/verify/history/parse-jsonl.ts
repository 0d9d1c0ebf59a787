/**
 * Histories as JSON Lines: `{"process":0,"type":"invoke","f":"read","key":"k","value":null,"time":123}`. Empty lines are
 * passed over, members that are not known are ignored.
 */
import type { HistoryEvent } from './history-event.ts';
import { type HistoryProblem, PROBLEMS_MAX } from './history-problem.ts';
import { type Line, linesOf } from './lines-of.ts';
import { EVENTS_MAX, LINE_LENGTH_MAX, type ParsedHistory, TOO_MANY_EVENTS } from './parsed-history.ts';
import { type EventFault, type Members, type ReadEvent, readEvent } from './read-event.ts';

export function parseJsonl(text: string): ParsedHistory {
  const events: HistoryEvent[] = [];
  const problems: HistoryProblem[] = [];
  let ignored = 0;
  for (const line of linesOf(text)) {
    if (line.text.trim() === '') continue;
    const read = readLine(line);
    if ('event' in read) events.push(read.event);
    else if ('ignored' in read) ignored++;
    else problems.push(place(line, read.fault));
    if (events.length > EVENTS_MAX) problems.push(place(line, { message: TOO_MANY_EVENTS }));
    if (problems.length >= PROBLEMS_MAX || events.length > EVENTS_MAX) break;
  }
  return { events, problems, ignored };
}

interface Fault extends EventFault {
  /** From 1, where it is known. */
  readonly column?: number;
}

function readLine(line: Line): ReadEvent | { readonly fault: Fault } {
  if (line.text.length > LINE_LENGTH_MAX) {
    return { fault: { message: `the line has ${line.text.length} characters; at most ${LINE_LENGTH_MAX} are read` } };
  }
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    // Where it stops being JSON is told by some engines only.
    const position = /position (\d+)/.exec(String(error))?.[1];
    const expected = 'one JSON object on each line';
    return {
      fault: { message: 'this is not JSON', expected, column: position === undefined ? 1 : Number(position) + 1 },
    };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { fault: { message: 'this is no operation', expected: 'an object with process, type, f and value' } };
  }
  // Inherited members, such as those of `Object`, are no members of the line.
  return readEvent(Object.assign(Object.create(null), value) as Members, line.number);
}

function place({ number, text }: Line, fault: Fault): HistoryProblem {
  const { member, column: at, ...sentence } = fault;
  const found = member === undefined ? -1 : text.indexOf(`"${member}"`);
  const column = at ?? (found === -1 ? 1 : found + 1);
  const length = at !== undefined ? 1 : found === -1 ? Math.max(1, text.length) : (member?.length ?? 0) + 2;
  return { ...sentence, line: number, column, length };
}
