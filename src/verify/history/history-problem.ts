/** What is wrong with a history and where, as plain data. */
export interface HistoryProblem {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** Of the marked stretch; at least 1. */
  readonly length: number;
  /** One sentence without a full stop. */
  readonly message: string;
  /** What would be right. */
  readonly expected?: string;
  /** The nearest valid name. */
  readonly suggestion?: string;
}

/** A file with so many problems is something else: reading ends here. */
export const PROBLEMS_MAX = 20;
