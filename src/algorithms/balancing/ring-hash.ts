/**
 * Consistent hashing on a ring: a key belongs to the backend whose point follows it, and points are many for each backend
 * so that shares come out even (to about 1/√points). When a backend leaves or may not be used, its keys, and no others,
 * go to whoever follows on the ring, spread over all.
 */
import type { BalancingAlgorithm } from './balancer.ts';
import { anyAvailable } from './parts/any-available.ts';
import { buildRing, type HashRing, ringIndex } from './parts/hash-ring.ts';
import { virtualNodesOption } from './parts/virtual-nodes-option.ts';

export const ringHash: BalancingAlgorithm = {
  name: 'ring-hash',
  summary: 'consistent hashing on a ring with virtual nodes',
  source: 'Karger et al., STOC 1997; ketama; Envoy RING_HASH',
  complexity: 'pick O(log vn), update O(vn log vn) for v virtual nodes',
  options: { virtualNodes: virtualNodesOption },
  create(environment, { virtualNodes }) {
    let ring: HashRing = buildRing([], 1);
    let count = 0;
    return {
      update(backends) {
        ring = buildRing(backends, virtualNodes as number);
        count = backends.length;
      },
      pick({ key }) {
        if (count === 0) return -1;
        let index = ringIndex(ring, key);
        if (environment.available(ring.owners[index])) return ring.owners[index];
        if (!anyAvailable(environment, count)) return -1;
        do index = index + 1 < ring.owners.length ? index + 1 : 0;
        while (!environment.available(ring.owners[index]));
        return ring.owners[index];
      },
      sent() {},
      ended() {},
    };
  },
};
