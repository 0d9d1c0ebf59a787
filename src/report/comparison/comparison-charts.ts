/** The charts of a comparison as they stand alone: one for each metric asked for, its differences to the best, the trade-off. */
import type { TopLevelSpec } from 'vega-lite';
import type { Comparison } from '../../compare/comparison.ts';
import type { Chart } from '../chart.ts';
import type { Drawing } from './drawing.ts';
import { forestDrawing } from './forest-drawing.ts';
import { mainDrawing } from './main-drawing.ts';
import { type PageData, pageData } from './page-data.ts';
import { comparisonTemplates } from './templates.ts';
import { toChart } from './to-chart.ts';
import { tradeOffDrawing } from './trade-off-drawing.ts';
import { usualRanking } from './usual-ranking.ts';
import { usualTradeOff } from './usual-trade-off.ts';
import { usualView } from './usual-view.ts';

export interface ComparisonCharts {
  /** By metric asked for; without those that have no figure. */
  readonly main: readonly Chart[];
  readonly differences: readonly Chart[];
  readonly tradeOff: Chart | undefined;
}

export function comparisonCharts(
  comparison: Comparison,
  data: PageData = pageData(comparison),
  templates: ReadonlyMap<string, TopLevelSpec> = comparisonTemplates(),
): ComparisonCharts {
  const asked = data.metrics.flatMap((info, metric) => (info.asked ? [metric] : []));
  const chartOf = (name: string, drawing: Drawing): Chart[] =>
    drawing.rows.length === 0 ? [] : [toChart(name, drawing, templates)];
  const endOf = (metric: number): string =>
    asked.length === 1 ? '' : `-${metric + 1}-${slug(data.metrics[metric].name)}`;
  const usual = usualTradeOff(comparison, data, usualView(data, 0).at);
  return {
    main: asked.flatMap((metric) => chartOf(`comparison${endOf(metric)}`, mainDrawing(data, usualView(data, metric)))),
    differences: asked.flatMap((metric) => {
      const ranking = usualRanking(data, metric);
      if (ranking === undefined) return [];
      const [best] = data.rankings[ranking].order;
      return chartOf(`differences${endOf(metric)}`, forestDrawing(data, ranking, best));
    }),
    tradeOff:
      usual === undefined ? undefined : chartOf('trade-off', tradeOffDrawing(data, usual.x, usual.y, usual.held)).at(0),
  };
}

/** Safe as a part of a file's name: `latency.web.call.p99` → `latency-web-call-p99`. */
const slug = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
