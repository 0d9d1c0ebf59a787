/**
 * Records what the clients of a service did and holds it against the model of a key-value store, key by key, at the end
 * of the run: linearizability, Herlihy & Wing (1990). NP-complete, so the answer may be that nobody knows: no violation,
 * and no proof.
 */
import type { Micros } from '../core/time.ts';
import type { Trace } from '../kernel/trace.ts';
import type { HistoryVerdict } from '../measure/result.ts';
import { pairOperations } from './history/pair-operations.ts';
import { recordHistory } from './history/record-history.ts';
import { checkLinearizability } from './linearizability/check-linearizability.ts';
import { kv } from './linearizability/models/kv.ts';
import type { Counterexample } from './linearizability/verdict.ts';

/** Looks at an operation, unless told otherwise: seconds, not minutes, and the same number on every machine. */
const STEPS = 20_000_000;
/** Configurations remembered for each key. */
const ENTRIES = 1_000_000;

export const LINEARIZABILITY = 'linearizability';

export interface CheckedHistory {
  readonly verdict: HistoryVerdict;
  /** Where it is not linearizable: when the operation was answered that fits no order, and why it does not. */
  readonly violation?: { readonly time: Micros; readonly detail: string };
}

/** `service` undefined: whatever clients ask for. */
export function watchHistory(trace: Trace, service: string | undefined, steps = STEPS): () => CheckedHistory {
  const recorded = recordHistory(trace, service);
  return () => {
    const { operations } = pairOperations(recorded());
    const found = checkLinearizability(operations, kv, { budget: { steps, entries: ENTRIES } });
    const verdict: HistoryVerdict = {
      service: service ?? '',
      verdict: found.verdict,
      operations: operations.length,
      ...(found.verdict === 'unknown' ? { undecided: `key ${found.partition}: out of ${found.reason}` } : {}),
    };
    if (found.verdict !== 'not-linearizable') return { verdict };
    const { last } = found.counterexample;
    const time = last.times?.[1] ?? 0;
    return {
      verdict,
      violation: { time, detail: `${service === undefined ? '' : `${service}: `}${told(found.counterexample)}` },
    };
  };
}

function told({ partition, operations, last, prefixes }: Counterexample): string {
  const what = `key ${partition}: ${kv.describe(last)} fits no order of the ${operations.length} operations begun by then`;
  const [longest] = prefixes;
  if (longest === undefined) return what;
  const { order, state } = longest;
  return `${what}; after ${order.length} of them in the longest one, the key holds ${state}`;
}
