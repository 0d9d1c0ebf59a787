/** Which two metrics are set against each other first: what it costs and what one gets for it. */
import type { Comparison, MetricInfo } from '../../compare/comparison.ts';
import type { PageData } from './page-data.ts';

export interface TradeOff {
  /** Indices of metrics. */
  readonly x: number;
  readonly y: number;
  /** By axis: the one value shown, −1 for all. */
  readonly held: readonly number[];
}

/** Parts of a scenario that happen to a design: variants that differ in them are no alternatives. */
const WORLD = /^(clients|jobs|faults|topology|duration|warmup)\b/;

/** undefined with fewer than two metrics that have a better and a worse. `at`: values at which axes of the world are held. */
export function usualTradeOff(
  { axes }: Comparison,
  { metrics, figures }: PageData,
  at: readonly number[],
): TradeOff | undefined {
  const judged = metrics.flatMap((info, i) =>
    info.better !== 'neither' && figures[i].some((figure) => figure !== null) ? [i] : [],
  );
  const varied = judged.filter((i) => new Set(figures[i].map((figure) => figure?.[0])).size > 1);
  const asked = judged.filter((i) => metrics[i].asked);
  const isCost = ({ unit }: MetricInfo): boolean => unit === 'money';
  const x =
    asked.find((i) => isCost(metrics[i])) ??
    varied.find((i) => isCost(metrics[i])) ??
    asked[1] ??
    varied.find((i) => i !== asked[0]);
  const y = asked.find((i) => i !== x) ?? varied.find((i) => i !== x);
  if (x === undefined || y === undefined) return undefined;
  const live = axes.filter(({ values }) => values.length > 1);
  const design = live.some(({ path }) => !WORLD.test(path));
  return {
    x,
    y,
    held: axes.map(({ path, values }, i) => (design && values.length > 1 && WORLD.test(path) ? at[i] : -1)),
  };
}
