/**
 * A plan as the scenario that it is shorthand for: all machines in one zone, perfect clocks, work that costs no CPU time,
 * a scripted client per caller, everything that can be checked checked. What `fivenines run` replays.
 *
 * Healing is three things: `heal: all`, the isolation of those who stay cut off, and a client that writes from then on.
 */
import { consensusProtocols } from '../algorithms/consensus/registry.ts';
import type { LinkSpec, NodePlan, Topology } from '../cluster/topology.ts';
import { constantSpec, type DistributionSpec } from '../core/distributions/distribution.ts';
import type { Parameters, ParameterValues, Range } from '../core/parameters.ts';
import { MILLISECOND, type Micros } from '../core/time.ts';
import type { FaultSpec } from '../faults/fault.ts';
import { withDefaults } from '../faults/parameter-values.ts';
import { faultKinds } from '../faults/registry.ts';
import { mixOfScript } from '../scenario/compile/compile-script.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ServiceOperation } from '../services/service.ts';
import type { VerifySpec } from '../verify/verify-spec.ts';
import type { ClientSpec, ScriptedOperation } from '../workload/client.ts';
import { upToTenth } from './draw/rhythm-of.ts';
import type { Healing, Plan, PlannedFault, PlannedOperation, PlannedOrder } from './plan.ts';

export const STORE = 'store';
/** Writes after the healing, and does nothing else. */
export const HEALED_CLIENT = 'healed';

const ZONE = 'a';
const HEALED_KEY = 'healed';
const HEALED_WRITES = 5;
const VALUE_BYTES = 50;
/** Never the reason to give up: an attempt takes longer than the shortest pause. */
const ATTEMPTS = 10_000;
const BACKOFF: Range = { min: 10 * MILLISECOND, max: 50 * MILLISECOND };
const SHORTEST_ATTEMPT = 200 * MILLISECOND;
/** Requests and answers that fit into an attempt, with what replicas say to each other in between. */
const TRIPS_PER_ATTEMPT = 6;
const ATTEMPTS_PER_CALL = 6;

export function planToScenario(plan: Plan): Scenario {
  const servers = plan.voters + plan.spares;
  const clients = clientsOf(plan);
  const nodes = [
    ...Array.from({ length: servers }, (_, id) => server(id, plan.fsync)),
    ...clients.map(({ name }, index) => clientMachine(servers + index, name)),
  ];
  const topology: Topology = { nodes, links: linksOf(plan.latency) };
  const machines = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  const { healing } = plan;
  return {
    name: `${plan.protocol} ${plan.seed}`,
    description: '',
    sha256: '',
    duration: plan.duration,
    warmup: 0,
    runs: 1,
    seed: plan.seed,
    topology,
    services: [
      {
        kind: 'replicated-store',
        name: STORE,
        consensus: plan.protocol,
        options: { ...defaultsOf(optionsOf(plan.protocol)), ...plan.options },
        voters: machines(0, plan.voters),
        learners: [],
        spares: machines(plan.voters, servers),
        transport: plan.transport,
        requestCost: constantSpec(0),
        messageCost: constantSpec(0),
        queueLimit: 5000,
        operations: plan.orders.map(toOperation),
      },
    ],
    clients,
    faults: [...plan.faults, ...faultsOfHealing(healing)].map(toFault),
    expect: [],
    verify: {
      logs: true,
      linearizability: true,
      ...livenessOf(plan),
    },
  };
}

/** A run that was cut short once its property had broken may end before liveness is due. */
function livenessOf({ healing, duration }: Plan): Pick<VerifySpec, 'liveness'> {
  if (healing === undefined || healing.at + healing.within > duration) return {};
  return { liveness: { after: healing.at, within: healing.within } };
}

/** RangeError if there is no such protocol. */
function optionsOf(protocol: string): Parameters {
  const found = consensusProtocols.get(protocol);
  if (found === undefined) throw new RangeError(`unknown consensus protocol: ${protocol}`);
  return found.options;
}

const defaultsOf = (parameters: Parameters): ParameterValues =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  );

const between = ({ min, max }: Range): DistributionSpec =>
  min === max ? constantSpec(min) : { kind: 'uniform', min, max };

const server = (id: number, fsync: Range): NodePlan => ({
  id,
  name: `n${id + 1}`,
  role: 'server',
  region: 'r',
  zone: ZONE,
  rack: `${ZONE}/r1`,
  machine: {
    cores: 1,
    speed: 1,
    disk: {
      write: constantSpec(0),
      fsync: between(fsync),
      bandwidth: Number.POSITIVE_INFINITY,
      capacity: Number.POSITIVE_INFINITY,
      groupCommit: true,
    },
    clock: { offset: constantSpec(0), drift: 0 },
  },
});

const clientMachine = (id: number, client: string): NodePlan => ({
  ...server(id, { min: 0, max: 0 }),
  name: `${client}@${ZONE}`,
  role: 'client',
  rack: `${ZONE}/@clients`,
});

function linksOf(latency: Range): Topology['links'] {
  const link: LinkSpec = {
    latency: between(latency),
    loss: 0,
    duplicate: 0,
    reorder: 0,
    bandwidth: Number.POSITIVE_INFINITY,
  };
  const sameNode = { ...link, latency: constantSpec(0) };
  return { sameNode, sameRack: link, sameZone: link, crossZone: link, crossRegion: link, regionPairs: {} };
}

function toOperation({ type, nodes, ...when }: PlannedOrder): ServiceOperation {
  return type === 'replace' ? { ...when, type, voters: nodes, learners: [] } : { ...when, type, node: nodes[0] };
}

/** In the order of their numbers; who calls nothing is left out. */
function clientsOf(plan: Plan): ClientSpec[] {
  const callers = [...new Set(plan.operations.map(({ client }) => client))].sort((a, b) => a - b);
  const attempt = Math.max(SHORTEST_ATTEMPT, TRIPS_PER_ATTEMPT * plan.latency.max);
  const scripted = callers.map((caller) =>
    scriptedClient(
      `c${caller + 1}`,
      plan.operations.filter(({ client }) => client === caller).map(toCall),
      ATTEMPTS_PER_CALL * attempt,
      attempt,
    ),
  );
  return plan.healing === undefined ? scripted : [...scripted, healedClient(plan.healing, attempt)];
}

const toCall = ({ at, f, key, via }: PlannedOperation): ScriptedOperation => ({
  at,
  f,
  key,
  ...(via === undefined ? {} : { via }),
});

const healedClient = ({ at, within }: Healing, attempt: Micros): ClientSpec => {
  const step = upToTenth(within / (2 * HEALED_WRITES));
  const calls = Array.from({ length: HEALED_WRITES }, (_, i): ScriptedOperation => {
    return { at: at + i * step, f: 'write', key: HEALED_KEY };
  });
  return scriptedClient(HEALED_CLIENT, calls, within, attempt);
};

const scriptedClient = (
  name: string,
  operations: readonly ScriptedOperation[],
  timeout: Micros,
  attemptTimeout: Micros,
): ClientSpec => ({
  name,
  target: STORE,
  zones: [ZONE],
  timeout,
  attemptTimeout: Math.min(attemptTimeout, timeout),
  retry: {
    attempts: ATTEMPTS,
    backoff: BACKOFF,
    budget: Number.POSITIVE_INFINITY,
  },
  valueBytes: VALUE_BYTES,
  kind: 'scripted',
  keys: { kind: 'uniform', count: 1 },
  mix: mixOfScript(operations),
  users: operations.length,
  operations,
});

function faultsOfHealing(healing: Healing | undefined): PlannedFault[] {
  if (healing === undefined) return [];
  const { at, without } = healing;
  const heal: PlannedFault = { kind: 'heal', groups: [], at, parameters: { fault: 'all' } };
  if (without.length === 0) return [heal];
  const group = without.map((machine) => `n${machine + 1}`).join(' and ');
  return [heal, { kind: 'isolate', groups: [group], at, parameters: {} }];
}

function toFault({ kind, groups, at, for: length, parameters }: PlannedFault, index: number): FaultSpec {
  const known = faultKinds.get(kind);
  if (known === undefined) throw new RangeError(`unknown kind of fault: ${kind}`);
  return {
    name: `${kind}#${index + 1}`,
    kind,
    targets: groups,
    schedule: { type: 'at', times: [at] },
    ...(length === undefined ? {} : { length: constantSpec(length) }),
    parameters: withDefaults(kind, known.parameters, parameters),
  };
}
