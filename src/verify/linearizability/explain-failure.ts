/**
 * Why operations are not linearizable: the shortest beginning that is not, and the longest prefixes of it that are. The
 * search gets past every return but one; there the beginning ends. Where other means than search decided, the end is
 * found by halving, and the search looks at that beginning only.
 */
import type { Operation } from '../history/operation.ts';
import { ILLEGAL, type Model, type PreparedModel } from './model.ts';
import { type DeadEnd, type SearchControl, search } from './search.ts';
import { spansOf } from './spans-of.ts';
import type { Counterexample, LinearizablePrefix } from './verdict.ts';

/** Looks at an operation: enough for most, and done in a second. */
const STEPS = 1e7;

export function explainFailure(
  partition: string,
  all: readonly Operation[],
  model: Model,
  control: SearchControl,
): Counterexample {
  const cut = shortestUndone(all, model);
  const operations = cut === undefined ? all : beginning(all, cut);
  const prepared = model.prepare(operations);
  // States that lead nowhere are not cut off: they tell what was tried.
  const outcome = search({ ...prepared, trap: undefined }, spansOf(operations), {
    ...control,
    steps: Math.min(control.steps, STEPS),
  });
  const [longest] = outcome.deadEnds;
  const end = longest === undefined ? (cut ?? lastReturn(all)) : operations[longest.due].return;
  const prefixes = outcome.deadEnds.map((deadEnd) => prefixOf(deadEnd, operations, model, prepared, end));
  return {
    partition,
    operations: all.filter(({ call }) => call < end),
    end,
    last: all.find((operation) => operation.return === end) as Operation,
    prefixes,
    exact: outcome.found === false,
  };
}

/** What had been called before `end`. What had not returned by then need not have happened. */
const beginning = (operations: readonly Operation[], end: number): Operation[] =>
  operations
    .filter(({ call }) => call < end)
    .map((operation) => (operation.return <= end ? operation : { ...operation, return: Number.POSITIVE_INFINITY }));

const lastReturn = (operations: readonly Operation[]): number =>
  operations.reduce((last, operation) => (operation.return < Infinity ? Math.max(last, operation.return) : last), 0);

const returned = (operation: Operation): boolean => operation.return < Number.POSITIVE_INFINITY;
/** Other means take every result for one that must be explained: what has not returned is made to have none. */
const isTold = (operation: Operation): boolean => returned(operation) || operation.outcome !== 'fail';
const untold = (operation: Operation): Operation =>
  returned(operation) ? operation : { ...operation, outcome: 'info', result: undefined };

/** The return after which the model's own means say no; undefined where they do not say. */
function shortestUndone(operations: readonly Operation[], model: Model): number | undefined {
  const ends = operations
    .map((operation) => operation.return)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const decide = (end: number): boolean | undefined => {
    const cut = beginning(operations, end).filter(isTold).map(untold);
    return model.prepare(cut).decide?.(spansOf(cut));
  };
  if (ends.length === 0 || decide(ends[ends.length - 1]) !== false) return undefined;
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (decide(ends[middle]) === false) high = middle;
    else low = middle + 1;
  }
  return ends[high];
}

function prefixOf(
  { order, state }: DeadEnd,
  operations: readonly Operation[],
  model: Model,
  prepared: PreparedModel,
  end: number,
): LinearizablePrefix {
  const placed = new Set(order);
  const stuck = operations
    .filter(
      (operation, i) =>
        !placed.has(i) && operation.call < end && returned(operation) && prepared.step(state, i) === ILLEGAL,
    )
    .sort((a, b) => a.return - b.return);
  const placedOrder = order.map((i) => operations[i]);
  return { order: placedOrder, state: model.stateAfter?.(placedOrder) ?? prepared.describeState(state), stuck };
}
