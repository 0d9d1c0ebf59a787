/**
 * What a model is: the sequential specification of an object, made to be searched. Before a search, `prepare` turns the
 * operations into transitions between states that are whole numbers, one number per distinct state, so that comparing
 * two states is comparing two numbers. Values that nobody ever observes may share a state: the fewer states there are,
 * the sooner the search has seen them all.
 */
import type { Operation } from '../history/operation.ts';

/** What `step` answers where the operation cannot happen. States are ≥ 0. */
export const ILLEGAL = -1;

/** What an operation can do, whatever the state. Flags. */
export const KIND = {
  /** It never changes the state. */
  readOnly: 1,
  /** If its outcome is unknown, assuming that it never happened loses nothing. */
  idle: 2,
  /** Legal in the trap. */
  escape: 4,
  /** Illegal in the trap. */
  trapped: 8,
} as const;

export interface PreparedModel {
  readonly initial: number;
  /** The state after `operation` (its place in what was prepared) in `state`, or ILLEGAL. Deterministic. */
  step(state: number, operation: number): number;
  /** Flags of `KIND`. */
  readonly kinds: Uint8Array;
  /** Operations with equal labels do the same in every state. */
  readonly labels: Int32Array;
  /** A state that only operations of the kind `escape` leave, and in which those of the kind `trapped` are illegal. */
  readonly trap?: number;
  /** Decides by other means than search, where it can: whether there is a linearization. */
  decide?(spans: Spans): boolean | undefined;
  describeState(state: number): string;
  /** Numbers kept for states so far: what bounds the memory of models whose states are large. */
  size?(): number;
}

/** Positions of calls and returns, by operation. */
export interface Spans {
  readonly calls: Float64Array;
  /** Infinity where the outcome is unknown. */
  readonly returns: Float64Array;
}

export interface Model {
  readonly name: string;
  /** One line: the object and its operations. */
  readonly summary: string;
  readonly source: string;
  /** A line of a history. */
  readonly example: string;
  /** The operations that it knows. */
  readonly operations: readonly string[];
  /** What is wrong with an operation in the eyes of this model; undefined if nothing is. Its `f` is known already. */
  fault(operation: Operation): string | undefined;
  /** Whether an operation that failed says something about the state all the same. */
  speaks?(failed: Operation): boolean;
  /** Groups that have nothing to do with each other, named; by key unless given. */
  partition?(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]>;
  prepare(operations: readonly Operation[]): PreparedModel;
  /** As a person would say it: `write 3`, `read → 3`. */
  describe(operation: Operation): string;
  /** What a legal order leaves, where states of the search do not tell it. */
  stateAfter?(order: readonly Operation[]): string;
}
