/**
 * Draws from a discrete distribution in constant time: Walker's alias method (ACM TOMS 3, 1977) with the table built in
 * O(n) as by Vose (IEEE TSE 17, 1991). Each of n columns holds its own outcome up to a height, an alias above it.
 */

export interface AliasTable {
  /** By column: the height below which it is its own outcome, in 0..1. */
  readonly heights: Float64Array;
  readonly aliases: Int32Array;
}

/** For weights ≥ 0 of which one is above 0. */
export function aliasTable(weights: Float64Array): AliasTable {
  const n = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const heights = weights.map((weight) => (weight * n) / total);
  const aliases = Int32Array.from(weights, (_, column) => column);
  const small: number[] = [];
  const large: number[] = [];
  for (let column = 0; column < n; column++) (heights[column] < 1 ? small : large).push(column);
  while (small.length > 0 && large.length > 0) {
    const low = small.pop() as number;
    const high = large[large.length - 1];
    aliases[low] = high;
    heights[high] -= 1 - heights[low];
    if (heights[high] < 1) small.push(large.pop() as number);
  }
  // What is left has height 1 but for rounding.
  for (const column of small) heights[column] = 1;
  for (const column of large) heights[column] = 1;
  return { heights, aliases };
}

/** The outcome for one uniform draw `u` in [0, 1). */
export function aliasDraw({ heights, aliases }: AliasTable, u: number): number {
  const scaled = u * heights.length;
  const column = Math.floor(scaled);
  return scaled - column < heights[column] ? column : aliases[column];
}
