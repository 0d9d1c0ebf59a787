/** Latency by client and operation, over all runs: from the median to the slowest. */
import { type ChartMaker, ROWS } from '../chart.ts';
import { CATEGORY_COLOURS } from '../theme/palette.ts';
import { LOG_SECONDS_LABEL, logSecondsAxis, NAME_LIMIT, WIDTH } from './layout.ts';

const QUANTILES = ['p50', 'p90', 'p99', 'p999', 'max'] as const;
const SHORTEST_SECONDS = 1e-6;

export const latencyChart: ChartMaker = (result) => {
  const rows = Object.entries(result.summary.latency).flatMap(([client, operations]) =>
    Object.entries(operations)
      .filter(([, quantiles]) => quantiles.count > 0)
      .flatMap(([operation, quantiles]) =>
        QUANTILES.map((quantile) => ({
          operation: `${client} ${operation}`,
          quantile,
          seconds: Math.max(SHORTEST_SECONDS, quantiles[quantile]),
          count: quantiles.count,
        })),
      ),
  );
  if (rows.length === 0) return undefined;
  const axis = logSecondsAxis(rows.map((row) => row.seconds));
  const x = {
    type: 'quantitative' as const,
    title: 'latency of answered operations',
    scale: { type: 'log' as const, domain: axis.domain, nice: false },
    axis: { labelExpr: LOG_SECONDS_LABEL, values: axis.ticks },
  };
  return {
    name: 'latency',
    title: 'Latency',
    caption:
      'For each client and operation the median, the 90th, 99th and 99.9th percentile and the slowest answer, over all runs. The axis is logarithmic: a tail of equal length is a tail of equal ratio.',
    columns: ['operation', 'quantile', 'seconds', 'count'],
    rows,
    spec: {
      data: { name: ROWS },
      width: WIDTH,
      height: { step: 34 },
      encoding: {
        y: {
          field: 'operation',
          type: 'nominal',
          sort: null,
          title: null,
          axis: { ticks: false, domain: false, labelFontSize: 12, labelOpacity: 1, labelLimit: NAME_LIMIT },
        },
      },
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 2, opacity: 0.5, color: CATEGORY_COLOURS[6] },
          encoding: {
            x: { ...x, field: 'seconds', aggregate: 'min' },
            x2: { field: 'seconds', aggregate: 'max' },
          },
        },
        {
          mark: { type: 'point', filled: true, opacity: 1, size: 60 },
          encoding: {
            x: { ...x, field: 'seconds' },
            color: {
              field: 'quantile',
              type: 'nominal',
              scale: {
                domain: [...QUANTILES],
                range: [0, 2, 4, 3, 1].map((i) => CATEGORY_COLOURS[i]),
              },
              legend: {
                title: null,
                columns: { expr: 'width < 300 ? 3 : 5' },
                labelExpr: "datum.label == 'p999' ? 'p99.9' : datum.label",
              },
            },
            shape: {
              field: 'quantile',
              type: 'nominal',
              scale: { domain: [...QUANTILES], range: ['circle', 'square', 'triangle-up', 'diamond', 'cross'] },
            },
            tooltip: [
              { field: 'operation', type: 'nominal', title: 'operation' },
              { field: 'quantile', type: 'nominal', title: 'quantile' },
              { field: 'seconds', type: 'quantitative', title: 'seconds', format: '.4~g' },
              { field: 'count', type: 'quantitative', title: 'operations', format: ',' },
            ],
          },
        },
      ],
    },
  };
};
