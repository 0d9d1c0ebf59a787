/** A level of a metric as text, in the unit of the metric: `70%`, `120/s`, `10`, `250ms`. */

import { toSeconds } from '../../../core/time.ts';
import { parseDuration } from '../../../core/units/parse-duration.ts';
import { parseNumber } from '../../../core/units/parse-number.ts';
import { parseRate } from '../../../core/units/parse-rate.ts';
import type { Parsed } from '../../../core/units/parsed.ts';
import type { Metric } from './metric.ts';

/** What a level of each metric looks like. */
export const LEVEL_EXAMPLES: Record<Metric, string> = { cpu: '70%', requests: '120/s', queue: '10', latency: '250ms' };

/** In the unit of `readMetric`. CPU may exceed 100 %: instances can use more than they asked for. */
export function parseLevel(metric: Metric, text: string): Parsed<number> {
  if (metric === 'requests') return parseRate(text);
  if (metric === 'queue') return parseNumber(text);
  if (metric === 'latency') {
    const duration = parseDuration(text);
    return duration.ok ? { ok: true, value: toSeconds(duration.value) } : duration;
  }
  const match = /^(\d+(?:\.\d+)?)%$/.exec(text);
  if (match === null) return { ok: false, message: `cannot read "${text}" as a share: expected one such as 70%` };
  return { ok: true, value: Number(match[1]) / 100 };
}
