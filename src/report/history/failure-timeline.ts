/**
 * A counterexample as rows to draw: the operations around the point where no order was left, where each stands in the
 * longest prefix, and which cannot be placed. Columns are ranks of events: what counts is their order, not how much time
 * lies between.
 */
import type { Operation } from '../../verify/history/operation.ts';
import type { Counterexample } from '../../verify/linearizability/verdict.ts';

export type Placement = 'placed' | 'stuck' | 'unplaced';

export interface TimelineRow {
  readonly operation: Operation;
  /** `stuck`: refused by the model. `unplaced`: of unknown outcome, or it may still come later. */
  readonly placement: Placement;
  /** Place in the prefix, from 1. */
  readonly place: number | undefined;
  /** Column of its call; -1 if that lies before the first column. */
  readonly from: number;
  /** Column of its return; `columns` if it lies beyond the last. */
  readonly to: number;
}

export interface FailureTimeline {
  /** By call. */
  readonly rows: readonly TimelineRow[];
  readonly columns: number;
  /** Operations that are not among the rows. */
  readonly omitted: number;
}

/** At most `limit` operations: those that cannot be placed, then the last of the prefix, then what else there is. */
export function failureTimeline({ operations, end, last, prefixes }: Counterexample, limit: number): FailureTimeline {
  const [prefix] = prefixes;
  const places = new Map((prefix?.order ?? []).map((operation, i) => [operation.call, i + 1]));
  const stuck = new Set((prefix?.stuck ?? []).map(({ call }) => call));
  stuck.add(last.call);
  const rank = ({ call }: Operation): number => (stuck.has(call) ? Number.POSITIVE_INFINITY : (places.get(call) ?? 0));
  const chosen = [...operations].sort((a, b) => rank(b) - rank(a) || b.call - a.call).slice(0, limit);

  const first = Math.min(...chosen.filter(({ call }) => rank({ call } as Operation) > 0).map(({ call }) => call));
  const positions = chosen
    .flatMap((operation) => [operation.call, operation.return])
    .filter((at) => at >= first && at <= end)
    .sort((a, b) => a - b);
  const columnOf = new Map(positions.map((at, column) => [at, column]));
  const rows = chosen
    .sort((a, b) => a.call - b.call)
    .map((operation): TimelineRow => {
      const place = places.get(operation.call);
      const placement = stuck.has(operation.call) ? 'stuck' : place === undefined ? 'unplaced' : 'placed';
      const from = columnOf.get(operation.call) ?? -1;
      return { operation, placement, place, from, to: columnOf.get(operation.return) ?? positions.length };
    });
  return { rows, columns: positions.length, omitted: operations.length - rows.length };
}
