/** Time at the servers of each pool over the calendar of one run. */
import type { ChartMaker } from '../chart.ts';
import { chosenRun } from './chosen-run.ts';
import { LOG_SECONDS_LABEL, logSecondsAxis } from './layout.ts';
import { panelsOf, poolLines } from './pool-lines.ts';

const orNull = (seconds: number): number | null => (seconds > 0 ? seconds : null);

export const poolSojournChart: ChartMaker = (_result, runs) => {
  const run = chosenRun(runs);
  if (run?.pools === undefined) return undefined;
  const { pools, cut } = panelsOf(run);
  return poolLines(run, pools, {
    name: 'pool-sojourn',
    title: 'Time at the server',
    caption: `Waiting and in progress, of attempts answered ok in the run with seed ${run.seed}: the median, the 99th percentile and the slowest of each window. What the network and further attempts add shows in the clients’ latency.${cut}`,
    measures: [
      { name: 'p50', colour: 0, value: ({ p50 }) => orNull(p50) },
      { name: 'p99', colour: 4, value: ({ p99 }) => orNull(p99) },
      { name: 'max', colour: 1, value: ({ max }) => orNull(max) },
    ],
    axis: (values) => {
      const { domain, ticks } = logSecondsAxis(values);
      return { scale: { type: 'log', domain, nice: false }, axis: { labelExpr: LOG_SECONDS_LABEL, values: ticks } };
    },
  });
};
