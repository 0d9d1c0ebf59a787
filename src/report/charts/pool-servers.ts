/** Servers that are ready and wanted over the calendar of one run, with what the autoscaler decided and why. */
import type { RunPool } from '../../measure/result.ts';
import type { ChartMaker } from '../chart.ts';
import { INK } from '../theme/palette.ts';
import { chosenRun } from './chosen-run.ts';
import { panelsOf, poolLines } from './pool-lines.ts';

const MAX_DECISIONS = 100;

/** Nothing to see where the same servers are ready all the time. */
const changes = ({ windows, decisionCount }: RunPool): boolean =>
  decisionCount > 0 || windows.some(({ ready, wanted }) => ready !== windows[0].ready || ready !== wanted);

export const poolServersChart: ChartMaker = (_result, runs) => {
  const run = chosenRun(runs);
  if (run?.pools === undefined) return undefined;
  const { pools, cut } = panelsOf(run);
  const shown = pools.filter(([, pool]) => changes(pool));
  if (shown.length === 0) return undefined;
  const most = Math.max(...shown.map(([, pool]) => pool.decisionCount));
  const first = most > MAX_DECISIONS ? ` The first ${MAX_DECISIONS} decisions of each pool are marked.` : '';
  return poolLines(run, shown, {
    name: 'pool-servers',
    title: 'Servers ready and wanted',
    caption: `Servers of each pool in the run with seed ${run.seed}: those that are ready, those that are wanted, and each decision of the autoscaler as a mark that tells its reason.${first}${cut}`,
    measures: [
      { name: 'wanted', colour: 4, value: ({ wanted }) => wanted },
      { name: 'ready', colour: 0, value: ({ ready }) => ready },
    ],
    axis: () => ({ scale: { zero: true }, axis: { tickCount: 4, format: '~s' } }),
    more: ({ decisions }) =>
      decisions.slice(0, MAX_DECISIONS).map(({ atSeconds, from, to, request, reason }) => ({
        seconds: atSeconds,
        measure: 'decision',
        value: to,
        text: `${from} → ${to}${request === undefined ? '' : `, ${request} cores each`}: ${reason}`,
      })),
    layers: [
      {
        transform: [{ filter: { field: 'measure', equal: 'decision' } }],
        mark: { type: 'point', filled: true, size: 22, opacity: 0.8, color: INK },
      },
    ],
  });
};
