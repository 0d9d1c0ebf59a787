/**
 * Consistent hashing with bounded loads (Mirrokni, Thorup & Zadimoghaddam, SODA 2018): a request goes to the first
 * backend on the ring from its key on that has room, where nobody has more than ⌈c · average⌉, the request itself counted
 * in. A hot key spills over to the next ones instead of drowning its owner; c = 1 is almost round robin, c = ∞ the ring.
 *
 * Loads are this instance's own requests under way, and capacities are in proportion to weights, over the available
 * backends. The paper moves balls when the bound falls; a request that is under way stays where it is.
 */
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { previousPositions } from './parts/carried.ts';
import { buildRing, type HashRing, ringIndex } from './parts/hash-ring.ts';
import { createInFlight } from './parts/in-flight.ts';
import { virtualNodesOption } from './parts/virtual-nodes-option.ts';
import { weightsOf } from './parts/weights-of.ts';

export const boundedLoadHash: BalancingAlgorithm = {
  name: 'bounded-load-hash',
  summary: 'consistent hashing on a ring where nobody gets more than c times the average',
  source: 'Mirrokni, Thorup & Zadimoghaddam, SODA 2018; HAProxy hash-balance-factor',
  complexity: 'pick O(n + log vn) and 1/(c − 1)² steps on the ring, update O(vn log vn) for v virtual nodes',
  options: {
    balance: {
      type: 'number',
      doc: 'c: the load of a backend over the average at most',
      default: 1.25,
      source: 'A. Rodland, Vimeo 2016; HAProxy documents 125 to 200 %',
      min: 1,
      max: 1_000_000,
      swarm: [1.25, 1, 2],
    },
    virtualNodes: virtualNodesOption,
  },
  create(environment, { balance, virtualNodes }) {
    const flight = createInFlight();
    let backends: readonly Backend[] = [];
    let weights = weightsOf([]);
    let ring: HashRing = buildRing([], 1);

    return {
      update(list) {
        flight.update(previousPositions(backends, list));
        ring = buildRing(list, virtualNodes as number);
        weights = weightsOf(list);
        backends = list;
      },
      pick({ key }) {
        let requests = 1;
        let weight = 0;
        for (let backend = 0; backend < weights.length; backend++) {
          requests += flight.counts[backend];
          if (environment.available(backend)) weight += weights[backend];
        }
        if (weight === 0) return -1;
        const perWeight = ((balance as number) * requests) / weight;
        const { owners } = ring;
        // Ends: the capacities of the available ones add up to more than what all have.
        for (let index = ringIndex(ring, key); ; index = index + 1 < owners.length ? index + 1 : 0) {
          const backend = owners[index];
          if (!environment.available(backend)) continue;
          if (flight.counts[backend] + 1 <= Math.ceil(perWeight * weights[backend])) return backend;
        }
      },
      sent: flight.sent,
      ended: flight.ended,
    };
  },
};
