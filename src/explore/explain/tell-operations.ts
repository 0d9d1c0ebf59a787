/** Calls of clients and their answers; a read that misses a write says which. */
import type { OperationObservation } from '../../kernel/observation.ts';
import { isStoreRequest } from '../../services/store-messages.ts';
import { formatInstant, type Line } from './line.ts';
import { nameOf, ofKind, type RecordedRun } from './recorded-run.ts';

/** So many calls are all told; of more only those on the keys that the violation names. */
const ALL_TOLD = 12;

const shown = (value: unknown): string => (value === null || value === undefined ? 'nothing' : JSON.stringify(value));

/** `write of 3 to k1`, `read of k1`. */
export function describeCall({ f, key, value }: Pick<OperationObservation, 'f' | 'key' | 'value'>): string {
  switch (f) {
    case 'read':
      return `read of ${key}`;
    case 'delete':
      return `delete of ${key}`;
    case 'cas': {
      const [expected, next] = Array.isArray(value) ? value : [undefined, value];
      return `change of ${key} from ${shown(expected)} to ${shown(next)}`;
    }
    case 'append':
      return `append of ${shown(value)} to ${key}`;
    case 'write':
      return `write of ${shown(value)} to ${key}`;
    case 'call':
      return `call about ${key}`;
  }
}

export function tellOperations(run: RecordedRun): Line[] {
  const operations = ofKind(run, 'operation');
  const invocations = operations.filter(({ type }) => type === 'invoke');
  const named = new Set(invocations.map(({ key }) => key).filter((key) => mentions(run.violation.detail, key)));
  const all = invocations.length <= ALL_TOLD || named.size === 0;
  const told = operations
    .filter(({ key }) => all || named.has(key))
    .map((operation): Line => {
      const { time, node, type } = operation;
      const text =
        type === 'invoke'
          ? `${nameOf(run, node)} calls: ${describeCall(operation)}`
          : outcomeOf(run, operation, operations);
      return { time, node, subject: 'operation', text, routine: !mentions(run.violation.detail, operation.key) };
    });
  return all ? [...told, ...tellRetries(run)] : told;
}

/** A call that is sent once more, perhaps to another replica. */
function tellRetries(run: RecordedRun): Line[] {
  return ofKind(run, 'message').flatMap(({ time, type, fromNode, toNode, message }): Line[] => {
    if (type !== 'send' || !isStoreRequest(message) || message.attempt === 1) return [];
    const { op, key, value } = message.command;
    const text = `${nameOf(run, fromNode)} repeats its ${describeCall({ f: op, key, value })} at ${nameOf(run, toNode)}`;
    return [{ time, node: fromNode, subject: 'operation', text, routine: true }];
  });
}

const mentions = (detail: string, key: string): boolean => detail.split(/[^\w-]+/).includes(key);

function outcomeOf(run: RecordedRun, operation: OperationObservation, all: readonly OperationObservation[]): string {
  const { node, type, f, value, position, reason } = operation;
  const call = `${nameOf(run, node)}'s ${describeCall(operation)}`;
  if (type === 'ok' && f === 'read') return `${call} answers ${shown(value)}${missed(run, operation, all)}`;
  const place = position === undefined ? '' : ` (entry ${position.index} of ${run.epoch} ${position.term})`;
  if (type === 'ok') return `${call} is acknowledged${place}`;
  const why = reason === undefined ? '' : ` (${reason})`;
  return type === 'fail'
    ? `${call} fails, without effect${why}`
    : `${call} stays without an answer; it may take effect${why}`;
}

/** The last write that was acknowledged before the read began, if the read answers something older. */
function missed(run: RecordedRun, read: OperationObservation, all: readonly OperationObservation[]): string {
  const writes = all.filter(
    ({ f, key, type }) => f === 'write' && key === read.key && type !== 'invoke' && type !== 'fail',
  );
  const last = writes.filter(({ type, time }) => type === 'ok' && time < read.invokedAt).at(-1);
  if (last === undefined || last.value === read.value) return '';
  const source = writes.find(({ value }) => value === read.value);
  const older = read.value === null || (source !== undefined && source.type === 'ok' && source.time < last.invokedAt);
  if (!older) return '';
  return `, though ${nameOf(run, last.node)}'s ${describeCall(last)} was acknowledged at ${formatInstant(last.time)}, before the read began`;
}
