/** Where a reader begins: quantities on x, names as lines, the first metric, the last value of every other axis. */
import type { PageData } from './page-data.ts';
import type { View } from './view.ts';

/** Above this ratio of the means, a linear scale shows only the largest. */
const RATIO_FOR_LOG = 30;
/** More lines in colour cannot be told apart. */
const SHOWN_MAX = 7;

/** `metric`: an index. */
export function usualView(data: PageData, metric: number): View {
  const live = data.axes.flatMap(({ texts }, axis) => (texts.length > 1 ? [axis] : []));
  const x = live.findLast((axis) => data.axes[axis].numbers !== null) ?? live[0] ?? 0;
  const others = live.filter((axis) => axis !== x);
  const series = others.find((axis) => data.axes[axis].numbers === null) ?? others[0] ?? -1;
  const at = data.axes.map(({ texts, numbers }) => (numbers === null ? 0 : texts.length - 1));
  const means = data.figures[metric].flatMap((figure) => (figure === null ? [] : [figure[0]]));
  const positive = means.length > 0 && Math.min(...means) > 0;
  return {
    metric,
    x,
    series,
    at,
    shown: series < 0 ? [] : shownSeries(data, metric, series),
    log: positive && Math.max(...means) > RATIO_FOR_LOG * Math.min(...means),
    heat: series >= 0 && data.axes[x].numbers !== null && data.axes[series].numbers !== null,
  };
}

/** All if they are few; or else the best ones by mean and, for contrast, the worst. */
function shownSeries({ axes, at, metrics, figures }: PageData, metric: number, series: number): number[] {
  const all = axes[series].texts.map((_, value) => value);
  if (all.length <= SHOWN_MAX) return all;
  const sign = metrics[metric].better === 'higher' ? -1 : 1;
  const scored = all.map((value) => {
    const own = figures[metric].flatMap((figure, variant) =>
      figure !== null && at[variant][series] === value ? [figure[0]] : [],
    );
    return {
      value,
      score: own.length === 0 ? Infinity : (sign * own.reduce((sum, mean) => sum + mean, 0)) / own.length,
    };
  });
  scored.sort((a, b) => (a.score === b.score ? a.value - b.value : a.score - b.score));
  return [...scored.slice(0, SHOWN_MAX - 1), scored[scored.length - 1]].map(({ value }) => value);
}
