/**
 * nginx's smooth weighted round robin, one step (ngx_http_upstream_round_robin.c, `get_peer`; I. Dounin, 2012): each
 * candidate's current weight grows by its effective weight, the highest wins (the first of equals) and pays the total.
 * Over a cycle everyone gets its share, spread out rather than in bursts. An effective weight that failures have reduced
 * grows back by 1 a step.
 */

/** By position. `current` starts at 0, `effective` at `weight`. */
export interface SmoothWeights {
  readonly weight: Float64Array;
  readonly effective: Float64Array;
  readonly current: Float64Array;
}

/** The position of the winner among the candidates; −1 if there are none. O(n). */
export function smoothPick(
  { weight, effective, current }: SmoothWeights,
  candidate: (backend: number) => boolean,
): number {
  let best = -1;
  let total = 0;
  for (let backend = 0; backend < weight.length; backend++) {
    if (!candidate(backend)) continue;
    current[backend] += effective[backend];
    total += effective[backend];
    if (effective[backend] < weight[backend]) {
      effective[backend] = Math.min(weight[backend], effective[backend] + 1);
    }
    if (best < 0 || current[backend] > current[best]) best = backend;
  }
  if (best >= 0) current[best] -= total;
  return best;
}
