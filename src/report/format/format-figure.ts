/** A figure of a comparison in its unit: `12.3 ms`, `99.987 %`, `1 234`, `0.874`. */
import type { MetricInfo } from '../../compare/comparison.ts';
import { formatShare } from '../../core/units/format-share.ts';
import { formatCount } from './format-count.ts';
import { formatSeconds } from './format-seconds.ts';

const significant = (value: number): string =>
  value >= 1000 ? formatCount(Math.round(value), ' ') : String(Number(value.toPrecision(4)));

/** Of either sign; infinite and missing ones are `—`. */
export function formatFigure(unit: MetricInfo['unit'], value: number): string {
  if (!Number.isFinite(value)) return '—';
  if (value < 0) return `−${formatFigure(unit, -value)}`;
  switch (unit) {
    case 'seconds':
      return formatSeconds(value);
    case 'share':
      return formatShare(value);
    case 'per second':
      return `${significant(value)}/s`;
    default:
      return significant(value);
  }
}
