/** Where the downtime came from, over all runs. */

import { formatShare } from '../../core/units/format-share.ts';
import { type ChartMaker, ROWS } from '../chart.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import { INK } from '../theme/palette.ts';
import { causeScale } from './cause-scale.ts';
import { NAME_LIMIT, timeUnitFor, WIDTH } from './layout.ts';

export const downtimeChart: ChartMaker = (result, runs) => {
  const entries = result.summary.downtime;
  if (entries.length === 0) return undefined;
  const longest = Math.max(...entries.map((entry) => entry.seconds));
  const unit = timeUnitFor(longest);
  const causes = causeScale(result, runs);
  const x = {
    field: 'value',
    type: 'quantitative' as const,
    title: `downtime in all runs, ${unit.name}`,
    // Room for the label to the right of the longest bar.
    scale: { domain: [0, (longest / unit.seconds) * 1.3 || 1] },
    axis: { tickCount: 6, format: '~f' },
  };
  const y = {
    field: 'cause',
    type: 'nominal' as const,
    sort: causes.domain,
    title: null,
    axis: { ticks: false, domain: false, labelFontSize: 12, labelOpacity: 1, labelLimit: NAME_LIMIT },
  };
  return {
    name: 'downtime',
    title: 'Where the downtime came from',
    caption: 'Downtime of all runs by the cause it is put down to; the shares add up to the whole.',
    columns: ['cause', 'incidents', 'seconds', 'share', 'value', 'label'],
    rows: entries.map((entry) => ({
      cause: entry.cause,
      incidents: entry.incidents,
      seconds: entry.seconds,
      share: entry.share,
      value: entry.seconds / unit.seconds,
      label: `${formatSeconds(entry.seconds)}, ${formatShare(entry.share)}`,
    })),
    spec: {
      data: { name: ROWS },
      width: WIDTH,
      height: { step: 34 },
      encoding: { y },
      layer: [
        {
          mark: { type: 'bar', height: 18, cornerRadiusEnd: 2 },
          encoding: {
            x,
            color: {
              field: 'cause',
              type: 'nominal',
              scale: { domain: causes.domain, range: causes.colours },
              legend: null,
            },
            tooltip: [
              { field: 'cause', type: 'nominal', title: 'cause' },
              { field: 'label', type: 'nominal', title: 'downtime' },
              { field: 'incidents', type: 'quantitative', title: 'incidents' },
            ],
          },
        },
        {
          mark: { type: 'text', align: 'left', dx: 6, fontSize: 11, color: INK },
          encoding: { x, text: { field: 'label', type: 'nominal' } },
        },
      ],
    },
  };
};
