/** A choice by weight among those that may get requests. Drawn again while it hits another; O(1) unless most are away. */
import type { BalancerEnvironment } from '../balancer.ts';
import { type AliasTable, aliasDraw } from './alias-table.ts';

/** Draws before the available weight is summed. Both ways follow the same law, so this decides about speed alone. */
const DRAWS_MAX = 16;

/** The position of an available backend; −1 if there is none. `table` is that of `weights`. */
export function weightedAvailable(environment: BalancerEnvironment, weights: Float64Array, table: AliasTable): number {
  const count = weights.length;
  if (count === 0) return -1;
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const backend = aliasDraw(table, environment.random());
    if (environment.available(backend)) return backend;
  }
  let total = 0;
  for (let backend = 0; backend < count; backend++) if (environment.available(backend)) total += weights[backend];
  let left = environment.random() * total;
  let last = -1;
  for (let backend = 0; backend < count; backend++) {
    if (!environment.available(backend)) continue;
    last = backend;
    left -= weights[backend];
    if (left < 0) return backend;
  }
  return last;
}
