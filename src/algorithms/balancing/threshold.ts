/**
 * The threshold policy of Eager, Lazowska & Zahorjan ("Adaptive load sharing in homogeneous distributed systems", IEEE
 * TSE 12, 1986): probe a backend at random; it gets the request unless that would put it above the threshold; else probe
 * another, up to a limit. Very little is asked, and most of the gain is there. Their tasks stay where they arrived when
 * all probes fail; here the last one probed gets the request. Weights do not count.
 */
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { previousPositions } from './parts/carried.ts';
import { createInFlight } from './parts/in-flight.ts';
import { loadBy, loadOption } from './parts/load-option.ts';
import { randomAvailable } from './parts/random-available.ts';

export const threshold: BalancingAlgorithm = {
  name: 'threshold',
  summary: 'a random backend, drawn again while its load is at the threshold',
  source: 'Eager, Lazowska & Zahorjan, IEEE TSE 12 (1986)',
  complexity: 'pick O(probes), update O(n)',
  options: {
    threshold: {
      type: 'integer',
      doc: 'requests that a backend may have with the new one counted in',
      default: 2,
      source: 'own: one in service and one waiting; the paper varies it with the load',
      min: 1,
      max: 1_000_000,
      swarm: [2, 1, 5],
    },
    probes: {
      type: 'integer',
      doc: 'backends that are asked at most; the last one is taken as it is',
      default: 3,
      source: 'own: the paper finds a small limit to do almost as well as a large one',
      min: 1,
      max: 1000,
      swarm: [3, 1, 10],
    },
    load: loadOption('reported', 'the paper: the length of the queue, asked for'),
  },
  create(environment, { threshold: bound, probes, load: option }) {
    const flight = createInFlight();
    const load = loadBy(option, environment, flight);
    let backends: readonly Backend[] = [];
    return {
      update(list) {
        flight.update(previousPositions(backends, list));
        backends = list;
      },
      pick() {
        let backend = randomAvailable(environment, backends.length);
        for (let probe = 1; probe < (probes as number) && backend >= 0; probe++) {
          if (load(backend) + 1 <= (bound as number)) break;
          backend = randomAvailable(environment, backends.length);
        }
        return backend;
      },
      sent: flight.sent,
      ended: flight.ended,
    };
  },
};
