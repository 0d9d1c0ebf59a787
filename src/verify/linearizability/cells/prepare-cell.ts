/** One key of a register or a key-value store as transitions between the states that anybody observes. */
import { MISMATCH } from '../../history/history-event.ts';
import type { HistoryValue } from '../../history/history-value.ts';
import type { Operation } from '../../history/operation.ts';
import { labelsOf } from '../labels-of.ts';
import { ILLEGAL, KIND, type PreparedModel } from '../model.ts';
import { ABSENT, type CellStates, createCellStates, UNSEEN } from './cell-states.ts';
import { decideUnique } from './decide-unique.ts';

/** What an operation does to its key. */
export type CellAction =
  | { readonly do: 'read'; readonly at: number }
  | { readonly do: 'write'; readonly to: number }
  | { readonly do: 'cas'; readonly from: number; readonly to: number }
  /** A cas that found something other than what it expected. */
  | { readonly do: 'differ'; readonly from: number }
  | { readonly do: 'append'; readonly element: HistoryValue; readonly seen: boolean };

export function prepareCell(operations: readonly Operation[], options: { readonly lists: boolean }): PreparedModel {
  const states = createCellStates(options.lists);
  const observed = operations.map((operation) => observe(states, operation));
  const actions = operations.map((operation, i) => actionOf(states, operation, observed[i]));
  // Where a failed cas says what was not there, a value that nobody saw may have been what was there instead.
  const unseenMatters = actions.some((action) => action.do === 'differ');
  const appended = memoisedAppend(states);

  return {
    initial: ABSENT,
    step(state, operation) {
      const action = actions[operation];
      switch (action.do) {
        case 'read':
          return state === action.at ? state : ILLEGAL;
        case 'write':
          return action.to;
        case 'cas':
          return state === action.from ? action.to : ILLEGAL;
        case 'differ':
          return state === action.from ? ILLEGAL : state;
        case 'append':
          return action.seen ? appended(state, action.element, operation) : UNSEEN;
      }
    },
    kinds: Uint8Array.from(actions, (action) => kindOf(action, unseenMatters)),
    labels: labelsOf(actions.map((action) => JSON.stringify(action))),
    trap: UNSEEN,
    decide: (spans) => decideUnique(operations, actions, states, spans),
    describeState: (state) => states.text(state),
  };
}

function observe(states: CellStates, { f, value, result, outcome }: Operation): number {
  if (f === 'read' && outcome === 'ok') return states.observe(result ?? null);
  return f === 'cas' ? states.observe((value as readonly HistoryValue[])[0]) : ABSENT;
}

/** `observed`: the state that it found, or expected. */
function actionOf(states: CellStates, operation: Operation, observed: number): CellAction {
  const { f, value, outcome, reason } = operation;
  switch (f) {
    case 'read':
      return { do: 'read', at: observed };
    case 'delete':
      return { do: 'write', to: ABSENT };
    case 'append':
      return { do: 'append', element: value, seen: states.withLast(value).length > 0 };
    case 'cas': {
      if (outcome === 'fail' && reason === MISMATCH) return { do: 'differ', from: observed };
      return { do: 'cas', from: observed, to: states.written((value as readonly HistoryValue[])[1]) };
    }
    default:
      return { do: 'write', to: states.written(value) };
  }
}

function kindOf(action: CellAction, unseenMatters: boolean): number {
  switch (action.do) {
    case 'read':
      return KIND.readOnly | (action.at === UNSEEN ? 0 : KIND.trapped);
    case 'differ':
      return KIND.readOnly;
    case 'write':
      return KIND.escape | (action.to === UNSEEN && !unseenMatters ? KIND.idle : 0);
    case 'cas':
      return KIND.trapped | (action.to === UNSEEN && !unseenMatters ? KIND.idle : 0);
    case 'append':
      return !action.seen && !unseenMatters ? KIND.idle : 0;
  }
}

/** By state and operation, so that looking for a child costs no text. */
function memoisedAppend(states: CellStates): (state: number, element: HistoryValue, operation: number) => number {
  const known = new Map<number, Map<number, number>>();
  return (state, element, operation) => {
    let ofOperation = known.get(operation);
    if (ofOperation === undefined) {
      ofOperation = new Map();
      known.set(operation, ofOperation);
    }
    const found = ofOperation.get(state);
    if (found !== undefined) return found;
    const after = states.appended(state, element);
    ofOperation.set(state, after);
    return after;
  };
}
