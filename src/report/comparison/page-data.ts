/** What the page of a comparison carries for its charts: the comparison without names that repeat and figures of each seed. */
import type { Comparison, MetricInfo } from '../../compare/comparison.ts';
import { CATEGORY_COLOURS, STATE_COLOURS } from '../theme/palette.ts';

/** Mean and its 95 % interval; ends are null where one seed says nothing about the spread. */
export type PageFigure = readonly [mean: number, low: number | null, high: number | null];

/** a − b with its interval; whether they are told apart (0 or 1), and if not, how many further seeds would tell. */
export type PagePair = readonly [
  a: number,
  b: number,
  mean: number,
  low: number | null,
  high: number | null,
  told: 0 | 1,
  seedsNeeded: number | null,
];

export interface PageRanking {
  /** Index into `metrics`. */
  readonly metric: number;
  readonly axis: number;
  /** −1 on `axis`. */
  readonly at: readonly number[];
  /** Best first. */
  readonly order: readonly number[];
  readonly pairs: readonly PagePair[];
}

export interface PageData {
  readonly axes: readonly {
    readonly label: string;
    readonly texts: readonly string[];
    /** null: not quantities, or not all different. */
    readonly numbers: readonly number[] | null;
  }[];
  /** By variant: index into the values of each axis. */
  readonly at: readonly (readonly number[])[];
  readonly metrics: readonly MetricInfo[];
  /** By metric and variant. */
  readonly figures: readonly (readonly (PageFigure | null)[])[];
  readonly rankings: readonly PageRanking[];
  /** How many every variant was run with. */
  readonly seeds: number;
  /** For series. */
  readonly colours: readonly string[];
}

/** Beyond these the page would be slow to open: what is left out is in comparison.json. */
const FIGURES_MAX = 60_000;
const PAIRS_MAX = 8_000;

/** Grey is for what is not in colour. */
const SERIES_COLOURS = CATEGORY_COLOURS.filter((colour) => colour !== STATE_COLOURS.follower);

export function pageData(comparison: Comparison): PageData {
  const { axes, variants, metrics, rankings } = comparison;
  const asked = metrics.filter((metric) => metric.asked).length;
  const kept = metrics.slice(0, Math.max(asked, Math.floor(FIGURES_MAX / variants.length)));
  const indices = new Map(kept.map(({ name }, i) => [name, i]));
  const pairs = rankings.reduce((sum, ranking) => sum + ranking.pairs.length, 0);
  return {
    axes: axes.map(({ label, values }) => ({
      label,
      texts: values.map(({ text }) => text),
      numbers: quantities(values.map(({ number }) => number)),
    })),
    at: variants.map(({ at }) => at),
    metrics: kept,
    figures: kept.map((_, metric) =>
      variants.map(({ means }) => {
        const figure = means[metric];
        if (figure === null || !Number.isFinite(figure.mean)) return null;
        return [digits(figure.mean), end(figure.ci95?.[0]), end(figure.ci95?.[1])];
      }),
    ),
    rankings: rankings.map((ranking) => ({
      metric: indices.get(ranking.metric)!,
      axis: ranking.axis,
      at: ranking.at,
      order: ranking.order.map(({ variant }) => variant),
      pairs: ranking.pairs
        .filter(({ a }) => pairs <= PAIRS_MAX || a === ranking.order[0].variant)
        .map(({ a, b, difference: { mean, ci95 }, distinguishable, seedsNeeded }) => [
          a,
          b,
          digits(mean),
          end(ci95?.[0]),
          end(ci95?.[1]),
          distinguishable ? 1 : 0,
          seedsNeeded,
        ]),
    })),
    seeds: comparison.seeds.length,
    colours: SERIES_COLOURS,
  };
}

function quantities(numbers: readonly (number | null)[]): number[] | null {
  const known = numbers.filter((number) => number !== null && Number.isFinite(number)) as number[];
  return known.length === numbers.length && new Set(known).size === known.length ? known : null;
}

/** Ten show eight nines, and more would only make the page longer. */
const digits = (value: number): number => Number(value.toPrecision(10));

const end = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : digits(value);
