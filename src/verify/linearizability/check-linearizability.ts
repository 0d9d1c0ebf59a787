/**
 * Whether a history is linearizable: whether every operation that returned, and some of those of unknown outcome, can be
 * put into an order that their model accepts and that keeps to real time (Herlihy & Wing, 1990). Exact, within a budget:
 * linearizability is NP-complete (Gibbons & Korach, 1997). Deterministic, but for `shouldStop`.
 *
 * A history is linearizable if it is for each object (locality, Herlihy & Wing, theorem 1; as a checking technique: Horn
 * & Kroening, "Faster linearizability checking via P-compositionality", 2015), so each group of operations that the
 * model's partition makes is checked by itself.
 */
import type { Operation } from '../history/operation.ts';
import { explainFailure } from './explain-failure.ts';
import type { Model, PreparedModel, Spans } from './model.ts';
import { type SearchControl, search } from './search.ts';
import { spansOf } from './spans-of.ts';
import type { LinearizabilityVerdict } from './verdict.ts';

export interface CheckOptions {
  readonly budget?: {
    /** Looks at an operation, over the whole history. Default 10⁹. */
    readonly steps?: number;
    /** Configurations remembered, for each object. Default 4 · 10⁶; at most half a gibibyte of them is kept anyway. */
    readonly entries?: number;
  };
  /** Asked now and then; true ends the search with `unknown`. */
  readonly shouldStop?: () => boolean;
}

const STEPS = 1e9;
const ENTRIES = 4e6;

/** Operations must be in the model's vocabulary, see `operationFaults`. */
export function checkLinearizability(
  operations: readonly Operation[],
  model: Model,
  options: CheckOptions = {},
): LinearizabilityVerdict {
  const { steps: stepsMax = STEPS, entries = ENTRIES } = options.budget ?? {};
  let steps = 0;
  let undecided: Extract<LinearizabilityVerdict, { verdict: 'unknown' }> | undefined;
  for (const [partition, members] of partitionsOf(operations, model)) {
    const prepared = model.prepare(members);
    const spans = spansOf(members);
    const control: SearchControl = { shouldStop: options.shouldStop, steps: stepsMax - steps, entries };
    const outcome = decide(prepared, spans, control);
    steps += outcome.steps;
    if (outcome.found === false) {
      const counterexample = explainFailure(partition, members, model, control);
      return { verdict: 'not-linearizable', steps, counterexample };
    }
    // Another partition may still decide it: one that cannot be linearised is enough.
    if (outcome.found === undefined && undecided === undefined) {
      undecided = { verdict: 'unknown', steps, reason: outcome.reason ?? 'steps', partition };
    }
    if (undecided !== undefined && (steps >= stepsMax || options.shouldStop?.())) break;
  }
  return undecided === undefined ? { verdict: 'linearizable', steps } : { ...undecided, steps };
}

function decide(prepared: PreparedModel, spans: Spans, control: SearchControl) {
  const found = prepared.decide?.(spans);
  return found === undefined
    ? search(prepared, spans, control)
    : { found, steps: spans.calls.length, reason: undefined };
}

/** What takes part: not what failed, unless the model learns from it. */
function partitionsOf(operations: readonly Operation[], model: Model): ReadonlyMap<string, readonly Operation[]> {
  const telling = operations.filter((operation) => operation.outcome !== 'fail' || model.speaks?.(operation) === true);
  if (model.partition !== undefined) return model.partition(telling);
  const byKey = new Map<string, Operation[]>();
  for (const operation of telling) {
    const key = operation.key ?? '';
    const members = byKey.get(key);
    if (members === undefined) byKey.set(key, [operation]);
    else members.push(operation);
  }
  return byKey;
}
