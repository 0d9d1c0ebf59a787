/** Puts the client libraries of one server onto its machine, one process for each service that it calls. */
import type { Cluster } from '../../../cluster/cluster.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { NodeId } from '../../../kernel/observation.ts';
import type { Trace } from '../../../kernel/trace.ts';
import type { ReplicatedStore } from '../../replicated-store.ts';
import type { ServiceSpec } from '../../service.ts';
import { installCaller } from '../install-caller.ts';
import type { PoolSpec } from '../pool.ts';
import type { PoolView } from '../pool-view.ts';
import type { Egress } from './egress.ts';
import { createPoolEgress } from './pool-egress.ts';
import { createStoreEgress } from './store-egress.ts';

/** The other services. They may be installed later: `pool` and `store` are asked when servers start. */
export interface CalledServices {
  spec(name: string): ServiceSpec | undefined;
  pool(name: string): PoolView;
  store(name: string): ReplicatedStore;
}

export interface EgressPlace {
  readonly spec: PoolSpec;
  readonly node: NodeId;
  /** Number of the server. */
  readonly server: number;
  /** Of the server's process. */
  readonly name: string;
  readonly seed: number;
  readonly services: CalledServices;
}

/** In the order of `spec.calls`. RangeError for a target that is neither a pool nor a store. */
export function installEgresses(cluster: Cluster, kernel: Kernel, trace: Trace, place: EgressPlace): Egress[] {
  const { spec, node, server, services, seed } = place;
  const service = spec.name;
  return spec.calls.map((call, index) => {
    const earlier = spec.calls.slice(0, index).filter(({ target }) => target === call.target).length;
    const name = `${place.name}→${call.target}${earlier === 0 ? '' : `#${earlier + 1}`}`;
    const target = services.spec(call.target);
    if (target?.kind === 'replicated-store') {
      const store = (): ReplicatedStore => services.store(call.target);
      return createStoreEgress({ cluster, seed, name, service, node, server, call, store });
    }
    if (target?.kind === 'pool') {
      const pool = (): PoolView => services.pool(call.target);
      const caller = installCaller(cluster, kernel, trace, { name, service, node, policy: call, target, pool, seed });
      return createPoolEgress(caller, target, name, seed);
    }
    throw new RangeError(`${service} calls ${call.target}, which is no pool and no replicated store`);
  });
}
