/** Options that are right one by one and cannot work together, or a text option that cannot be read. */
export interface OptionConflict {
  /** The one to change: a name in the algorithm's options. */
  readonly option: string;
  /** One sentence without a full stop: what is wrong. */
  readonly message: string;
  /** What would be right. */
  readonly expected: string;
}
