import type { BalancerEnvironment } from '../balancer.ts';

/** Whether one of the first `count` backends may get requests. */
export function anyAvailable(environment: BalancerEnvironment, count: number): boolean {
  for (let backend = 0; backend < count; backend++) if (environment.available(backend)) return true;
  return false;
}
