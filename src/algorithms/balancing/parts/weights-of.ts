import type { Backend } from '../balancer.ts';

/** The weights by position. */
export const weightsOf = (backends: readonly Backend[]): Float64Array =>
  Float64Array.from(backends, ({ weight }) => weight);
