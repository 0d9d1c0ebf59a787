/**
 * The least loaded of d candidates that are drawn at random; of all, where there are no more than d. Candidates are
 * distinct: one that was drawn before is drawn again, at most 16 times, so that weights that leave hardly any choice do
 * not hold up the request.
 */
import type { BalancerEnvironment } from '../balancer.ts';
import { leastLoaded } from './least-loaded.ts';

const REDRAWS_MAX = 16;

/** Scratch space for a sampler of `d` ≥ 1 candidates. */
export const sampleOf = (d: number): Int32Array => new Int32Array(d);

/**
 * The position of an available one of `count` backends, −1 if there is none. `draw`: a random one of them. Among equals
 * the first that was drawn.
 */
export function leastOfSample(
  environment: BalancerEnvironment,
  count: number,
  sample: Int32Array,
  draw: () => number,
  load: (backend: number) => number,
): number {
  if (sample.length >= count) return leastLoaded(environment, count, load);
  let best = draw();
  if (best < 0) return best;
  sample[0] = best;
  let least = load(best);
  for (let drawn = 1; drawn < sample.length; drawn++) {
    let candidate = draw();
    for (let redraw = 0; redraw < REDRAWS_MAX && among(sample, drawn, candidate); redraw++) candidate = draw();
    sample[drawn] = candidate;
    const found = load(candidate);
    if (found < least) {
      best = candidate;
      least = found;
    }
  }
  return best;
}

function among(sample: Int32Array, drawn: number, candidate: number): boolean {
  for (let i = 0; i < drawn; i++) if (sample[i] === candidate) return true;
  return false;
}
