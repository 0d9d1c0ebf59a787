/** `availability.time ± 0.01%`: narrow enough is a 95 % interval of this half-width. `+-` and `+/-` are read as ±. */
import { parseQuantity, type QuantityKind } from '../core/units/parse-quantity.ts';
import type { Parsed } from '../core/units/parsed.ts';
import { metricInfo } from '../measure/metric-info.ts';
import type { CompareUntil } from '../scenario/compare-spec.ts';
import type { MetricInfo } from './comparison.ts';
import { messages } from './messages.ts';

const FORM = /^\s*(\S+?)\s*(?:±|\+\/?-)\s*(.+?)\s*$/s;

const KINDS: Readonly<Record<MetricInfo['unit'], QuantityKind>> = {
  seconds: 'duration',
  share: 'share',
  count: 'number',
  'per second': 'rate',
  money: 'number',
  number: 'number',
};

/** The half-width in the metric's unit, above 0. Whether there is such a metric is not asked here. */
export function parseUntil(text: string): Parsed<CompareUntil> {
  const match = FORM.exec(text);
  if (match === null) return { ok: false, message: messages.untilForm(text) };
  const [, metric, width] = match;
  const kind = KINDS[metricInfo(metric).unit];
  const parsed = parseQuantity(width, kind);
  if (!parsed.ok) return { ok: false, message: messages.untilWidth(metric, parsed.message) };
  if (!(parsed.value > 0)) return { ok: false, message: messages.untilZero(metric) };
  return { ok: true, value: { metric, halfWidth: kind === 'duration' ? parsed.value / 1e6 : parsed.value } };
}
