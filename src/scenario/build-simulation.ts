/** From a validated scenario and a seed to a cluster ready to run. */

import type { Cluster } from '../cluster/cluster.ts';
import { createCluster } from '../cluster/create-cluster.ts';
import { type FaultEngine, scheduleFaults } from '../faults/schedule-faults.ts';
import { Kernel } from '../kernel/kernel.ts';
import type { NodeId } from '../kernel/observation.ts';
import { createTrace, type Trace } from '../kernel/trace.ts';
import { type Batch, installBatch } from '../services/batch/install-batch.ts';
import type { CalledServices } from '../services/pool/egress/install-egresses.ts';
import { installPool, type Pool } from '../services/pool/install-pool.ts';
import { installScaling } from '../services/pool/scaling/install-scaling.ts';
import { installReplicatedStore, type ReplicatedStore } from '../services/replicated-store.ts';
import { servicesOfKind } from '../services/services-of-kind.ts';
import { type Client, installClient } from '../workload/install-client.ts';
import { installPoolClient } from '../workload/install-pool-client.ts';
import { submitJobs } from '../workload/submit-jobs.ts';
import type { Scenario } from './scenario.ts';

export interface Simulation {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly kernel: Kernel;
  readonly trace: Trace;
  readonly cluster: Cluster;
  readonly stores: readonly ReplicatedStore[];
  readonly pools: readonly Pool[];
  readonly batches: readonly Batch[];
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

/** The machine that the scheduler of a batch cluster stands on. */
function schedulerNode({ topology }: Scenario, name: string): NodeId {
  const machine = topology.nodes.find((node) => node.role === 'client' && node.name.startsWith(`${name}/scheduler@`));
  if (machine === undefined) throw new RangeError(`no machine for the scheduler of ${name}`);
  return machine.id;
}

function named<S extends { readonly name: string }>(services: readonly S[], name: string): S {
  const service = services.find((candidate) => candidate.name === name);
  if (service === undefined) throw new RangeError(`unknown service ${name}`);
  return service;
}

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
  const called: CalledServices = {
    spec: (name) => scenario.services.find((spec) => spec.name === name),
    pool: (name) => named(pools, name),
    store: (name) => named(stores, name),
  };
  // Pools may call one another in circles of any length: they find each other when their servers start.
  const pools: readonly Pool[] = servicesOfKind(scenario.services, 'pool').map((spec) =>
    installPool(cluster, kernel, trace, spec, seed, called),
  );
  for (const pool of pools) {
    const { scaling } = pool.spec;
    if (scaling !== undefined) installScaling(cluster, kernel, trace, pool, scaling, seed);
  }
  const batches = servicesOfKind(scenario.services, 'batch').map((spec) =>
    installBatch(cluster, kernel, trace, spec, schedulerNode(scenario, spec.name), seed),
  );
  for (const spec of scenario.jobs ?? []) submitJobs(kernel, spec, seed, named(batches, spec.target).submit);
  const clients = scenario.clients.map((spec) => {
    const nodes = clientNodes(scenario, spec.name);
    const pool = pools.find(({ name }) => name === spec.target);
    if (pool !== undefined) return installPoolClient(cluster, kernel, trace, spec, nodes, pool, seed);
    return installClient(cluster, kernel, trace, spec, nodes, named(stores, spec.target), seed);
  });
  const start = 0;
  const end = scenario.duration;
  const faults = schedule(
    { kernel, trace, cluster, services: [...stores, ...pools, ...batches], seed },
    scenario.faults,
    start,
    end,
  );
  cluster.boot();
  return { scenario, seed, kernel, trace, cluster, stores, pools, batches, clients, faults, start, end };
}
