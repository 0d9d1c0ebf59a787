/**
 * Each request to a backend drawn uniformly: n queues fed at random, each an M/M/1 if arrivals are Poisson. The yardstick
 * that every other balancer is held against. Weights do not count. A backend that may not be used is drawn again.
 */
import type { BalancingAlgorithm } from './balancer.ts';
import { randomAvailable } from './parts/random-available.ts';

export const random: BalancingAlgorithm = {
  name: 'random',
  summary: 'a backend drawn uniformly',
  source: 'Mitzenmacher & Upfal, Probability and Computing (2005), ch. 5; Envoy RANDOM',
  complexity: 'pick O(1), update O(1)',
  options: {},
  create(environment) {
    let count = 0;
    return {
      update(backends) {
        count = backends.length;
      },
      pick: () => randomAvailable(environment, count),
      sent() {},
      ended() {},
    };
  },
};
