/** How long jobs take, by class: from the median to the slowest, and the wait for the first task. */
import type { Quantiles } from '../../measure/result.ts';
import { type ChartMaker, ROWS, type Row } from '../chart.ts';
import { CATEGORY_COLOURS } from '../theme/palette.ts';
import { LOG_SECONDS_LABEL, logSecondsAxis, NAME_LIMIT, WIDTH } from './layout.ts';

const QUANTILES = ['p50', 'p90', 'p99', 'max'] as const;
const FIRST_TASK = 'wait, p50';
const FIGURES = [FIRST_TASK, ...QUANTILES];
const MAX_CLASSES = 24;
const SHORTEST_SECONDS = 1e-6;

export const jobResponseChart: ChartMaker = (result) => {
  const batches = Object.entries(result.summary.batches ?? {});
  const classes = batches
    .flatMap(([name, batch]) =>
      Object.entries(batch.response).map(([jobClass, response]) => ({
        jobs: batches.length > 1 ? `${name} ${jobClass}` : jobClass,
        response,
        wait: batch.wait[jobClass] as Quantiles | undefined,
      })),
    )
    .filter(({ response }) => response.count > 0)
    .slice(0, MAX_CLASSES);
  if (classes.length === 0) return undefined;
  const rows: Row[] = classes.flatMap(({ jobs, response, wait }) => [
    ...(wait === undefined
      ? []
      : [{ jobs, figure: FIRST_TASK, seconds: Math.max(SHORTEST_SECONDS, wait.p50), count: wait.count }]),
    ...QUANTILES.map((figure) => ({
      jobs,
      figure,
      seconds: Math.max(SHORTEST_SECONDS, response[figure]),
      count: response.count,
    })),
  ]);
  const shown = logSecondsAxis(rows.map((row) => Number(row.seconds)));
  const x = {
    type: 'quantitative' as const,
    title: 'from submission to the end',
    scale: { type: 'log' as const, domain: shown.domain, nice: false },
    axis: { labelExpr: LOG_SECONDS_LABEL, values: shown.ticks },
  };
  return {
    name: 'job-response',
    title: 'How long jobs take',
    caption:
      'For each class of jobs the median, the 90th and 99th percentile and the slowest response, over all runs, and the median wait for the first task. Jobs that are not finished when a run ends are not in it.',
    columns: ['jobs', 'figure', 'seconds', 'count'],
    rows,
    spec: {
      data: { name: ROWS },
      width: WIDTH,
      height: { step: 34 },
      encoding: {
        y: {
          field: 'jobs',
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
              field: 'figure',
              type: 'nominal',
              sort: FIGURES,
              scale: { domain: FIGURES, range: [6, 0, 2, 4, 1].map((i) => CATEGORY_COLOURS[i]) },
              legend: { title: null, columns: { expr: 'width < 300 ? 3 : 5' } },
            },
            shape: {
              field: 'figure',
              type: 'nominal',
              sort: FIGURES,
              scale: { domain: FIGURES, range: ['triangle-right', 'circle', 'triangle-up', 'diamond', 'cross'] },
            },
            tooltip: [
              { field: 'jobs', type: 'nominal', title: 'jobs' },
              { field: 'figure', type: 'nominal', title: 'figure' },
              { field: 'seconds', type: 'quantitative', title: 'seconds', format: '.4~g' },
              { field: 'count', type: 'quantitative', title: 'jobs', format: ',' },
            ],
          },
        },
      ],
    },
  };
};
