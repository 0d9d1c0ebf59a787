/**
 * Jepsen's histories in EDN: one map a line, or a vector of maps; records (`#jepsen.history.Op{…}`) are maps too.
 * Operations of `jepsen.independent` carry their key in the value, as `[key value]`; see untuple.ts.
 */
import { type EdnForm, ednForms } from './edn-forms.ts';
import { ednValue } from './edn-value.ts';
import type { HistoryEvent } from './history-event.ts';
import { type HistoryProblem, PROBLEMS_MAX } from './history-problem.ts';
import { isList } from './history-value.ts';
import { EVENTS_MAX, LINE_LENGTH_MAX, type ParsedHistory, TOO_MANY_EVENTS } from './parsed-history.ts';
import { type EventFault, type Members, type ReadEvent, readEvent } from './read-event.ts';
import { untuple } from './untuple.ts';

export function parseEdn(text: string): ParsedHistory {
  const events: HistoryEvent[] = [];
  const problems: HistoryProblem[] = [];
  let ignored = 0;
  const unreadable = ednForms(text, (form) => {
    const read = readForm(form);
    if ('event' in read) events.push(read.event);
    else if ('ignored' in read) ignored++;
    else problems.push(place(form, read.fault));
    if (events.length > EVENTS_MAX) problems.push(place(form, { message: TOO_MANY_EVENTS }));
    return problems.length < PROBLEMS_MAX && events.length <= EVENTS_MAX;
  });
  if (unreadable !== undefined) problems.push({ ...unreadable, length: 1 });
  return { events: untuple(events), problems, ignored };
}

function readForm({ text, line }: EdnForm): ReadEvent {
  if (text.length > LINE_LENGTH_MAX) {
    return { fault: { message: `the operation has ${text.length} characters; at most ${LINE_LENGTH_MAX} are read` } };
  }
  let value: ReturnType<typeof ednValue>;
  try {
    value = ednValue(text);
  } catch {
    return { fault: { message: 'this is not EDN' } };
  }
  if (typeof value !== 'object' || value === null || isList(value)) {
    return { fault: { message: 'this is no operation', expected: 'a map with :process, :type, :f and :value' } };
  }
  return readEvent(value as Members, line);
}

function place(form: EdnForm, { member, ...sentence }: EventFault): HistoryProblem {
  const [firstLine] = form.text.split('\n', 1);
  const found = member === undefined ? -1 : firstLine.indexOf(`:${member}`);
  return {
    ...sentence,
    line: form.line,
    column: form.column + Math.max(0, found),
    length: found === -1 ? Math.max(1, firstLine.length) : (member?.length ?? 0) + 1,
  };
}
