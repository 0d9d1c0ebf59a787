/**
 * p-values adjusted for being many: the smallest level at which Holm's procedure would reject each hypothesis. The
 * chance of even one false rejection stays below the level, however the tests depend on each other.
 * Source: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6
 * (1979); adjusted values as in S. P. Wright, "Adjusted P-Values for Simultaneous Inference", Biometrics 48 (1992).
 */
export interface HolmAdjusted {
  readonly p: number;
  /** By how much this value was multiplied: the hypotheses not yet rejected when its turn comes. */
  readonly factor: number;
}

/** In the order given; values in 0..1. */
export function holm(values: readonly number[]): HolmAdjusted[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b] || a - b);
  const adjusted: HolmAdjusted[] = new Array(values.length);
  let highest = 0;
  order.forEach((index, rank) => {
    const factor = values.length - rank;
    highest = Math.max(highest, Math.min(1, factor * values[index]));
    adjusted[index] = { p: highest, factor };
  });
  return adjusted;
}
