/**
 * Backends that have run out of work say so to one instance, which keeps them in a queue; a request goes to the first in
 * it, or to a random backend if it is empty (Lu, Xie, Kliot, Geller, Larus & Greenberg, "Join-Idle-Queue", Performance
 * Evaluation 68, 2011, §2, JIQ-Random). Nothing is asked while a request waits. Weights do not count.
 *
 * Which instance an idle backend reports to is the host's choice (the paper's secondary balancing). A backend leaves the
 * queue when this instance sends it a request, whichever way it was chosen; that others keep it busy is not known.
 */
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { createIdleQueue } from './parts/idle-queue.ts';
import { randomAvailable } from './parts/random-available.ts';

export const joinIdleQueue: BalancingAlgorithm = {
  name: 'join-idle-queue',
  summary: 'the backend that has reported itself idle the longest ago, else a random one',
  source: 'Lu et al., Performance Evaluation 68 (2011)',
  complexity: 'pick O(1), O(n) past unavailable ones; update O(n)',
  options: {},
  create(environment) {
    const queue = createIdleQueue();
    let backends: readonly Backend[] = [];
    return {
      update(list) {
        queue.update(backends, list);
        backends = list;
      },
      pick() {
        for (let backend = queue.first(); backend >= 0; backend = queue.after(backend)) {
          if (environment.available(backend)) return backend;
        }
        return randomAvailable(environment, backends.length);
      },
      sent: queue.remove,
      ended() {},
      idle: queue.add,
    };
  },
};
