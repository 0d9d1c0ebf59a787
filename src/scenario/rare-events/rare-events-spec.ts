/** How rare events are looked for, beside the plain runs. */
export interface RareEventsSpec {
  /** Regenerative cycles per run, each from everything up to everything up again. */
  readonly cycles: number;
  /** The chance that a further failure comes before a repair of mean length is over, in (0, 1). */
  readonly bias: number;
}
