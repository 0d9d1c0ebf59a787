/** A uniform choice among those that may get requests. Drawn again while it hits another; O(1) unless most are away. */
import type { BalancerEnvironment } from '../balancer.ts';

/** Draws before the available ones are counted. Both ways are uniform, so this decides about speed alone. */
const DRAWS_MAX = 8;

/** The position of an available backend; −1 if there is none. */
export function randomAvailable(environment: BalancerEnvironment, count: number): number {
  if (count === 0) return -1;
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const backend = Math.floor(environment.random() * count);
    if (environment.available(backend)) return backend;
  }
  let left = 0;
  for (let backend = 0; backend < count; backend++) if (environment.available(backend)) left++;
  if (left === 0) return -1;
  let skip = Math.floor(environment.random() * left);
  let backend = 0;
  for (; ; backend++) if (environment.available(backend) && skip-- === 0) return backend;
}
