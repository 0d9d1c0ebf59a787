/**
 * The backend where (own requests under way + 1) × mean latency / weight is least: the time that a request would take if
 * they were served one after the other. The mean is an exponential moving average over answers, whatever they were: a
 * backend that fails fast looks fast and draws the requests, unless the host ejects it. Ties at random.
 *
 * A backend that has not answered yet is tried with one request at a time.
 */
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { carried, previousPositions } from './parts/carried.ts';
import { createInFlight } from './parts/in-flight.ts';
import { LATENCY_PENALTY } from './parts/latency-penalty.ts';
import { leastLoaded } from './parts/least-loaded.ts';
import { weightsOf } from './parts/weights-of.ts';

export const leastResponseTime: BalancingAlgorithm = {
  name: 'least-response-time',
  summary: 'the backend with the least mean latency times requests under way',
  source: 'NGINX Plus least_time, NetScaler least response time',
  complexity: 'pick O(n), update O(n)',
  options: {
    smoothing: {
      type: 'share',
      doc: 'weight of the latest latency in the moving average',
      default: 0.1,
      source: 'own: an answer counts for about ten further ones',
      min: 0.001,
      max: 1,
      swarm: [0.1, 0.5],
    },
  },
  create(environment, { smoothing }) {
    const flight = createInFlight();
    let backends: readonly Backend[] = [];
    let weights = weightsOf([]);
    /** Microseconds; 0 before the first answer. */
    let means: Float64Array = new Float64Array(0);

    const load = (backend: number): number => {
      const underway = flight.counts[backend];
      if (means[backend] === 0 && underway > 0) return LATENCY_PENALTY + underway;
      return ((underway + 1) * means[backend]) / weights[backend];
    };

    return {
      update(list) {
        const from = previousPositions(backends, list);
        flight.update(from);
        means = carried(means, from);
        weights = weightsOf(list);
        backends = list;
      },
      pick: () => leastLoaded(environment, backends.length, load),
      sent: flight.sent,
      ended(backend, latency) {
        flight.ended(backend);
        const mean = means[backend];
        means[backend] = mean === 0 ? latency : mean + (smoothing as number) * (latency - mean);
      },
    };
  },
};
