/** What checking a history answers. */
import type { Operation } from '../history/operation.ts';
import type { StopReason } from './search.ts';

export type LinearizabilityVerdict =
  | { readonly verdict: 'linearizable'; readonly steps: number }
  | { readonly verdict: 'not-linearizable'; readonly steps: number; readonly counterexample: Counterexample }
  /** Neither was found within the budget. `partition`: the first group of operations that was left undecided. */
  | { readonly verdict: 'unknown'; readonly steps: number; readonly reason: StopReason; readonly partition: string };

/**
 * The shortest beginning of a history, cut after a completion, that no order explains, knowing what those operations
 * that are still under way at the cut are going to return (they may be left out of the order).
 */
export interface Counterexample {
  /** The key, or what the model makes of it; empty where there is one object. */
  readonly partition: string;
  /** Operations of the partition called before the end, in order of their calls. */
  readonly operations: readonly Operation[];
  /** The completion after which no order was left: a position in the history. */
  readonly end: number;
  /** The operation that completed there. */
  readonly last: Operation;
  /** The longest linearizable prefixes, with different states at their ends; the first is as good as any. */
  readonly prefixes: readonly LinearizablePrefix[];
  /** Whether `end` is the earliest, and the prefixes the longest, that there are: false if the budget ran out over them. */
  readonly exact: boolean;
}

export interface LinearizablePrefix {
  /** Operations in an order that the model accepts. */
  readonly order: readonly Operation[];
  /** After them. */
  readonly state: string;
  /** Operations that may come next, all of which the model refuses; first those that must. */
  readonly stuck: readonly Operation[];
}
