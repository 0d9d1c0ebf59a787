/** The backend with the least load of all; among equals each with the same chance. */
import type { BalancerEnvironment } from '../balancer.ts';

/** The position of an available backend; −1 if there is none. Draws a number only if there are equals. */
export function leastLoaded(
  environment: BalancerEnvironment,
  count: number,
  load: (backend: number) => number,
): number {
  let best = -1;
  let least = 0;
  let equals = 0;
  for (let backend = 0; backend < count; backend++) {
    if (!environment.available(backend)) continue;
    const found = load(backend);
    if (best < 0 || found < least) {
      best = backend;
      least = found;
      equals = 1;
    } else if (found === least) equals++;
  }
  if (equals < 2) return best;
  let skip = Math.floor(environment.random() * equals);
  for (; ; best++) if (environment.available(best) && load(best) === least && skip-- === 0) return best;
}
