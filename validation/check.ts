/**
 * A check holds the simulator against figures that nobody in this project made up: closed forms, figures of papers,
 * measurements of real systems. `checks/` has one file for each, `checks/all-checks.ts` lists them.
 */

/** How far a simulated value may lie from the expected one. */
export type Tolerance =
  /** Share of the expected value. */
  | { readonly kind: 'relative'; readonly by: number }
  /** In the figure's own unit. */
  | { readonly kind: 'absolute'; readonly by: number }
  /** Standard errors of the simulated value, which it then has to state. */
  | { readonly kind: 'sigma'; readonly by: number }
  /** Shares of the expected value: for limits that the truth lies to one side of. */
  | { readonly kind: 'band'; readonly below: number; readonly above: number }
  /** For distances: 0 is agreement, and the value must stay below this. */
  | { readonly kind: 'below'; readonly by: number };

export interface Figure {
  /** With its unit: `mean, ms`. */
  readonly quantity: string;
  readonly expected: number;
  readonly tolerance: Tolerance;
}

export interface Measured {
  readonly value: number;
  /** Of the value, over independent runs. */
  readonly standardError?: number;
}

export interface Check {
  /** `raft/split-votes`: kebab-case, the field before the slash. */
  readonly name: string;
  /** As a person would say it. */
  readonly title: string;
  /** Who says so. */
  readonly source: string;
  /** Which part of the simulator did the work. */
  readonly exercised: string;
  readonly figures: readonly Figure[];
  /** Trials, jobs or years: `full` for the table, `short` for the tests. */
  readonly trials: { readonly full: number; readonly short: number };
  /** One value per figure, in order. The same for the same number of trials. */
  simulate(trials: number): readonly Measured[];
}
