/** What every command ends with. */
export const EXIT = {
  /** All well. */
  ok: 0,
  /** It worked, and found what was looked for: an expectation missed, an invariant broken. */
  found: 1,
  /** The input or the usage is wrong. */
  usage: 2,
  /** No verdict within the budget. */
  undecided: 3,
  /** A fault of the program's own. */
  internal: 70,
  /** Stopped by the user (Ctrl-C); what was finished is kept. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
