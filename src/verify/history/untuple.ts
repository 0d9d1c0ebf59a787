/**
 * Keys of `jepsen.independent`, which lifts the operations of one object to many by pairing each value with a key. In EDN
 * the pair is a vector like any other, so that it is told by looking at the whole history: it is taken for one of pairs
 * if every invocation of a client has `[key value]`, the key being no collection, and where the plain operation would
 * have another shape the rest has it (`[key nil]` for a read, `[key [expected new]]` for a cas).
 */
import type { HistoryEvent } from './history-event.ts';
import { type HistoryValue, isList } from './history-value.ts';

export function untuple(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  const invocations = events.filter(({ type }) => type === 'invoke');
  const paired =
    invocations.length > 0 && invocations.every(({ key, f, value }) => key === undefined && isPairFor(f, value));
  return paired ? events.map(withKey) : events;
}

function isPairFor(f: string, value: HistoryValue): boolean {
  if (!isList(value) || value.length !== 2) return false;
  const [key, rest] = value;
  if (key === null || typeof key === 'object') return false;
  if (f === 'read') return rest === null;
  if (f === 'cas') return isList(rest) && rest.length === 2;
  return f !== 'txn' || isList(rest);
}

function withKey(event: HistoryEvent): HistoryEvent {
  if (!isList(event.value) || event.value.length !== 2) return event;
  const [key, value] = event.value;
  return { ...event, key: String(key), value };
}
