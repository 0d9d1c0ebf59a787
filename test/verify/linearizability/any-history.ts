/**
 * Random small histories for every model. Half of them are produced by an object that is linearizable (each operation
 * takes effect somewhere between its call and its return) and are then spoilt a little or not at all, so that verdicts
 * of both kinds, and near misses, are common.
 */
import fc from 'fast-check';
import type { HistoryValue } from '../../../src/verify/history/history-value.ts';
import type { Operation } from '../../../src/verify/history/operation.ts';
import { SPECIFICATIONS } from './specifications.ts';

interface Draft {
  readonly f: string;
  readonly value: HistoryValue;
  /** What was read, if the object is not asked. */
  readonly lie: HistoryValue;
  readonly lies: boolean;
  readonly outcome: 'ok' | 'info';
  readonly reason?: string;
}

const small = fc.integer({ min: 1, max: 3 });
const draft = (f: string, value: fc.Arbitrary<HistoryValue>, lie: fc.Arbitrary<HistoryValue> = fc.constant(null)) =>
  fc.record<Draft>({
    f: fc.constant(f),
    value,
    lie,
    lies: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    outcome: fc.constantFrom('ok', 'ok', 'ok', 'info'),
  });
const nothing = fc.constant(null);
const perhaps = fc.option(small, { nil: null });
const read = draft('read', nothing, perhaps);
const write = draft('write', small);
const cas = draft('cas', fc.tuple(perhaps, small));
const list = fc.uniqueArray(small, { maxLength: 3 }).map((elements) => elements.sort());
const micro = fc.oneof(
  fc.tuple(fc.constant('r'), fc.constantFrom('x', 'y', 'z'), fc.constant(null)),
  fc.tuple(fc.constant('w'), fc.constantFrom('x', 'y', 'z'), small),
);

const DRAFTS: Readonly<Record<string, fc.Arbitrary<Draft>>> = {
  register: fc.oneof(read, write),
  'cas-register': fc.oneof(read, write, cas),
  kv: fc.oneof(
    draft('read', nothing, fc.oneof(perhaps, fc.array(small, { minLength: 1, maxLength: 3 }))),
    write,
    cas,
    draft('append', small),
    draft('append', small),
    draft('delete', nothing),
  ),
  mutex: fc.oneof(draft('acquire', nothing), draft('release', nothing)),
  counter: fc.oneof(draft('read', nothing, small), draft('add', fc.integer({ min: -1, max: 2 }))),
  queue: fc.oneof(draft('enqueue', small), draft('dequeue', nothing, perhaps)),
  set: fc.oneof(
    draft('add', small),
    draft('remove', small),
    draft('contains', small, fc.boolean()),
    draft('read', nothing, list),
  ),
  'multi-register': draft('txn', fc.array(micro, { minLength: 1, maxLength: 3 }) as fc.Arbitrary<HistoryValue>),
};

const READERS = new Set(['read', 'dequeue', 'contains', 'txn']);

/** `unique`: written values are told apart, so that the ways that need that are taken. */
export function anyHistory(
  model: string,
  options: { size?: number; unique?: boolean } = {},
): fc.Arbitrary<Operation[]> {
  const { size = 7, unique = false } = options;
  return fc
    .tuple(
      fc.array(fc.tuple(DRAFTS[model], fc.nat(30), fc.nat(10), fc.nat(10)), { minLength: 1, maxLength: size }),
      fc.boolean(),
    )
    .map(([drafts, honest]) => {
      const renamed = unique ? drafts.map(([entry, ...times], i) => [apart(entry, i), ...times] as const) : drafts;
      return build(model, renamed, honest);
    });
}

function apart(entry: Draft, i: number): Draft {
  if (entry.f === 'cas') return { ...entry, value: [(entry.value as HistoryValue[])[0], i + 1] };
  return entry.f === 'write' || entry.f === 'append' ? { ...entry, value: i + 1 } : entry;
}

/** Effects happen in the order of `at`; calls lie before and returns behind. */
function build(
  model: string,
  drafts: readonly (readonly [Draft, at: number, before: number, after: number])[],
  honest: boolean,
): Operation[] {
  const { initial, apply } = SPECIFICATIONS[model];
  const inOrder = drafts.map((entry, i) => ({ entry, i })).sort((a, b) => a.entry[1] - b.entry[1] || a.i - b.i);
  let state: unknown = initial;
  const operations = inOrder.map(({ entry: [{ f, value, lie, lies, outcome }, at, before, after], i }) => {
    const operation: Operation = {
      process: i,
      f,
      key: undefined,
      value,
      result: undefined,
      outcome,
      // Positions are all different.
      call: (at - before) * 100 + i,
      return: outcome === 'info' ? Number.POSITIVE_INFINITY : (at + after + 1) * 100 + 50 + i,
    };
    const done = finished(operation, state, honest && !lies ? undefined : lie);
    if (honest) state = apply(state as never, done) ?? state;
    return done;
  });
  return operations.sort((a, b) => a.call - b.call);
}

/** With what it found: the truth, or `lie`. A cas on something else fails with a mismatch; what cannot be done is unknown. */
function finished(operation: Operation, state: unknown, lie: HistoryValue | undefined): Operation {
  const { f, value, outcome } = operation;
  if (outcome === 'info') return operation;
  const unknown: Operation = { ...operation, outcome: 'info', return: Number.POSITIVE_INFINITY };
  if (f === 'cas') {
    const matches = JSON.stringify(state) === JSON.stringify((value as HistoryValue[])[0]);
    return (lie === undefined ? matches : lie === null)
      ? operation
      : { ...operation, outcome: 'fail', reason: 'cas-mismatch' };
  }
  if (f === 'acquire') return lie !== undefined || state === false ? operation : unknown;
  if (f === 'release') return lie !== undefined || state === true ? operation : unknown;
  if (!READERS.has(f)) return operation;
  if (f === 'txn') return { ...operation, result: transaction(value as never, state as never, lie === undefined) };
  if (lie !== undefined) return { ...operation, result: lie };
  if (f === 'dequeue') return { ...operation, result: (state as HistoryValue[])[0] ?? null };
  if (f === 'contains') return { ...operation, result: (state as HistoryValue[]).includes(value) };
  return { ...operation, result: state as HistoryValue };
}

function transaction(
  micros: readonly [string, string, HistoryValue][],
  registers: Readonly<Record<string, HistoryValue>>,
  honest: boolean,
): HistoryValue {
  const after = { ...registers };
  return micros.map(([f, key, value]) => {
    if (f === 'w') {
      after[key] = value;
      return [f, key, value];
    }
    return [f, key, honest ? (after[key] ?? null) : 1];
  });
}
