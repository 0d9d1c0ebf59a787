/** Uniform on [min, max): min + u (max − min), one draw a sample. */
import type { Distribution } from './distribution.ts';
import { requireParameter } from './require-parameter.ts';

/** `min` ≤ `max`, both finite; equal bounds are allowed. */
export function uniform(min: number, max: number): Distribution {
  requireParameter(Number.isFinite(min), 'uniform', 'the minimum must be finite', min);
  requireParameter(Number.isFinite(max - min), 'uniform', 'the maximum must be finite', max);
  requireParameter(min <= max, 'uniform', `the maximum must not be below the minimum ${min}`, max);
  const width = max - min;
  return {
    sample: (random) => min + random() * width,
    mean: min + width / 2,
    standardDeviation: width / Math.sqrt(12),
    quantile: (p) => (p === 1 ? max : min + p * width),
    survival: (x) => (x < min ? 1 : x >= max ? 0 : (max - x) / width),
  };
}
