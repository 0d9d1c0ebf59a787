/** An event from the members of a JSON object or an EDN map, checked: both formats have the same ones. */
import { nearestName } from '../../core/nearest-name.ts';
import { EVENT_TYPES, type EventType, type HistoryEvent } from './history-event.ts';
import { type HistoryValue, valueFault, valueText } from './history-value.ts';

export interface Members {
  readonly [name: string]: HistoryValue | undefined;
}

export interface EventFault {
  readonly message: string;
  readonly expected?: string;
  readonly suggestion?: string;
  /** The member that is wrong. */
  readonly member?: string;
}

export type ReadEvent =
  | { readonly event: HistoryEvent }
  | { readonly fault: EventFault }
  /** Somebody other than a client: Jepsen's nemesis. */
  | { readonly ignored: true };

const clipped = (value: HistoryValue | undefined): string => {
  const text = valueText(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};

export function readEvent(members: Members, line: number): ReadEvent {
  const { process, type, f, key, value = null, time } = members;
  if (typeof process === 'string') return { ignored: true };
  if (!isCount(process)) {
    const expected = 'a whole number, one process for each operation under way';
    return { fault: { message: `process is ${missingOr(process)}`, expected, member: 'process' } };
  }
  if (!isEventType(type)) return { fault: typeFault(type) };
  if (typeof f !== 'string' || f === '') {
    return {
      fault: { message: `f is ${missingOr(f)}`, expected: 'the name of an operation, such as read', member: 'f' },
    };
  }
  if (key !== undefined && typeof key === 'object' && key !== null) {
    return { fault: { message: `key is ${clipped(key)}`, expected: 'a string or a number', member: 'key' } };
  }
  const fault = valueFault(value) ?? (typeof key === 'number' ? valueFault(key) : undefined);
  if (fault !== undefined) return { fault: { message: fault, member: 'value' } };
  const reason = members.reason ?? members.error;
  return {
    event: {
      process,
      type,
      f,
      ...(key === undefined || key === null ? {} : { key: String(key) }),
      value,
      ...(typeof time === 'number' ? { time } : {}),
      ...(reason === undefined || reason === null
        ? {}
        : { reason: typeof reason === 'string' ? reason : clipped(reason) }),
      line,
    },
  };
}

const isCount = (value: HistoryValue | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isEventType = (value: HistoryValue | undefined): value is EventType =>
  (EVENT_TYPES as readonly unknown[]).includes(value);

const missingOr = (value: HistoryValue | undefined): string => (value === undefined ? 'missing' : clipped(value));

function typeFault(type: HistoryValue | undefined): EventFault {
  const suggestion = typeof type === 'string' ? nearestName(type, EVENT_TYPES) : undefined;
  return { message: `type is ${missingOr(type)}`, expected: EVENT_TYPES.join(', '), suggestion, member: 'type' };
}
