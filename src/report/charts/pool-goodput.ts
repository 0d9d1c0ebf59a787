/** Goodput, failures and retries of each pool over the calendar of one run. */
import type { ChartMaker } from '../chart.ts';
import { chosenRun } from './chosen-run.ts';
import { panelsOf, poolLines } from './pool-lines.ts';

export const poolGoodputChart: ChartMaker = (_result, runs) => {
  const run = chosenRun(runs);
  if (run?.pools === undefined) return undefined;
  const { pools, cut } = panelsOf(run);
  return poolLines(run, pools, {
    name: 'pool-goodput',
    title: 'Goodput, failures and retries',
    caption: `Attempts per second in the run with seed ${run.seed}: answered ok and in time, come to nothing, and made again. Where the work of the servers goes into answers that nobody waits for, goodput stays down when the cause is gone.${cut}`,
    measures: [
      { name: 'good', colour: 2, value: ({ goodput }) => goodput },
      { name: 'failed', colour: 1, value: ({ failures }) => failures },
      { name: 'retries', colour: 4, value: ({ retries }) => retries },
    ],
    axis: () => ({ axis: { tickCount: 4, format: '~s' } }),
  });
};
