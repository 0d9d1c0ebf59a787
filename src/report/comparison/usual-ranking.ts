/** Which of a metric's rankings comes first: of names rather than of quantities, at the highest values of those. */
import type { PageData } from './page-data.ts';

/** An index; undefined where the metric is not ranked. */
export function usualRanking({ axes, rankings }: PageData, metric: number): number | undefined {
  const own = rankings.flatMap((ranking, i) => (ranking.metric === metric && ranking.pairs.length > 0 ? [i] : []));
  const named = own.filter((i) => axes[rankings[i].axis].numbers === null);
  const wanted = named.length > 0 ? named : own;
  const score = (i: number): number =>
    rankings[i].at.reduce((sum, value, axis) => sum + (axes[axis].numbers === null ? -value : value), 0);
  return wanted.reduce<number | undefined>(
    (best, i) => (best === undefined || score(i) > score(best) ? i : best),
    undefined,
  );
}
