/** The value of an expectation in the unit that its own right-hand side is written in: `99.9987 %`, `2.31 s`, `0`. */
import { formatAvailability } from './format-availability.ts';
import { formatCount } from './format-count.ts';
import { formatSeconds } from './format-seconds.ts';

/** `expression` as written (`failover.p99 < 4s`), `value` in result units; null when there was nothing to measure. */
export function formatMetric(expression: string, value: number | null): string {
  if (value === null || !Number.isFinite(value)) return 'not measured';
  const bound = /[<>=!]=?\s*(.+)$/.exec(expression)?.[1] ?? '';
  if (bound.trim().endsWith('%')) return formatAvailability(value);
  if (/\d\s*(us|µs|ms|s|m|min|h|d|w|y)\s*$/.test(bound)) return formatSeconds(value);
  return Number.isInteger(value) ? formatCount(value) : String(Number(value.toPrecision(6)));
}
