/**
 * One after the other, in the order of the list. Where an instance begins is random unless asked otherwise: many
 * instances that begin at the same backend would march in step. Weights do not count. Backends that may not be used are
 * passed over; after a change of the list the round goes on at the backend that was next.
 */
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { previousPositions } from './parts/carried.ts';

export const roundRobin: BalancingAlgorithm = {
  name: 'round-robin',
  summary: 'one backend after the other',
  source: 'nginx, Envoy ROUND_ROBIN, gRPC round_robin',
  complexity: 'pick O(1), O(n) past unavailable ones; update O(n)',
  options: {
    start: {
      type: { oneOf: ['random', 'first'] },
      doc: 'where the first round of an instance begins',
      default: 'random',
      source: 'gRPC round_robin, Envoy; nginx begins at the first',
      swarm: ['random', 'first'],
    },
  },
  create(environment, { start }) {
    let backends: readonly Backend[] = [];
    let next = 0;
    return {
      update(list) {
        next =
          backends.length > 0
            ? nextOf(list, previousPositions(backends, list), next, backends.length)
            : start === 'random'
              ? Math.floor(environment.random() * list.length)
              : 0;
        backends = list;
      },
      pick() {
        const count = backends.length;
        for (let passed = 0; passed < count; passed++) {
          const backend = next;
          next = next + 1 < count ? next + 1 : 0;
          if (environment.available(backend)) return backend;
        }
        return -1;
      },
      sent() {},
      ended() {},
    };
  },
};

/** The new position of the first backend that stays, from `next` of the old round on; 0 if none stays. */
function nextOf(list: readonly Backend[], from: Int32Array, next: number, previousCount: number): number {
  let soonest = 0;
  let wait = previousCount;
  for (let position = 0; position < list.length; position++) {
    if (from[position] < 0) continue;
    const distance = (from[position] - next + previousCount) % previousCount;
    if (distance >= wait) continue;
    soonest = position;
    wait = distance;
  }
  return soonest;
}
