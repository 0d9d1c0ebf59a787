/**
 * The Lorenz curve: which share of the load the least loaded x of the nodes carry (M. O. Lorenz, "Methods of Measuring
 * the Concentration of Wealth", 1905). The diagonal is even; Gini is twice the area between the two.
 */

/** At 0, 1/(points − 1), …, 1: piecewise linear between the nodes. No nodes, or no load at all, count as even. */
export function lorenzCurve(loads: readonly number[], points: number): number[] {
  const ascending = [...loads].sort((a, b) => a - b);
  const cumulative = [0];
  for (const load of ascending) cumulative.push(cumulative[cumulative.length - 1] + load);
  const n = ascending.length;
  const total = cumulative[n];
  return Array.from({ length: points }, (_, i) => {
    if (total === 0 || i === 0 || i === points - 1) return i / (points - 1);
    const at = (i * n) / (points - 1);
    const below = Math.floor(at);
    const between = below < n ? (at - below) * ascending[below] : 0;
    return (cumulative[below] + between) / total;
  });
}
