/** From a validated scenario and a seed to a cluster ready to run. */

import type { Cluster } from '../cluster/cluster.ts';
import { createCluster } from '../cluster/create-cluster.ts';
import { type FaultEngine, scheduleFaults } from '../faults/schedule-faults.ts';
import { Kernel } from '../kernel/kernel.ts';
import type { NodeId } from '../kernel/observation.ts';
import { createTrace, type Trace } from '../kernel/trace.ts';
import { installReplicatedStore, type ReplicatedStore } from '../services/replicated-store.ts';
import { servicesOfKind } from '../services/services-of-kind.ts';
import { type Client, installClient } from '../workload/install-client.ts';
import type { Scenario } from './scenario.ts';

export interface Simulation {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly kernel: Kernel;
  readonly trace: Trace;
  readonly cluster: Cluster;
  readonly stores: readonly ReplicatedStore[];
  /** In the order of the scenario's clients. */
  readonly clients: readonly Client[];
  readonly faults: FaultEngine;
  /** Calendar time at which measuring starts and ends; the warm-up lies before the start. */
  readonly start: number;
  readonly end: number;
}

/** The machines that a client named `name` sends from, one per zone. */
const clientNodes = (scenario: Scenario, name: string): NodeId[] =>
  scenario.topology.nodes
    .filter((node) => node.role === 'client' && node.name.startsWith(`${name}@`))
    .map(({ id }) => id);

/**
 * Builds everything and boots the cluster; nothing has run yet. `watch` may subscribe to the trace before the first
 * observation is made, and watch the kernel's events; `schedule` puts the faults on the calendar.
 */
export function buildSimulation(
  scenario: Scenario,
  seed: number,
  watch?: (trace: Trace, kernel: Kernel) => void,
  schedule: typeof scheduleFaults = scheduleFaults,
): Simulation {
  const kernel = new Kernel(-scenario.warmup);
  const trace = createTrace();
  watch?.(trace, kernel);
  const cluster = createCluster(kernel, trace, scenario.topology, seed);
  const stores = servicesOfKind(scenario.services, 'replicated-store').map((spec) =>
    installReplicatedStore(cluster, kernel, trace, spec, seed),
  );
  const clients = scenario.clients.map((spec) => {
    const store = stores.find(({ name }) => name === spec.target);
    if (store === undefined) throw new RangeError(`client ${spec.name} calls the unknown service ${spec.target}`);
    return installClient(cluster, kernel, trace, spec, clientNodes(scenario, spec.name), store, seed);
  });
  const start = 0;
  const end = scenario.duration;
  const faults = schedule({ kernel, trace, cluster, services: stores, seed }, scenario.faults, start, end);
  cluster.boot();
  return { scenario, seed, kernel, trace, cluster, stores, clients, faults, start, end };
}
