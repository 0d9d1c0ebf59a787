/** What of a comparison the main chart shows. */
export interface View {
  /** Index into the metrics of the page. */
  readonly metric: number;
  /** The axis along which one looks. */
  readonly x: number;
  /** The axis of which each value is a line or a colour; −1 for none. */
  readonly series: number;
  /** The value at which every other axis is held. */
  readonly at: readonly number[];
  /** Values of `series` that are drawn in colour. */
  readonly shown: readonly number[];
  readonly log: boolean;
  /** A heat map over both axes. */
  readonly heat: boolean;
}
