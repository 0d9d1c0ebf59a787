/** What the tasks of batch clusters hold, and how many jobs wait for a first task, over the calendar of one run. */
import { type ChartMaker, ROWS, type Row } from '../chart.ts';
import { CATEGORY_COLOURS } from '../theme/palette.ts';
import { chosenRun } from './chosen-run.ts';
import { timeUnitFor, WIDTH } from './layout.ts';
import { legendColumns } from './legend-columns.ts';

const MAX_CLUSTERS = 2;
const HELD = 'held, %';
const WAITING = 'jobs waiting';

export const batchUseChart: ChartMaker = (_result, runs) => {
  const run = chosenRun(runs);
  const all = Object.entries(run?.batches ?? {});
  const batches = all.slice(0, MAX_CLUSTERS);
  if (run === undefined || batches.length === 0) return undefined;
  const unit = timeUnitFor(run.virtualSeconds);
  const several = batches.length > 1;
  const rows: Row[] = batches.flatMap(([name, { windows }]) =>
    windows.flatMap(({ startSeconds, cores, memory, waiting }) => {
      const at = { start_seconds: startSeconds, start: startSeconds / unit.seconds };
      const line = (panel: string, what: string, value: number): Row => ({
        panel,
        line: several ? `${name} ${what}` : what,
        ...at,
        value,
      });
      return [line(HELD, 'cores', 100 * cores), line(HELD, 'memory', 100 * memory), line(WAITING, 'jobs', waiting)];
    }),
  );
  const names = [...new Set(rows.map((row) => String(row.line)))];
  const cut = all.length > batches.length ? ` The first ${batches.length} of ${all.length} clusters are drawn.` : '';
  return {
    name: 'batch-use',
    title: 'Cores, memory and waiting jobs',
    caption: `Shares of cores and memory that tasks hold, and jobs of which no task has started, in the run with seed ${run.seed}.${cut}`,
    columns: ['panel', 'line', 'start_seconds', 'start', 'value'],
    rows,
    spec: {
      data: { name: ROWS },
      facet: {
        row: {
          field: 'panel',
          type: 'nominal',
          title: null,
          sort: [HELD, WAITING],
          header: { labelAngle: 0, labelOrient: 'top', labelAnchor: 'start', labelPadding: 6 },
        },
      },
      spec: {
        width: WIDTH,
        height: 120,
        mark: { type: 'line', strokeWidth: 1.5, interpolate: 'step-after' },
        encoding: {
          x: {
            field: 'start',
            type: 'quantitative',
            title: `calendar, ${unit.name}`,
            scale: { domain: [0, run.virtualSeconds / unit.seconds], nice: false },
            axis: { format: '~f' },
          },
          y: { field: 'value', type: 'quantitative', title: null, axis: { tickCount: 4, format: '~s' } },
          color: {
            field: 'line',
            type: 'nominal',
            sort: names,
            scale: { domain: names, range: [...CATEGORY_COLOURS] },
            legend: { title: null, columns: legendColumns(names) },
          },
          tooltip: [
            { field: 'line', type: 'nominal', title: 'of' },
            { field: 'value', type: 'quantitative', title: 'value', format: ',.4~g' },
            { field: 'start', type: 'quantitative', title: unit.name, format: ',.3~f' },
          ],
        },
      },
      resolve: { scale: { y: 'independent' } },
    },
  };
};
