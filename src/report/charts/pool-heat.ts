/** Heat maps: how busy each server is, and how long its queue, over the calendar of one run. */
import type { PoolHeat, RunPool } from '../../measure/result.ts';
import { type Chart, type ChartMaker, ROWS, type Row } from '../chart.ts';
import { chosenRun } from './chosen-run.ts';
import { NAME_LIMIT, timeUnitFor, WIDTH } from './layout.ts';

/** Each cell costs some 110 bytes of the page. */
const MAX_CELLS = 2000;
const MAX_ROWS = 100;

/** From nothing to see (the paper) over the accent to loud, on a light page and on a dark one. */
const HEAT = ['rgba(11,121,191,0.05)', 'rgba(11,121,191,0.55)', 'rgba(11,121,191,1)', 'rgba(217,86,11,1)'];

interface HeatLane {
  readonly lane: string;
  readonly pool: RunPool;
  readonly busy: readonly number[];
  readonly queued: readonly number[];
}

export const poolBusyChart: ChartMaker = (_result, runs) =>
  heatMap(runs, {
    name: 'pool-busy',
    title: 'Busy cores, server by server',
    caption:
      'Share of the core time in use; blank while the machine is off. Stripes are servers that others do not share their load with.',
    series: 'busy',
    domain: () => [0, 0.5, 0.8, 1],
    legend: { format: '.0%' },
  });

export const poolQueuesChart: ChartMaker = (_result, runs) =>
  heatMap(runs, {
    name: 'pool-queues',
    title: 'Queues, server by server',
    caption:
      'Mean number of requests that wait; colours follow the square root, so that short queues show beside long ones.',
    series: 'queued',
    domain: (most) => [0, most / 16, most / 4, most],
    legend: { format: '.2~g' },
  });

interface HeatMap {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly series: keyof PoolHeat;
  readonly domain: (most: number) => readonly number[];
  readonly legend: Readonly<Record<string, unknown>>;
}

function heatMap(runs: Parameters<ChartMaker>[1], map: HeatMap): Chart | undefined {
  const run = chosenRun(runs);
  const all = Object.entries(run?.pools ?? {}).flatMap(([name, pool], _, pools): HeatLane[] =>
    (pool.heat?.busy ?? []).map((busy, i) => ({
      lane: pools.length > 1 ? `${name} ${pool.nodes[i]}` : pool.nodes[i],
      pool,
      busy,
      queued: pool.heat?.queued[i] ?? [],
    })),
  );
  if (run === undefined || all.length === 0) return undefined;
  const lanes = all.slice(0, MAX_ROWS);
  const columns = Math.floor(MAX_CELLS / lanes.length);
  const unit = timeUnitFor(run.virtualSeconds);
  const rows = lanes.flatMap((lane) => cellsOf(lane, map.series, columns, unit.seconds));
  const most = Math.max(...rows.map((row) => Number(row.value)));
  if (rows.length === 0 || !(most > 0)) return undefined;
  const cut = lanes.length < all.length ? ` The first ${lanes.length} of ${all.length} rows are drawn.` : '';
  const step = lanes.length <= 12 ? 18 : lanes.length <= 40 ? 10 : 4;
  return {
    name: map.name,
    title: map.title,
    caption: `${map.caption} In the run with seed ${run.seed}.${cut}`,
    columns: ['server', 'start_seconds', 'start', 'end', 'value'],
    rows,
    spec: {
      data: { name: ROWS },
      width: WIDTH,
      height: { step },
      mark: { type: 'rect', clip: true },
      encoding: {
        x: {
          field: 'start',
          type: 'quantitative',
          title: `calendar, ${unit.name}`,
          scale: { domain: [0, run.virtualSeconds / unit.seconds], nice: false },
          axis: { format: '~f', grid: false },
        },
        x2: { field: 'end' },
        y: {
          field: 'server',
          type: 'nominal',
          sort: null,
          title: null,
          scale: { paddingInner: step > 4 ? 0.1 : 0 },
          axis: { ticks: false, domain: false, labelLimit: NAME_LIMIT, labelOverlap: true },
        },
        color: {
          field: 'value',
          type: 'quantitative',
          scale: { domain: [...map.domain(most)], range: HEAT, clamp: true, interpolate: 'rgb' },
          legend: { title: null, gradientLength: 160, ...map.legend },
        },
        tooltip: [
          { field: 'server', type: 'nominal', title: 'server' },
          { field: 'value', type: 'quantitative', title: map.title.split(',')[0].toLowerCase(), format: '.3~g' },
          { field: 'start', type: 'quantitative', title: `from, ${unit.name}`, format: ',.3~f' },
        ],
      },
    } as unknown as Chart['spec'],
  };
}

/** More would only make the page longer. */
const digits = (value: number): number => Number(value.toPrecision(6));

/** Neighbouring windows together where there are too many; without those in which the machine was off. */
function cellsOf(
  { lane, pool, ...lanes }: HeatLane,
  series: keyof PoolHeat,
  columns: number,
  unitSeconds: number,
): Row[] {
  const size = Math.ceil(pool.windows.length / columns);
  const cells: Row[] = [];
  for (let i = 0; i < pool.windows.length; i += size) {
    const windows = pool.windows.slice(i, i + size);
    const on = windows.map((_, k) => i + k).filter((k) => lanes.busy[k] >= 0);
    if (on.length === 0) continue;
    const last = windows[windows.length - 1];
    cells.push({
      server: lane,
      start_seconds: windows[0].startSeconds,
      start: digits(windows[0].startSeconds / unitSeconds),
      end: digits((last.startSeconds + last.seconds) / unitSeconds),
      value: Number((on.reduce((sum, k) => sum + lanes[series][k], 0) / on.length).toPrecision(3)),
    });
  }
  return cells;
}
