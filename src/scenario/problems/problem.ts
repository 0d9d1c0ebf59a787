/** What is wrong with a scenario and where, as plain data; `format-problem.ts` makes text of it. */

/** Closed: programs may switch over it. */
export type ProblemCode =
  | 'syntax'
  | 'duplicate-key'
  | 'unsafe-yaml'
  | 'too-large'
  | 'empty-file'
  | 'wrong-type'
  | 'unknown-key'
  | 'missing-key'
  | 'unknown-name'
  | 'bad-name'
  | 'bad-quantity'
  | 'out-of-range'
  | 'conflict'
  | 'unknown-reference'
  | 'bad-target'
  | 'bad-expectation'
  | 'bad-csv'
  | 'bad-file'
  | 'bad-override'
  | 'too-costly'
  /** Only as a warning: legal, and probably not what was meant. */
  | 'questionable';

export interface Problem {
  readonly code: ProblemCode;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** Of the marked stretch, within its first line; at least 1. */
  readonly length: number;
  /** One sentence without a full stop: what is wrong. */
  readonly message: string;
  /** What would be right. */
  readonly expected?: string;
  /** The nearest valid name. */
  readonly suggestion?: string;
  readonly sourceLine: string;
}

/** A problem before it has a place: what `messages.ts` makes. */
export type Sentence = Pick<Problem, 'code' | 'message' | 'expected' | 'suggestion'>;
