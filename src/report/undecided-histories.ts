import type { HistoryVerdict, Result } from '../measure/result.ts';

export interface UndecidedHistory extends HistoryVerdict {
  readonly seed: number;
}

/** Histories whose check ran out of its budget: neither linearizable nor not, as far as is known. */
export const undecidedHistories = (result: Result): UndecidedHistory[] =>
  result.runs.flatMap(({ seed, histories = [] }) =>
    histories.filter(({ verdict }) => verdict === 'unknown').map((history) => ({ ...history, seed })),
  );
