/**
 * How many cores of its machine a server has: those that it asks for. The machine's cores run at that share of their
 * speed, which is what a quota comes to over more than a few periods of it; a request that runs alone is slowed down as
 * well, where a scheduler with time slices would let it go ahead.
 */
import type { Cluster } from '../../../cluster/cluster.ts';
import type { NodeId } from '../../../kernel/observation.ts';

export interface CoreQuotas {
  /** Cores that the server has. */
  cores(server: number): number;
  /** As a share of those of its machine. */
  share(server: number): number;
  /** As many as asked for, or all that there are. */
  set(server: number, cores: number): void;
  /** What `set` would come to. */
  possible(server: number, cores: number): number;
}

export function createCoreQuotas(cluster: Cluster, nodes: readonly NodeId[]): CoreQuotas {
  const available = nodes.map((node) => cluster.topology.nodes[node].machine.cores);
  const held = Float64Array.from(available);
  const undo: ((() => void) | undefined)[] = nodes.map(() => undefined);
  const possible = (server: number, cores: number): number => Math.min(cores, available[server]);
  const share = (server: number): number => held[server] / available[server];

  return {
    cores: (server) => held[server],
    share,
    possible,
    set(server, cores) {
      const next = possible(server, cores);
      if (next === held[server]) return;
      held[server] = next;
      undo[server]?.();
      undo[server] = next < available[server] ? cluster.slowCpu(nodes[server], share(server)) : undefined;
    },
  };
}
