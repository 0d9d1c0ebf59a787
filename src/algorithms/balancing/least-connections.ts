/**
 * The backend with the fewest requests of this instance under way for its weight. Equals take turns by smooth weighted
 * round robin, as in nginx (ngx_http_upstream_least_conn_module.c): at low load, when all have none, weights still count.
 * What other instances send there is unknown: with many instances of few requests each, this is close to round robin.
 */
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { carried, previousPositions } from './parts/carried.ts';
import { createInFlight } from './parts/in-flight.ts';
import { type SmoothWeights, smoothPick } from './parts/smooth-pick.ts';
import { weightsOf } from './parts/weights-of.ts';

export const leastConnections: BalancingAlgorithm = {
  name: 'least-connections',
  summary: 'the backend with the fewest own requests under way for its weight',
  source: 'nginx least_conn, HAProxy leastconn',
  complexity: 'pick O(n), update O(n)',
  options: {},
  create(environment) {
    const flight = createInFlight();
    let backends: readonly Backend[] = [];
    let turns: SmoothWeights = { weight: weightsOf([]), effective: weightsOf([]), current: weightsOf([]) };
    let best = -1;

    /** Cross-multiplied, as in nginx. */
    const less = (a: number, b: number): boolean =>
      flight.counts[a] * turns.weight[b] < flight.counts[b] * turns.weight[a];
    const equalsBest = (backend: number): boolean => environment.available(backend) && !less(best, backend);

    return {
      update(list) {
        const from = previousPositions(backends, list);
        const weight = weightsOf(list);
        turns = { weight, effective: weight, current: carried(turns.current, from) };
        flight.update(from);
        backends = list;
      },
      pick() {
        best = -1;
        let equals = false;
        for (let backend = 0; backend < backends.length; backend++) {
          if (!environment.available(backend)) continue;
          if (best < 0 || less(backend, best)) {
            best = backend;
            equals = false;
          } else if (!less(best, backend)) equals = true;
        }
        return equals ? smoothPick(turns, equalsBest) : best;
      },
      sent: flight.sent,
      ended: flight.ended,
    };
  },
};
