/** Puts one balancer instance of a pool into a process on a machine. */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { randomStream } from '../../core/random/random-stream.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { CallPolicy } from '../retry/call-policy.ts';
import { createPoolCaller, type PoolCaller } from './caller/pool-caller.ts';
import type { PoolSpec } from './pool.ts';
import type { PoolView } from './pool-view.ts';

export interface CallerPlace {
  /** Of the process: names its random streams, `balancer|retry|phase/<name>`. */
  readonly name: string;
  /** To which its process belongs. */
  readonly service: string;
  readonly node: NodeId;
  readonly policy: CallPolicy;
  readonly target: PoolSpec;
  /** Asked for when the process starts. */
  readonly pool: () => PoolView;
  readonly seed: number;
}

export interface InstalledCaller {
  readonly process: ProcessId;
  /** undefined while its machine is down. */
  living(): PoolCaller | undefined;
}

/** Before `cluster.boot`. */
export function installCaller(cluster: Cluster, kernel: Kernel, trace: Trace, place: CallerPlace): InstalledCaller {
  const { name, service, node, policy, target, seed } = place;
  const { zone } = cluster.topology.nodes[node];
  const random = {
    balancer: randomStream(seed, `balancer/${name}`),
    backoff: randomStream(seed, `retry/${name}`),
    phase: randomStream(seed, `phase/${name}`),
  };
  let caller: PoolCaller | undefined;
  const process = cluster.addProcess({
    name,
    service,
    node,
    transport: target.transport,
    create(environment) {
      const pool = place.pool();
      const nodeOf = (server: number): NodeId => pool.servers[server].node;
      caller = createPoolCaller(
        environment,
        {
          pool,
          routing: target.routing,
          policy,
          zone,
          reachable: (server) => cluster.connected(node, nodeOf(server)),
          random,
        },
        {
          event(event, server) {
            if (!trace.wants('routing')) return;
            const about = server === undefined ? undefined : nodeOf(server);
            trace.publish({ kind: 'routing', time: kernel.now, service: target.name, node, event, server: about });
          },
        },
      );
      return caller;
    },
    ended() {
      caller = undefined;
    },
  });
  return { process, living: () => caller };
}
