/** Sequential specifications written naively, beside the models: an operation on a state, or undefined if it cannot be. */
import type { HistoryValue } from '../../../src/verify/history/history-value.ts';
import type { Operation } from '../../../src/verify/history/operation.ts';

type State = HistoryValue;
/** The state after, or undefined where the operation cannot have happened so. */
export type Specification = { initial: State; apply(state: never, operation: Operation): State | undefined };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function cell(state: State, { f, value, result, outcome }: Operation): State | undefined {
  if (f === 'read') return outcome !== 'ok' || same(state, result) ? state : undefined;
  if (f === 'write') return value;
  if (f === 'delete') return null;
  if (f === 'append') return state === null ? [value] : Array.isArray(state) ? [...state, value] : [state, value];
  const [expected, updated] = value as [State, State];
  if (outcome === 'fail') return same(state, expected) ? undefined : state;
  return same(state, expected) ? updated : undefined;
}

const cellSpecification: Specification = { initial: null, apply: cell };

export const SPECIFICATIONS: Readonly<Record<string, Specification>> = {
  register: cellSpecification,
  'cas-register': cellSpecification,
  kv: cellSpecification,
  mutex: {
    initial: false,
    apply: (held: boolean, { f }) => (f === 'acquire' ? (held ? undefined : true) : held ? false : undefined),
  },
  counter: {
    initial: 0,
    apply(sum: number, { f, value, result, outcome }) {
      if (f === 'add') return sum + Number(value);
      return outcome !== 'ok' || sum === result ? sum : undefined;
    },
  },
  queue: {
    initial: [],
    apply(items: State[], { f, value, result, outcome }) {
      if (f === 'enqueue') return [...items, value];
      if (outcome !== 'ok') return items.slice(1);
      if (result === null) return items.length === 0 ? items : undefined;
      return same(items[0], result) ? items.slice(1) : undefined;
    },
  },
  set: {
    initial: [],
    apply(elements: number[], { f, value, result, outcome }) {
      const there = elements.includes(Number(value));
      if (f === 'add') return there ? elements : [...elements, Number(value)].sort((a, b) => a - b);
      if (f === 'remove') return elements.filter((element) => element !== value);
      if (outcome !== 'ok') return elements;
      if (f === 'contains') return there === result ? elements : undefined;
      return same(elements, result) ? elements : undefined;
    },
  },
  'multi-register': {
    initial: {},
    apply(registers: Record<string, State>, { value, result, outcome }) {
      const after = { ...registers };
      for (const [f, key, given] of (result ?? value) as [string, string, State][]) {
        if (f === 'w') after[key] = given;
        else if (outcome === 'ok' && !same(after[key] ?? null, given)) return undefined;
      }
      return after;
    },
  },
};
