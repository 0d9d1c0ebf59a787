/** Windowed user-uptime (Hauer et al., "Meaningful Availability", NSDI 2020, section 5): the worst window of each length. */
import { type ChartMaker, ROWS } from '../chart.ts';
import { CATEGORY_COLOURS } from '../theme/palette.ts';
import { LOG_SECONDS_LABEL, logSecondsAxis, WIDTH } from './layout.ts';

export const userUptimeChart: ChartMaker = (result) => {
  const points = result.summary.windowedUserUptime;
  if (points.length === 0) return undefined;
  const lengths = points.map((point) => point.windowSeconds);
  const { ticks } = logSecondsAxis(lengths);
  const x = {
    field: 'window_seconds',
    type: 'quantitative' as const,
    title: 'length of the window',
    scale: { type: 'log' as const, nice: false },
    axis: { values: ticks, labelExpr: LOG_SECONDS_LABEL, labelOverlap: true },
  };
  const y = {
    field: 'worst_user_uptime',
    type: 'quantitative' as const,
    title: 'user-uptime in the worst window',
    scale: { domain: [0, 1] },
    axis: { format: '~%', tickCount: 5 },
  };
  const tooltip = [
    { field: 'window_seconds', type: 'quantitative', title: 'window, seconds', format: ',~f' },
    { field: 'worst_user_uptime', type: 'quantitative', title: 'worst uptime', format: '.6~%' },
  ] as const;
  return {
    name: 'user-uptime',
    title: 'User-uptime in the worst window',
    caption:
      'For each length of window, the lowest user-uptime that any window of that length had. Where the curve leaves zero is the longest outage; where it climbs late, downtime came in few long pieces, and where early, in many short ones.',
    columns: ['window_seconds', 'worst_user_uptime'],
    rows: points.map((point) => ({ window_seconds: point.windowSeconds, worst_user_uptime: point.mcr })),
    spec: {
      data: { name: ROWS },
      width: WIDTH,
      height: 240,
      layer: [
        {
          mark: { type: 'line', color: CATEGORY_COLOURS[0], strokeWidth: 2, interpolate: 'monotone' },
          encoding: { x, y },
        },
        {
          mark: { type: 'point', filled: true, opacity: 1, size: 34, color: CATEGORY_COLOURS[0] },
          encoding: { x, y, tooltip: [...tooltip] },
        },
      ],
    },
  };
};
