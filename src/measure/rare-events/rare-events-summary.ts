/** What the cycles of all runs say together: `summary.rareEvents` of result.json. Times in seconds, shares in 0..1. */

/** A share of the calendar that is lost, or a rate, with what its estimate is worth. */
export interface RareEstimate {
  readonly mean: number;
  /** 95 % confidence interval, clipped at 0. */
  readonly ci95: readonly [number, number];
  /** Standard error over the mean; null if nothing was seen. */
  readonly relativeError: number | null;
  /** (Σy)² / Σy² over the cycles' contributions y: as many equal ones would say as much (Kish). */
  readonly effectiveCycles: number;
  /**
   * By how much more events plain simulation would need for the same error: its variance per cycle times its events per
   * cycle over ours, both estimated from the biased cycles. null if nothing was seen.
   */
  readonly varianceReduction: number | null;
}

export interface RareDowntime {
  /** Share of the calendar. */
  readonly unavailability: RareEstimate;
  /** −log10 of the unavailability; null if nothing was seen. */
  readonly nines: number | null;
  readonly downtimeSecondsPerYear: number;
  readonly incidentsPerYear: RareEstimate;
}

/**
 * `few-effective-cycles`: fewer than 100 for the unavailability, so its interval is not to be trusted. `weights-off`: the mean
 * likelihood ratio is not 1 within four standard errors. `cycles-cut-off`: some did not come to rest in time.
 */
export type RareEventsWarning = 'few-effective-cycles' | 'weights-off' | 'cycles-cut-off';

export interface RareEventsSummary extends RareDowntime {
  readonly method: 'failure-biasing';
  readonly cycles: number;
  readonly cutOff: number;
  /** Mean length of a cycle under the plain law, of which up to the first failure. */
  readonly cycleSeconds: number;
  readonly restSeconds: number;
  readonly events: number;
  readonly likelihoodRatio: { readonly mean: number; readonly standardError: number; readonly effectiveCycles: number };
  /** Largest first. */
  readonly causes: readonly (RareDowntime & { readonly cause: string })[];
  readonly warnings: readonly RareEventsWarning[];
}
