/** The observers of availability on a simulation that was built and has not run yet. */

import type { NodeId } from '../kernel/observation.ts';
import { observeRun, type RunObserver } from '../measure/observe-run.ts';
import type { Pool } from '../services/pool/install-pool.ts';
import { servicesOfKind } from '../services/services-of-kind.ts';
import type { Simulation } from './build-simulation.ts';

/** `timeline`: keep what its chart needs. */
export function observeSimulation(simulation: Simulation, { timeline }: { readonly timeline: boolean }): RunObserver {
  const { scenario, trace, cluster, pools, start, end } = simulation;
  const poolOf = new Map(pools.map((pool) => [pool.name, pool]));
  const coresOf = (node: NodeId): number => scenario.topology.nodes[node].machine.cores;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return observeRun({
    trace,
    nodes: scenario.topology.nodes.map(({ name }) => name),
    services: servicesOfKind(scenario.services, 'replicated-store').map(({ name, voters }) => ({ name, voters })),
    pools: servicesOfKind(scenario.services, 'pool'),
    batches: servicesOfKind(scenario.services, 'batch').map(({ name, nodes, memory }) => ({
      name,
      cores: sum(nodes.map(coresOf)),
      memory: sum(memory),
    })),
    clients: scenario.clients.map((client) => ({
      name: client.name,
      zones: client.zones,
      users: client.users,
      probe: client.kind === 'probe' ? { every: client.every, timeout: client.timeout } : undefined,
    })),
    start,
    end,
    timeline,
    connected: (from, to) => cluster.connected(from, to),
    use: (name, server) => {
      const pool = poolOf.get(name) as Pool;
      const { busy, available } = cluster.statistics(pool.servers[server].node);
      return { busy, available, waited: pool.waited(server) };
    },
  });
}
