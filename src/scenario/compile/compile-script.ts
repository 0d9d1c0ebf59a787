/** The calls of a scripted client, each checked for what its operation takes and sorted by time. */
import type { NodeId } from '../../kernel/observation.ts';
import type { OperationName } from '../../services/store-client/invoke.ts';
import type { ScriptedOperation } from '../../workload/client.ts';
import { attempted } from '../decode/attempted.ts';
import type { Located } from '../decode/located.ts';
import type { CallDraft, ScriptDraft } from '../format/script-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import { entryOf } from '../yaml/tree.ts';
import type { Calendar } from './calendar.ts';
import { warnIfOutside } from './calendar.ts';
import type { Places } from './places.ts';
import { selectNodes } from './select-nodes.ts';

export interface ScriptContext {
  readonly places: Places;
  readonly calendar: Calendar;
  readonly reporter: Reporter;
  /** The service called and its replicas; undefined where that is not known: nodes are not checked against it then. */
  readonly target: { readonly name: string; readonly replicas: ReadonlySet<NodeId> } | undefined;
}

const NAMES = ['read', 'write', 'cas', 'append', 'delete'] as const satisfies readonly OperationName[];
const OTHERS = ['at', 'value', 'expected', 'via'];
const WITH_VALUE: readonly OperationName[] = ['write', 'cas', 'append'];

const operationOf = ({ value, node }: Located<CallDraft>, reporter: Reporter): OperationName | undefined => {
  const [first, second] = NAMES.filter((name) => node.type === 'map' && entryOf(node, name) !== undefined);
  if (first === undefined) {
    if (!attempted(node, NAMES, OTHERS)) reporter.report(node, messages.oneOfNeeded('operation', NAMES));
    return undefined;
  }
  if (second === undefined) return value[first] === undefined ? undefined : first;
  const place = node.type === 'map' ? entryOf(node, second)?.key : undefined;
  reporter.report(place ?? node, messages.onlyOneOf('operation', first));
  return undefined;
};

const viaOf = ({ value: { via } }: Located<CallDraft>, context: ScriptContext): NodeId | undefined => {
  if (via === undefined || via.length === 0) return undefined;
  const { places, reporter, target } = context;
  const ids = selectNodes(via, places, reporter);
  if (ids.length > 1) reporter.report(via[0], messages.oneNodeOnly('via'));
  const [id] = ids;
  if (id !== undefined && target !== undefined && !target.replicas.has(id)) {
    reporter.report(via[0], messages.notAReplica(places.nodes[id].name, target.name));
  }
  return id;
};

const compileCall = (call: Located<CallDraft>, context: ScriptContext): ScriptedOperation | undefined => {
  const { reporter, calendar } = context;
  const { at, value, expected } = call.value;
  warnIfOutside(at, call.node, calendar, reporter);
  const via = viaOf(call, context);
  const f = operationOf(call, reporter);
  if (f === undefined) return undefined;
  const keyOf = (part: Located<unknown>) => part.node.key ?? part.node;
  if (value !== undefined && !WITH_VALUE.includes(f))
    reporter.report(keyOf(value), messages.notForOperation('value', f));
  if (expected !== undefined && f !== 'cas') reporter.report(keyOf(expected), messages.notForOperation('expected', f));
  return {
    at,
    f,
    key: call.value[f] ?? '',
    ...(value === undefined ? {} : { value: value.value }),
    ...(expected === undefined ? {} : { expected: expected.value.value }),
    ...(via === undefined ? {} : { via }),
  };
};

/** Ascending in time; calls at the same time in the order written. What is wrong with a call is reported. */
export const compileScript = (script: ScriptDraft, context: ScriptContext): ScriptedOperation[] =>
  script.flatMap((call) => compileCall(call, context) ?? []).sort((a, b) => a.at - b.at);

/** Shares of the operations in a script. */
export const mixOfScript = (
  operations: readonly ScriptedOperation[],
): Readonly<Partial<Record<OperationName, number>>> =>
  Object.fromEntries(
    NAMES.map((name): [OperationName, number] => [name, operations.filter(({ f }) => f === name).length])
      .filter(([, count]) => count > 0)
      .map(([name, count]) => [name, count / operations.length]),
  );
