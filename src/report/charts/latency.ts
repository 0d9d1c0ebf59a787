/** Latency by client and operation, over all runs: from the median to the slowest. */
import type { ChartMaker } from '../chart.ts';
import { quantileDots } from './quantile-dots.ts';

const DOTS = [
  { figure: 'p50', colour: 0, shape: 'circle' },
  { figure: 'p90', colour: 2, shape: 'square' },
  { figure: 'p99', colour: 4, shape: 'triangle-up' },
  { figure: 'p999', colour: 3, shape: 'diamond' },
  { figure: 'max', colour: 1, shape: 'cross' },
] as const;

export const latencyChart: ChartMaker = (result) => {
  const rows = Object.entries(result.summary.latency).flatMap(([client, operations]) =>
    Object.entries(operations)
      .filter(([, quantiles]) => quantiles.count > 0)
      .flatMap(([operation, quantiles]) =>
        DOTS.map(({ figure }) => ({
          operation: `${client} ${operation}`,
          quantile: figure,
          seconds: quantiles[figure],
          count: quantiles.count,
        })),
      ),
  );
  if (rows.length === 0) return undefined;
  return quantileDots({
    name: 'latency',
    title: 'Latency',
    caption:
      'For each client and operation the median, the 90th, 99th and 99.9th percentile and the slowest answer, over all runs. The axis is logarithmic: a tail of equal length is a tail of equal ratio.',
    axis: 'latency of answered operations',
    thing: 'operation',
    figure: 'quantile',
    counted: 'operations',
    dots: DOTS,
    rows,
  });
};
