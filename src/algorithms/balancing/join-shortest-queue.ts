/**
 * Every request to the shortest queue of all, ties at random: the best that a balancer can do for equal servers and
 * exponential service that knows the queues (Winston, "Optimality of the shortest line discipline", J. Appl. Prob. 14,
 * 1977). It knows them as of the last poll: with old news all instances crowd onto the same backend (Mitzenmacher, "How
 * useful is old information?", IEEE TPDS 11, 2000). Weights do not count.
 */
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { previousPositions } from './parts/carried.ts';
import { createInFlight } from './parts/in-flight.ts';
import { leastLoaded } from './parts/least-loaded.ts';
import { loadBy, loadOption } from './parts/load-option.ts';

export const joinShortestQueue: BalancingAlgorithm = {
  name: 'join-shortest-queue',
  summary: 'the backend with the shortest queue of all',
  source: 'Winston, J. Appl. Prob. 14 (1977)',
  complexity: 'pick O(n), update O(n)',
  options: { load: loadOption('reported', 'Winston 1977: the length of the queue') },
  create(environment, { load: option }) {
    const flight = createInFlight();
    const load = loadBy(option, environment, flight);
    let backends: readonly Backend[] = [];
    return {
      update(list) {
        flight.update(previousPositions(backends, list));
        backends = list;
      },
      pick: () => leastLoaded(environment, backends.length, load),
      sent: flight.sent,
      ended: flight.ended,
    };
  },
};
