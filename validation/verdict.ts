/** Whether a simulated value lies within its tolerance. */
import type { Figure, Measured } from './check.ts';

export interface Verdict {
  readonly figure: Figure;
  readonly simulated: Measured;
  /** How far it is off, and how far it may be, in the figure's unit. */
  readonly off: number;
  readonly allowed: number;
  readonly pass: boolean;
}

/**
 * `fewer`: how many times fewer trials than the tolerance was stated for. It grows by the root of that, as the
 * statistical error does; tolerances in standard errors do so by themselves.
 */
export function verdict(figure: Figure, simulated: Measured, fewer = 1): Verdict {
  const off = Math.abs(simulated.value - figure.expected);
  const allowed = allowance(figure, simulated, Math.sqrt(fewer));
  // A value that is not a number is never within.
  return { figure, simulated, off, allowed, pass: off <= allowed };
}

function allowance({ expected, tolerance }: Figure, { value, standardError }: Measured, wider: number): number {
  if (tolerance.kind === 'band') {
    return (value < expected ? tolerance.below : tolerance.above) * wider * Math.abs(expected);
  }
  const { kind, by } = tolerance;
  if (kind === 'absolute') return by * wider;
  if (kind === 'relative') return by * wider * Math.abs(expected);
  if (kind === 'below') return by;
  if (standardError === undefined) throw new TypeError('a tolerance in standard errors needs a standard error');
  return by * standardError;
}
