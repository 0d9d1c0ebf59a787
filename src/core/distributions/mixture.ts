/**
 * A mixture: with probability `weight`, a draw of that part. Each sample takes one draw to choose the part, then what
 * the part itself takes.
 */
import type { Distribution } from './distribution.ts';
import { requireParameter } from './require-parameter.ts';

export interface MixturePart {
  /** 0 < weight ≤ 1; together 1. */
  readonly weight: number;
  readonly of: Distribution;
}

/** Of weights written as decimals. */
const WEIGHT_TOLERANCE = 1e-9;
/** Halvings of a bracket until neighbouring doubles. */
const MAX_STEPS = 200;

/** At least one part; weights are positive and add up to 1. */
export function mixture(parts: readonly MixturePart[]): Distribution {
  requireParameter(parts.length > 0, 'mixture', 'at least one part is needed', 'none');
  let total = 0;
  for (const { weight } of parts) {
    requireParameter(weight > 0, 'mixture', 'every weight must be positive', weight);
    total += weight;
  }
  requireParameter(Math.abs(total - 1) <= WEIGHT_TOLERANCE, 'mixture', 'the weights must add up to 1', total);

  const survival = (x: number): number => sum(parts, (of) => of.survival(x));
  const quantile = (p: number): number => quantileOf(parts, survival, p);
  const mean = sum(parts, (of) => of.mean);
  const variance = sum(parts, (of) => {
    const distance = of.mean - mean;
    return of.standardDeviation * of.standardDeviation + distance * distance;
  });
  const last = parts.length - 1;
  return {
    sample: (random) => {
      let rest = random() * total;
      let i = 0;
      while (i < last && rest >= parts[i].weight) rest -= parts[i++].weight;
      return parts[i].of.sample(random);
    },
    mean,
    standardDeviation: mean === Infinity ? Infinity : Math.sqrt(variance),
    quantile,
    survival,
  };
}

function sum(parts: readonly MixturePart[], of: (part: Distribution) => number): number {
  let total = 0;
  for (const part of parts) total += part.weight * of(part.of);
  return total;
}

/** By bisection between the smallest and the largest quantile of the parts, which enclose that of the mixture. */
function quantileOf(parts: readonly MixturePart[], survival: (x: number) => number, p: number): number {
  let low = Infinity;
  let high = -Infinity;
  for (const { of } of parts) {
    low = Math.min(low, of.quantile(p));
    high = Math.max(high, of.quantile(p));
  }
  if (!(low < high) || p === 0) return low;
  if (p === 1) return high;
  for (let step = 0; step < MAX_STEPS; step++) {
    const middle = low + 0.5 * (high - low);
    if (middle <= low || middle >= high) break;
    if (survival(middle) > 1 - p) low = middle;
    else high = middle;
  }
  return high;
}
