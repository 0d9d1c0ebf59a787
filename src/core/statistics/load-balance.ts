/**
 * How evenly a load is spread over nodes, by the measures in use.
 * Sources: Jain, Chiu, Hawe, "A Quantitative Measure of Fairness", DEC TR-301 (1984); C. Gini (1912), as the mean
 * absolute difference over twice the mean.
 */
export interface LoadBalance {
  readonly mean: number;
  /** Of the nodes themselves (divided by n), not an estimate. */
  readonly stddev: number;
  /** stddev / mean. 0 is even. */
  readonly cv: number;
  /** Largest / mean. 1 is even. */
  readonly peakToMean: number;
  /** (Σx)² / (n Σx²), from 1/n (one node has all) to 1 (even). */
  readonly jain: number;
  /** From 0 (even) to 1 − 1/n (one node has all). */
  readonly gini: number;
}

/** One non-negative load a node. No nodes, or no load at all, count as perfectly even. */
export function loadBalance(loads: readonly number[]): LoadBalance {
  const n = loads.length;
  const total = loads.reduce((sum, load) => sum + load, 0);
  if (total === 0) return { mean: 0, stddev: 0, cv: 0, peakToMean: 1, jain: 1, gini: 0 };

  const mean = total / n;
  const squares = loads.reduce((sum, load) => sum + load * load, 0);
  const variance = loads.reduce((sum, load) => sum + (load - mean) * (load - mean), 0) / n;
  // With loads ascending, Σᵢ Σⱼ |xᵢ − xⱼ| = 2 Σᵢ (2i − n + 1) xᵢ, i from 0.
  const ascending = [...loads].sort((a, b) => a - b);
  const differences = ascending.reduce((sum, load, i) => sum + (2 * i - n + 1) * load, 0);
  const stddev = Math.sqrt(variance);
  return {
    mean,
    stddev,
    cv: stddev / mean,
    peakToMean: ascending[n - 1] / mean,
    jain: (total * total) / (n * squares),
    gini: differences / (n * total),
  };
}
