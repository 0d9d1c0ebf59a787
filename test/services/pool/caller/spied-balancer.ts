/** A balancing algorithm under supervision: holds the one who uses it to the contract. */
import type { Backend, BalancingAlgorithm } from '../../../../src/algorithms/balancing/balancer.ts';

export interface Supervision {
  /** Requests that the balancer believes to be under way, by the name of the backend. */
  readonly underWay: Map<string, number>;
}

/** `name` is that of the algorithm, so that a run with it is a run with the original. */
export function spiedBalancer(algorithm: BalancingAlgorithm, supervision: () => Supervision): BalancingAlgorithm {
  return {
    ...algorithm,
    name: `spied-${algorithm.name}`,
    create(environment, options) {
      const balancer = algorithm.create(environment, options);
      const { underWay } = supervision();
      let list: readonly Backend[] | undefined;
      const nameOf = (backend: number): string => {
        const found = list?.[backend];
        if (found === undefined) throw new Error(`there is no backend ${backend}`);
        return found.name;
      };
      return {
        update(backends) {
          for (const { name } of list ?? []) {
            if (!backends.some((other) => other.name === name)) underWay.delete(name);
          }
          list = backends;
          balancer.update(backends);
        },
        pick(request) {
          if (list === undefined) throw new Error('a pick before the first update');
          const backend = balancer.pick(request);
          if (backend >= 0 && !environment.available(backend)) throw new Error(`${nameOf(backend)} is not available`);
          return backend;
        },
        sent(backend) {
          const name = nameOf(backend);
          underWay.set(name, (underWay.get(name) ?? 0) + 1);
          balancer.sent(backend);
        },
        ended(backend, latency, ok) {
          const name = nameOf(backend);
          const left = (underWay.get(name) ?? 0) - 1;
          if (left < 0) throw new Error(`more requests have ended at ${name} than were sent`);
          if (!(latency >= 0)) throw new Error(`a latency of ${latency}`);
          underWay.set(name, left);
          balancer.ended(backend, latency, ok);
        },
        idle(backend) {
          nameOf(backend);
          balancer.idle?.(backend);
        },
      };
    },
  };
}
