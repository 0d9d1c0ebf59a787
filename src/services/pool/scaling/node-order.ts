/** The places of a pool in the order in which they are filled: node pool by node pool, with what each costs and takes. */
import { createDraw, type Draw } from '../../../cluster/draw.ts';
import { createDistribution } from '../../../core/distributions/create-distribution.ts';
import type { NodeId } from '../../../kernel/observation.ts';
import type { NodePoolSpec } from '../pool.ts';

export interface ScalablePlace {
  /** Its number in the pool. */
  readonly server: number;
  readonly node: NodeId;
  readonly pricePerHour: number;
  /** From the decision to the start of the server; stream `provisioning/<service>@<machine>`. */
  readonly provisioning: Draw;
}

/** `servers`: the places of the pool, in its own order. */
export function nodeOrder(
  nodePools: readonly NodePoolSpec[],
  servers: readonly { readonly node: NodeId; readonly name: string }[],
  service: string,
  seed: number,
): ScalablePlace[] {
  const numbers = new Map(servers.map(({ node }, server) => [node, server]));
  return nodePools.flatMap(({ nodes, pricePerHour, provisioning }) => {
    const distribution = createDistribution(provisioning);
    return nodes.flatMap((node): ScalablePlace[] => {
      const server = numbers.get(node);
      if (server === undefined) return [];
      const stream = `provisioning/${service}@${servers[server].name}`;
      return [{ server, node, pricePerHour, provisioning: createDraw(distribution, seed, stream) }];
    });
  });
}
