/** A value for a metric as people write it, in result units. */
import { SECOND } from '../../core/time.ts';
import { quantityKinds } from '../decode/quantity-kinds.ts';
import type { MetricUnit } from './known-metrics.ts';

export const readMetricValue = (
  unit: MetricUnit,
  text: string,
): { readonly value: number } | { readonly message: string } => {
  const parsed = quantityKinds[unit].parse(text);
  if (!parsed.ok) return { message: parsed.message };
  return { value: unit === 'duration' ? parsed.value / SECOND : parsed.value };
};
