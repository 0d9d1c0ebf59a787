/**
 * Events to operations: each invocation with the completion that its process reports next. Operations are in the order
 * of their invocations. What never completes has an unknown outcome.
 */
import type { HistoryEvent } from './history-event.ts';
import { type HistoryProblem, PROBLEMS_MAX } from './history-problem.ts';
import type { Operation } from './operation.ts';

export interface PairedOperations {
  readonly operations: readonly Operation[];
  readonly problems: readonly HistoryProblem[];
}

interface Open {
  readonly event: HistoryEvent;
  readonly at: number;
  /** Its place among the operations. */
  readonly slot: number;
}

export function pairOperations(events: readonly HistoryEvent[]): PairedOperations {
  const operations: Operation[] = [];
  const problems: HistoryProblem[] = [];
  const open = new Map<number, Open>();
  for (let at = 0; at < events.length && problems.length < PROBLEMS_MAX; at++) {
    const event = events[at];
    const invoked = open.get(event.process);
    if (event.type === 'invoke') {
      if (invoked !== undefined) problems.push(problem(event, at, busy(event, invoked)));
      open.set(event.process, { event, at, slot: operations.length });
      operations.push(operation(event, at, undefined, Number.POSITIVE_INFINITY));
    } else if (invoked === undefined) {
      problems.push(problem(event, at, `process ${event.process} completes an operation that it never began`));
    } else if (invoked.event.f !== event.f || !sameKey(invoked.event, event)) {
      problems.push(problem(event, at, mismatch(event, invoked)));
    } else {
      operations[invoked.slot] = operation(invoked.event, invoked.at, event, at);
      open.delete(event.process);
    }
  }
  return { operations, problems };
}

/** Completions may leave the key out. */
const sameKey = (invocation: HistoryEvent, completion: HistoryEvent): boolean =>
  completion.key === undefined || completion.key === invocation.key;

function operation(event: HistoryEvent, call: number, completion: HistoryEvent | undefined, at: number): Operation {
  const outcome = completion === undefined || completion.type === 'invoke' ? 'info' : completion.type;
  return {
    process: event.process,
    f: event.f,
    key: event.key,
    value: event.value,
    result: outcome === 'ok' ? completion?.value : undefined,
    outcome,
    reason: completion?.reason,
    call,
    return: outcome === 'info' ? Number.POSITIVE_INFINITY : at,
    lines: event.line === undefined ? undefined : [event.line, completion?.line],
    times: event.time === undefined ? undefined : [event.time, completion?.time],
  };
}

const named = ({ f, key }: HistoryEvent): string => (key === undefined ? f : `${f} of ${key}`);
const whereOf = ({ line }: HistoryEvent): string => (line === undefined ? '' : ` (line ${line})`);

const busy = (event: HistoryEvent, { event: earlier }: Open): string =>
  `process ${event.process} begins a ${named(event)} while its ${named(earlier)}${whereOf(earlier)} is under way`;

const mismatch = (event: HistoryEvent, { event: earlier }: Open): string =>
  `process ${event.process} completes a ${named(event)}, but what it began is a ${named(earlier)}${whereOf(earlier)}`;

const problem = (event: HistoryEvent, at: number, message: string): HistoryProblem => ({
  line: event.line ?? at + 1,
  column: 1,
  length: 1,
  message,
});
