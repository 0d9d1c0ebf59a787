/** Always the same value. Draws nothing from the stream. */
import type { Distribution } from './distribution.ts';
import { requireParameter } from './require-parameter.ts';

/** Any finite `value`. */
export function constant(value: number): Distribution {
  requireParameter(Number.isFinite(value), 'constant', 'the value must be finite', value);
  return {
    sample: () => value,
    mean: value,
    standardDeviation: 0,
    quantile: () => value,
    survival: (x) => (x < value ? 1 : 0),
  };
}
