/** A cluster with a store on real Raft and clients, ready to run. */
import type { ClusterControl } from '../../src/cluster/control.ts';
import { createCluster } from '../../src/cluster/create-cluster.ts';
import type { LinkSpec, MachineSpec, NodePlan, Topology } from '../../src/cluster/topology.ts';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { MILLISECOND, SECOND } from '../../src/core/time.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import type { ApplyObservation, OperationObservation } from '../../src/kernel/observation.ts';
import { createTrace } from '../../src/kernel/trace.ts';
import { installReplicatedStore } from '../../src/services/replicated-store.ts';
import type { ReplicatedStoreSpec } from '../../src/services/service.ts';
import type { ClientSpec } from '../../src/workload/client.ts';
import { installClient } from '../../src/workload/install-client.ts';

export const CLIENT_BASE = {
  target: 'store',
  timeout: SECOND,
  attemptTimeout: 300 * MILLISECOND,
  retry: { attempts: 10, backoff: { min: 10 * MILLISECOND, max: 100 * MILLISECOND }, budget: Number.POSITIVE_INFINITY },
  keys: { kind: 'zipf', exponent: 0.99, count: 20 },
  mix: { read: 0.5, write: 0.5 },
  valueBytes: 100,
  users: 100,
} as const;

const link: LinkSpec = {
  latency: { kind: 'lognormal', median: 500, p99: 2000 },
  loss: 0,
  duplicate: 0,
  reorder: 0,
  bandwidth: Number.POSITIVE_INFINITY,
};

const machine: MachineSpec = {
  cores: 2,
  speed: 1,
  disk: {
    write: constantSpec(20),
    fsync: { kind: 'lognormal', median: 1000, p99: 5000 },
    bandwidth: Number.POSITIVE_INFINITY,
    capacity: Number.POSITIVE_INFINITY,
    groupCommit: true,
  },
  clock: { offset: constantSpec(0), drift: 20 },
};

export interface StoreWorldOptions {
  readonly seed?: number;
  readonly store?: Partial<ReplicatedStoreSpec>;
  /** Zones are a, b and c, a server each in turn. */
  readonly servers?: number;
  readonly clients: readonly ClientSpec[];
  /** Without it nobody subscribes to anything. */
  readonly watched?: boolean;
}

export function createStoreWorld({
  seed = 1,
  store: overrides,
  servers = 3,
  clients,
  watched = true,
}: StoreWorldOptions) {
  const kernel = new Kernel();
  const trace = createTrace();
  const operations: OperationObservation[] = [];
  const applied: ApplyObservation[] = [];
  const served = new Map<number, number>();
  if (watched) {
    trace.subscribe('operation', (operation) => void operations.push(operation));
    trace.subscribe('apply', (entry) => void applied.push(entry));
    trace.subscribe('served', ({ node }) => void served.set(node, (served.get(node) ?? 0) + 1));
  }

  const nodes: NodePlan[] = [];
  const addNode = (name: string, zone: string, role: NodePlan['role']): number =>
    nodes.push({ id: nodes.length, name, region: 'r', zone, rack: zone, role, machine }) - 1;
  const serverIds = Array.from({ length: servers }, (_, i) => addNode(`n${i + 1}`, 'abc'[i % 3], 'server'));
  const clientIds = clients.map(({ name, zones }) => zones.map((zone) => addNode(`${name}@${zone}`, zone, 'client')));
  const links = { sameNode: link, sameRack: link, sameZone: link, crossZone: link, crossRegion: link, regionPairs: {} };
  const topology: Topology = { nodes, links };

  const cluster = createCluster(kernel, trace, topology, seed);
  const spec: ReplicatedStoreSpec = {
    kind: 'replicated-store',
    name: 'store',
    consensus: 'raft',
    options: {},
    voters: serverIds,
    learners: [],
    spares: [],
    transport: 'stream',
    requestCost: constantSpec(20),
    messageCost: constantSpec(10),
    queueLimit: 10_000,
    operations: [],
    ...overrides,
  };
  const store = installReplicatedStore(cluster, kernel, trace, spec, seed);
  const installed = clients.map((client, i) =>
    installClient(cluster, kernel, trace, client, clientIds[i], store, seed),
  );
  cluster.boot();
  return { kernel, trace, cluster: cluster as ClusterControl, store, clients: installed, operations, applied, served };
}

/** The completions, one for each operation that has one. */
export const completions = (operations: readonly OperationObservation[]): OperationObservation[] =>
  operations.filter(({ type }) => type !== 'invoke');
