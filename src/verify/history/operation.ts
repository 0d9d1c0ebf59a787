/** An operation of a history: an invocation and what became of it. */
import type { HistoryValue } from './history-value.ts';

export interface Operation {
  readonly process: number;
  readonly f: string;
  readonly key: string | undefined;
  /** Arguments, from the invocation. */
  readonly value: HistoryValue;
  /** What its completion said; undefined while nobody knows. */
  readonly result: HistoryValue | undefined;
  /** `info`: unknown, or never completed: it may take effect at any time after its call, or never. */
  readonly outcome: 'ok' | 'fail' | 'info';
  readonly reason?: string;
  /** Positions in the history: an operation precedes another if its return lies before the other's call. */
  readonly call: number;
  /** Infinity where the outcome is unknown. */
  readonly return: number;
  /** Lines of its file, from 1. */
  readonly lines?: readonly [invocation: number, completion: number | undefined];
  /** As the history has them. */
  readonly times?: readonly [invoked: number | undefined, completed: number | undefined];
}
