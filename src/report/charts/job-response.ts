/** How long jobs take, by class: from the median to the slowest, and the wait for the first task. */
import type { Quantiles } from '../../measure/result.ts';
import type { ChartMaker, Row } from '../chart.ts';
import { quantileDots } from './quantile-dots.ts';

const FIRST_TASK = { figure: 'wait, p50', colour: 6, shape: 'triangle-right' };
const RESPONSE = [
  { figure: 'p50', colour: 0, shape: 'circle' },
  { figure: 'p90', colour: 2, shape: 'triangle-up' },
  { figure: 'p99', colour: 4, shape: 'diamond' },
  { figure: 'max', colour: 1, shape: 'cross' },
] as const;
const MAX_CLASSES = 24;

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
    ...(wait === undefined ? [] : [{ jobs, figure: FIRST_TASK.figure, seconds: wait.p50, count: wait.count }]),
    ...RESPONSE.map(({ figure }) => ({ jobs, figure, seconds: response[figure], count: response.count })),
  ]);
  return quantileDots({
    name: 'job-response',
    title: 'How long jobs take',
    caption:
      'For each class of jobs the median, the 90th and 99th percentile and the slowest response, over all runs, and the median wait for the first task. Jobs that are not finished when a run ends are not in it.',
    axis: 'from submission to the end',
    thing: 'jobs',
    figure: 'figure',
    counted: 'jobs',
    dots: [FIRST_TASK, ...RESPONSE],
    rows,
  });
};
