/**
 * What a person takes in at a glance after a comparison: a table for each metric asked for, best first, what stands against
 * the best, and which variants cannot be told apart. Whatever is left out is named; everything is in comparison.json.
 */
import type { Comparison, Interval, MetricInfo, PairedDifference, Ranking } from '../../compare/comparison.ts';
import { formatCount } from '../format/format-count.ts';
import { formatFigure } from '../format/format-figure.ts';
import { type Alignment, align } from './align.ts';
import { createPaint, type Paint } from './paint.ts';
import { plain } from './plain.ts';
import { wrap } from './wrap.ts';

export interface ComparisonStyle {
  /** ANSI colours. */
  readonly color: boolean;
  /** Columns of the terminal, to which sentences are wrapped. */
  readonly width: number;
}

const MAX_ROWS = 12;
/** Of one metric; the first, the last and some between. */
const MAX_RANKINGS = 3;
const MAX_TIES = 2;
const ALIGNMENTS: readonly Alignment[] = ['right', 'left', 'right', 'left', 'right', 'left', 'left'];

/** Ends with a line feed. */
export function renderComparison(comparison: Comparison, { color, width }: ComparisonStyle): string {
  const { scenario, variants, seeds, metrics, interrupted, until } = comparison;
  const paint = createPaint(color);
  const state = interrupted ? `  ${paint('yellow', 'interrupted')}` : '';
  const sections: string[][] = [
    [
      `${paint('bold', plain(scenario.name, width - 12))}${state}`,
      paint('dim', `${variants.length} variants, ${seeds.length === 1 ? 'one seed' : `${seeds.length} seeds each`}`),
    ],
  ];
  for (const [index, info] of metrics.entries()) {
    if (info.asked) sections.push(...metricSections(comparison, info, index, paint));
  }
  sections.push(closing(comparison).flatMap((text) => wrap(text, width)));
  if (until !== undefined) {
    const unit = metrics.find(({ name }) => name === until.metric)!.unit;
    const widest = until.widest === null ? 'not known' : `± ${formatFigure(unit, until.widest)}`;
    const bound = `± ${formatFigure(unit, until.halfWidth)}`;
    const text = until.reached
      ? `Every interval of ${until.metric} is at most ${bound} wide: ${widest} after ${seeds.length} seeds.`
      : `Intervals of ${until.metric} are not ${bound} yet: the widest is ${widest} after ${seeds.length} seeds.`;
    sections.push(wrap(`${text} Intervals found by adding seeds cover a little less than they say.`, width));
  }
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

const DIRECTIONS: Readonly<Record<MetricInfo['better'], string>> = {
  lower: 'lower is better',
  higher: 'higher is better',
  neither: 'smallest first',
};

function metricSections(comparison: Comparison, info: MetricInfo, metric: number, paint: Paint): string[][] {
  const { axes, rankings } = comparison;
  const own = rankings.filter((ranking) => ranking.metric === info.name);
  const heading = `${paint('bold', info.name)}${paint('dim', `, ${DIRECTIONS[info.better]}`)}`;
  // Along quantities one looks at curves; where there are names as well, those are what is ranked.
  const named = own.filter(({ axis }) => axes[axis].values.some(({ number }) => number === null));
  const wanted = named.length > 0 ? named : own;
  const shown = spread(wanted, MAX_RANKINGS);
  const left = own.length - shown.length;
  return shown.map((ranking, i) => [
    ...(i === 0 ? [heading] : []),
    ...table(comparison, ranking, metric, paint),
    ...(i === shown.length - 1 && left > 0
      ? [paint('dim', `  … ${left} more ${left === 1 ? 'ranking' : 'rankings'} in comparison.json`)]
      : []),
  ]);
}

/** The first, the last, and some evenly between. */
function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]);
}

function table({ axes, variants, metrics }: Comparison, ranking: Ranking, metric: number, paint: Paint): string[] {
  const { axis, at, order, pairs } = ranking;
  const { unit } = metrics[metric];
  const place = at.flatMap((value, i) => (value < 0 ? [] : [`${axes[i].label}=${axes[i].values[value].text}`]));
  const rank = new Map(order.map(({ variant }, i) => [variant, i + 1]));
  const pairOf = (a: number, b: number) => pairs.find((pair) => pair.a === a && pair.b === b);
  const best = order[0].variant;
  const rows = order.slice(0, MAX_ROWS).map(({ variant, tiedWith }, i) => {
    const pair = i === 0 ? undefined : pairOf(best, variant);
    const ties = tiedWith.filter((other) => variants[other].means[metric] !== null);
    return [
      `  ${i + 1}`,
      plain(axes[axis].values[variants[variant].at[axis]].text, 32),
      ...interval(unit, variants[variant].means[metric]),
      ...(pair === undefined ? ['', ''] : against(unit, pair)),
      ties
        .slice(0, MAX_TIES)
        .map((other) => tie(rank.get(other)!, pairOf(variant, other)))
        .concat(ties.length > MAX_TIES ? [`${ties.length - MAX_TIES} more`] : [])
        .join(', '),
    ];
  });
  const title = `by ${plain(axes[axis].label)}${place.length === 0 ? '' : ` at ${plain(place.join(', '))}`}`;
  const lines = align([['  ', title, 'mean', '95 %', 'to best', '95 %', 'not told from'], ...rows], ALIGNMENTS);
  const hidden = order.length - rows.length;
  return [paint('dim', lines[0]), ...lines.slice(1), ...(hidden > 0 ? [`  … ${hidden} more`] : [])];
}

function interval(unit: MetricInfo['unit'], figure: Interval | null): [string, string] {
  if (figure === null) return ['none', ''];
  return [formatFigure(unit, figure.mean), half(unit, figure)];
}

const half = (unit: MetricInfo['unit'], { ci95 }: Interval): string =>
  ci95 === null ? '' : `± ${formatFigure(unit, (ci95[1] - ci95[0]) / 2)}`;

/** Of the pair (best, this one), turned round. */
function against(unit: MetricInfo['unit'], { difference }: PairedDifference): [string, string] {
  const { mean } = difference;
  if (mean === 0) return ['the same', difference.ci95?.[0] === 0 ? '' : half(unit, difference)];
  return [`${mean < 0 ? '+' : ''}${formatFigure(unit, -mean)}`, half(unit, difference)];
}

function tie(rank: number, pair: PairedDifference | undefined): string {
  if (pair === undefined) return `${rank} (no seed in common)`;
  const { seedsNeeded, difference } = pair;
  if (seedsNeeded !== null)
    return `${rank} (+${formatCount(seedsNeeded, ' ')} ${seedsNeeded === 1 ? 'seed' : 'seeds'} would tell)`;
  return difference.mean === 0 && difference.ci95?.[0] === 0 ? `${rank} (same in every seed)` : String(rank);
}

/** What holds for all tables. */
function closing({ rankings, seeds }: Comparison): string[] {
  const pairs = rankings.flatMap((ranking) => ranking.pairs);
  if (pairs.length === 0) return [];
  if (seeds.length < 2) return ['One seed says nothing about which differences are real: take more with --runs.'];
  const reductions = pairs.flatMap(({ varianceReduction }) => varianceReduction ?? []).sort((a, b) => a - b);
  const median = reductions[Math.floor((reductions.length - 1) / 2)];
  return [
    'Differences are paired by seed (same arrivals, same faults) and told apart at level 0.05, corrected for all pairs of ' +
      'a metric (Holm); intervals are each for itself.' +
      (median === undefined
        ? ''
        : ` Pairing divides the variance of differences by ${Number(median.toPrecision(2))} (median of the pairs).`),
  ];
}
