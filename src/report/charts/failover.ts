/** Distribution of the time from losing a leader to having the next one. */
import { type ChartMaker, ROWS, type Row } from '../chart.ts';
import { CATEGORY_COLOURS, INK } from '../theme/palette.ts';
import { timeUnitFor, WIDTH } from './layout.ts';

const MAX_POINTS = 400;

export const failoverChart: ChartMaker = (result, runs) => {
  const seconds = runs.flatMap((run) => run.failovers.map((failover) => failover.seconds)).sort((a, b) => a - b);
  if (seconds.length === 0) return undefined;
  const unit = timeUnitFor(seconds[seconds.length - 1]);
  const every = Math.max(1, Math.ceil(seconds.length / MAX_POINTS));
  const rows: Row[] = [{ kind: 'cdf', seconds: seconds[0], value: seconds[0] / unit.seconds, share: 0, label: null }];
  for (let i = 0; i < seconds.length; i++) {
    if (i % every !== 0 && i !== seconds.length - 1) continue;
    rows.push({
      kind: 'cdf',
      seconds: seconds[i],
      value: seconds[i] / unit.seconds,
      share: (i + 1) / seconds.length,
      label: null,
    });
  }
  for (const [name, share] of [
    ['p50', 0.5],
    ['p90', 0.9],
    ['p99', 0.99],
  ] as const) {
    const value = result.summary.failover[name];
    rows.push({ kind: 'quantile', seconds: value, value: value / unit.seconds, share, label: name });
  }
  const x = {
    field: 'value',
    type: 'quantitative' as const,
    title: `time without a leader, ${unit.name}`,
    scale: { zero: true },
    axis: { format: '~f' },
  };
  const y = {
    field: 'share',
    type: 'quantitative' as const,
    title: 'share of failovers within',
    scale: { domain: [0, 1] },
    axis: { format: '~%', tickCount: 5 },
  };
  return {
    name: 'failover',
    title: 'Failover',
    caption: `Of ${seconds.length} failovers in all runs, the share that had a new leader within the time on the axis; dots mark the median, the 90th and the 99th percentile.`,
    columns: ['kind', 'seconds', 'share', 'label', 'value'],
    rows,
    spec: {
      data: { name: ROWS },
      width: WIDTH,
      height: 240,
      layer: [
        {
          transform: [{ filter: "datum.kind == 'cdf'" }],
          mark: { type: 'line', interpolate: 'step-after', color: CATEGORY_COLOURS[0], strokeWidth: 2 },
          encoding: { x, y, order: { field: 'share', type: 'quantitative' } },
        },
        {
          transform: [{ filter: "datum.kind == 'quantile'" }],
          mark: { type: 'point', filled: true, opacity: 1, size: 70, color: CATEGORY_COLOURS[1] },
          encoding: {
            x,
            y,
            tooltip: [
              { field: 'label', type: 'nominal', title: 'quantile' },
              { field: 'seconds', type: 'quantitative', title: 'seconds', format: '.4~g' },
            ],
          },
        },
        {
          transform: [{ filter: "datum.kind == 'quantile'" }],
          mark: { type: 'text', align: 'left', dx: 9, dy: 9, fontSize: 11, color: INK },
          encoding: { x, y, text: { field: 'label', type: 'nominal' } },
        },
      ],
    },
  };
};
