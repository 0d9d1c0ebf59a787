/** Latency quantiles over the calendar of one run, a panel for each client. */
import type { LatencyWindow } from '../../measure/result.ts';
import { type ChartMaker, ROWS, type Row } from '../chart.ts';
import { CATEGORY_COLOURS } from '../theme/palette.ts';
import { chosenRun } from './chosen-run.ts';
import { LOG_SECONDS_LABEL, logSecondsAxis, timeUnitFor, WIDTH } from './layout.ts';

const QUANTILES = ['p50', 'p90', 'p99', 'max'] as const;
const MAX_PANELS = 6;
const MAX_POINTS = 1_600;
/** A logarithmic axis has no zero. */
const SHORTEST_SECONDS = 1e-6;

/** Joins each `size` neighbouring windows into one that carries the worst of each quantile. */
function worstOf(windows: readonly LatencyWindow[], size: number): LatencyWindow[] {
  const joined: LatencyWindow[] = [];
  for (let i = 0; i < windows.length; i += size) {
    const group = windows.slice(i, i + size);
    const worst = (name: (typeof QUANTILES)[number]): number => Math.max(...group.map((window) => window[name]));
    joined.push({
      startSeconds: group[0].startSeconds,
      client: group[0].client,
      count: group.reduce((sum, window) => sum + window.count, 0),
      p50: worst('p50'),
      p90: worst('p90'),
      p99: worst('p99'),
      max: worst('max'),
    });
  }
  return joined;
}

export const latencyOverTimeChart: ChartMaker = (_result, runs) => {
  const run = chosenRun(runs);
  const windows = (run?.latencyOverTime ?? []).filter((window) => window.count > 0);
  if (run === undefined || windows.length === 0) return undefined;
  const clients = [...new Set(windows.map((window) => window.client))].slice(0, MAX_PANELS);
  const size = Math.ceil((windows.length * QUANTILES.length) / MAX_POINTS);
  const unit = timeUnitFor(run.virtualSeconds);
  const rows: Row[] = clients.flatMap((client) =>
    worstOf(
      windows.filter((window) => window.client === client),
      size,
    ).flatMap((window) =>
      QUANTILES.map((quantile) => ({
        client,
        quantile,
        start_seconds: window.startSeconds,
        start: window.startSeconds / unit.seconds,
        seconds: Math.max(SHORTEST_SECONDS, window[quantile]),
        count: window.count,
      })),
    ),
  );
  const axis = logSecondsAxis(rows.map((row) => Number(row.seconds)));
  const joined = size > 1 ? ` Each point is the worst of ${size} windows.` : '';
  return {
    name: 'latency-over-time',
    title: 'Latency over time',
    caption: `Latency of answered operations in the run with seed ${run.seed}: the median, the 90th and 99th percentile and the slowest, window by window.${joined}`,
    columns: ['client', 'quantile', 'start_seconds', 'start', 'seconds', 'count'],
    rows,
    spec: {
      data: { name: ROWS },
      facet: {
        row: {
          field: 'client',
          type: 'nominal',
          title: null,
          sort: clients,
          header: { labelAngle: 0, labelOrient: 'top', labelAnchor: 'start', labelPadding: 6 },
        },
      },
      spec: {
        width: WIDTH,
        height: 150,
        mark: { type: 'line', strokeWidth: 1.5, interpolate: 'step-after' },
        encoding: {
          x: {
            field: 'start',
            type: 'quantitative',
            title: `calendar, ${unit.name}`,
            scale: { domain: [0, run.virtualSeconds / unit.seconds], nice: false },
            axis: { format: '~f' },
          },
          y: {
            field: 'seconds',
            type: 'quantitative',
            title: null,
            scale: { type: 'log', domain: axis.domain, nice: false },
            axis: { labelExpr: LOG_SECONDS_LABEL, values: axis.ticks },
          },
          color: {
            field: 'quantile',
            type: 'nominal',
            sort: [...QUANTILES],
            scale: {
              domain: [...QUANTILES],
              range: [CATEGORY_COLOURS[0], CATEGORY_COLOURS[2], CATEGORY_COLOURS[4], CATEGORY_COLOURS[1]],
            },
            legend: { title: null },
          },
          tooltip: [
            { field: 'client', type: 'nominal', title: 'client' },
            { field: 'quantile', type: 'nominal', title: 'quantile' },
            { field: 'seconds', type: 'quantitative', title: 'seconds', format: '.4~g' },
            { field: 'start', type: 'quantitative', title: unit.name, format: ',.3~f' },
          ],
        },
      },
      resolve: { scale: { y: 'shared' } },
    },
  };
};
