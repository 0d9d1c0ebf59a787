/** A ranking as a table, best first: what stands against the best, and which variants cannot be told apart. */
import type { Comparison, Interval, MetricInfo, PairedDifference } from '../../compare/comparison.ts';
import { formatCount } from '../format/format-count.ts';
import { formatFigure } from '../format/format-figure.ts';
import { type Html, html } from '../html/html.ts';
import { renderTable } from '../html/table.ts';

/** `index`: into the rankings of the comparison. */
export function rankingTable(comparison: Comparison, index: number, open: boolean): Html {
  const { axes, variants, metrics, rankings } = comparison;
  const ranking = rankings[index];
  const { axis, at, order } = ranking;
  const metric = metrics.findIndex(({ name }) => name === ranking.metric);
  const { unit } = metrics[metric];
  const nameOf = (variant: number): string => axes[axis].values[variants[variant].at[axis]].text;
  const place = at.flatMap((value, i) =>
    value < 0 || axes[i].values.length < 2 ? [] : [`${axes[i].label} ${axes[i].values[value].text}`],
  );
  const title = `${ranking.metric} by ${axes[axis].label}${place.length === 0 ? '' : `, at ${place.join(', ')}`}`;
  const pairs = new Map(ranking.pairs.map((pair) => [`${pair.a} ${pair.b}`, pair]));
  const pairOf = (a: number, b: number): PairedDifference | undefined => pairs.get(`${a} ${b}`);
  const best = order[0].variant;
  const rows = order.map(({ variant, tiedWith }, i) => {
    const figure = variants[variant].means[metric];
    const pair = i === 0 ? undefined : pairOf(best, variant);
    const ties = tiedWith.filter((other) => variants[other].means[metric] !== null);
    return [
      i + 1,
      nameOf(variant),
      figure === null ? 'none' : formatFigure(unit, figure.mean),
      figure === null ? '' : interval(unit, figure),
      i === 0 ? 'best' : pair === undefined ? '' : against(unit, pair),
      html`<span class="tied">${tieSentence(ties, nameOf, (other) => pairOf(variant, other))}</span>`,
    ];
  });
  return html`<details class="ranking" data-ranking="${index}"${open && html` open`}><summary>${title}</summary>${renderTable(
    [
      { title: '', kind: 'number' },
      { title: axes[axis].label },
      { title: 'mean', kind: 'number' },
      { title: '95 % interval', kind: 'number' },
      { title: `to the best (${directionOf(metrics[metric])})`, kind: 'number' },
      { title: 'not distinguishable from (+ further seeds that would tell)' },
    ],
    rows,
  )}</details>`;
}

const DIRECTIONS: Readonly<Record<MetricInfo['better'], string>> = {
  lower: 'lower is better',
  higher: 'higher is better',
  neither: 'smallest first',
};
const directionOf = ({ better }: MetricInfo): string => DIRECTIONS[better];

const interval = (unit: MetricInfo['unit'], { ci95 }: Interval): string =>
  ci95 === null ? '' : `${formatFigure(unit, ci95[0])} … ${formatFigure(unit, ci95[1])}`;

/** Of the pair (best, this one), turned round. */
function against(unit: MetricInfo['unit'], { difference: { mean, ci95 } }: PairedDifference): string {
  if (mean === 0 && (ci95 === null || ci95[0] === 0)) return 'the same';
  const half = ci95 === null ? '' : ` ± ${formatFigure(unit, (ci95[1] - ci95[0]) / 2)}`;
  return `${mean < 0 ? '+' : ''}${formatFigure(unit, mean === 0 ? 0 : -mean)}${half}`;
}

const TIES_MAX = 4;

function tieSentence(
  ties: readonly number[],
  nameOf: (variant: number) => string,
  pairOf: (variant: number) => PairedDifference | undefined,
): string {
  if (ties.length === 0) return '';
  const words = ties.slice(0, TIES_MAX).map((other) => {
    const pair = pairOf(other);
    if (pair === undefined) return `${nameOf(other)} (no seed in common)`;
    const { seedsNeeded, difference } = pair;
    if (seedsNeeded !== null) {
      return `${nameOf(other)} (+${formatCount(seedsNeeded)})`;
    }
    return difference.mean === 0 && difference.ci95?.[0] === 0 ? `${nameOf(other)} (the same)` : nameOf(other);
  });
  const more = ties.length - words.length;
  const rest = more > 0 ? [`${more} more`] : [];
  return [...words, ...rest].join(', ');
}
