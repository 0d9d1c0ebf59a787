/** Scenarios with pools, for tests: everything at a default that does nothing, and what a test is about said by it. */
import { balancingAlgorithms } from '../../../src/algorithms/balancing/registry.ts';
import { defaultValues } from '../../../src/core/default-values.ts';
import { constantSpec } from '../../../src/core/distributions/distribution.ts';
import { SECOND } from '../../../src/core/time.ts';
import type { Observation, ObservationKind, ObservationOf } from '../../../src/kernel/observation.ts';
import { buildSimulation, type Simulation } from '../../../src/scenario/build-simulation.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import type { PoolSpec } from '../../../src/services/pool/pool.ts';
import type { ClientSpec } from '../../../src/workload/client.ts';
import { linkPlan, linkSpec, machineSpec, nodePlan } from '../../cluster/small-world.ts';

export const NEVER = 1e12;

export function poolSpec(servers: number, changes: Partial<PoolSpec> = {}): PoolSpec {
  const balancer = changes.routing?.balancer ?? 'random';
  const spec: PoolSpec = {
    kind: 'pool',
    name: 'web',
    nodes: Array.from({ length: servers }, (_, node) => node),
    weights: Array.from({ length: servers }, () => 1),
    initial: servers,
    transport: 'stream',
    serviceTime: { kind: 'exponential', mean: 10_000 },
    concurrency: 1,
    queue: { discipline: 'fifo', limit: Number.POSITIVE_INFINITY, target: 5_000, interval: 100_000 },
    dropExpired: false,
    startUp: { readiness: constantSpec(0), length: 0, slowdown: 0 },
    drain: 10 * SECOND,
    calls: [],
    routing: routing(balancer),
    releases: [],
    requestBytes: 500,
    responseBytes: 2000,
  };
  return { ...spec, ...changes };
}

export function routing(balancer: string, changes: Partial<PoolSpec['routing']> = {}): PoolSpec['routing'] {
  const algorithm = balancingAlgorithms.get(balancer);
  if (algorithm === undefined) throw new RangeError(`no balancer ${balancer}`);
  const options = defaultValues(algorithm.options);
  return { balancer, options, instances: 1, view: { poll: 0, propagation: 0 }, discovery: 0, ...changes };
}

type Open = Extract<ClientSpec, { kind: 'open' }>;

/** One machine in zone a, unless told otherwise. No retries. */
export function openClient(rate: number, changes: Partial<Open> = {}): Open {
  return {
    kind: 'open',
    name: 'users',
    target: 'web',
    zones: ['a'],
    keys: { kind: 'uniform', count: 1000 },
    mix: { write: 1 },
    valueBytes: 0,
    users: 100,
    timeout: NEVER,
    attemptTimeout: NEVER,
    retry: { attempts: 1, backoff: { min: 0, max: 0 }, budget: Number.POSITIVE_INFINITY },
    arrivals: { kind: 'poisson', rate },
    ...changes,
  };
}

export interface PoolScenario {
  /** Machines with a server role; default: as many as the pools name. */
  readonly cores?: number;
  /** One way, constant. */
  readonly latency?: number;
  readonly pools: readonly PoolSpec[];
  readonly clients: readonly ClientSpec[];
  readonly seconds: number;
  readonly warmup?: number;
  readonly more?: Partial<Scenario>;
}

export function poolScenario({
  cores = 1,
  latency = 0,
  pools,
  clients,
  seconds,
  warmup = 0,
  more,
}: PoolScenario): Scenario {
  const stores = more?.services ?? [];
  const used = [...pools.flatMap(({ nodes }) => nodes), ...stores.flatMap((s) => ('voters' in s ? s.voters : []))];
  const servers = Math.max(...used) + 1;
  const machine = machineSpec({ cores });
  const machines = clients.flatMap(({ name, zones }) => zones.map((zone) => ({ name: `${name}@${zone}`, zone })));
  const scenario: Scenario = {
    name: 'test',
    description: '',
    sha256: '0'.repeat(64),
    duration: seconds * SECOND,
    warmup: warmup * SECOND,
    runs: 1,
    seed: 1,
    topology: {
      nodes: [
        ...Array.from({ length: servers }, (_, id) => nodePlan(id, { machine })),
        ...machines.map((place, index) => nodePlan(servers + index, { ...place, role: 'client', machine })),
      ],
      links: linkPlan(linkSpec({ latency: constantSpec(latency) })),
    },
    services: pools,
    clients,
    faults: [],
    expect: [],
    verify: { logs: false, linearizability: false },
  };
  return { ...scenario, ...more, services: [...stores, ...pools] };
}

export interface Watched extends Simulation {
  readonly seen: Observation[];
  of<K extends ObservationKind>(kind: K): ObservationOf<K>[];
}

/** Built and booted, with all observations of these kinds kept. */
export function watched(scenario: Scenario, kinds: readonly ObservationKind[], seed = 1): Watched {
  const seen: Observation[] = [];
  const simulation = buildSimulation(scenario, seed, (trace) => {
    for (const kind of kinds) trace.subscribe(kind, (observation) => void seen.push(observation));
  });
  return {
    ...simulation,
    seen,
    of: (kind) => seen.filter((observation) => observation.kind === kind) as ObservationOf<typeof kind>[],
  };
}
