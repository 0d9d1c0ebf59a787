/**
 * nginx's round robin: over every Σ weights requests each backend gets its weight, evenly spread (a a b a c a a for
 * weights 5, 1, 1, not a a a a a b c). A failure costs a backend `weight / maxFails` of its effective weight, which
 * grows back by 1 with every pick.
 *
 * nginx also leaves a backend out for `fail_timeout` once it has failed `max_fails` times; here that is up to the outlier
 * ejection of the host, which `available` tells of.
 */
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { carried, previousPositions } from './parts/carried.ts';
import { type SmoothWeights, smoothPick } from './parts/smooth-pick.ts';
import { weightsOf } from './parts/weights-of.ts';

export const smoothWeightedRoundRobin: BalancingAlgorithm = {
  name: 'smooth-weighted-round-robin',
  summary: 'round robin by weight, each turn as far from the last as can be',
  source: 'nginx, ngx_http_upstream_round_robin.c',
  complexity: 'pick O(n), update O(n)',
  options: {
    maxFails: {
      type: 'integer',
      doc: 'failures in a row that take the whole effective weight of a backend; 0 for no effect',
      default: 1,
      source: 'nginx max_fails',
      min: 0,
      max: 1_000_000,
      swarm: [1, 0, 3],
    },
  },
  create(environment, { maxFails }) {
    const available = (backend: number): boolean => environment.available(backend);
    const lost = (maxFails as number) > 0 ? 1 / (maxFails as number) : 0;
    let backends: readonly Backend[] = [];
    let weights: SmoothWeights = { weight: weightsOf([]), effective: weightsOf([]), current: weightsOf([]) };
    return {
      update(list) {
        const from = previousPositions(backends, list);
        const weight = weightsOf(list);
        const before = carried(weights.weight, from, -1);
        const effective = carried(weights.effective, from);
        weights = {
          weight,
          // A new weight counts in full.
          effective: weight.map((full, backend) => (before[backend] === full ? effective[backend] : full)),
          current: carried(weights.current, from),
        };
        backends = list;
      },
      pick: () => smoothPick(weights, available),
      sent() {},
      ended(backend, _latency, ok) {
        if (ok) return;
        const { weight, effective } = weights;
        effective[backend] = Math.max(0, effective[backend] - weight[backend] * lost);
      },
    };
  },
};
