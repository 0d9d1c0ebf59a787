/** Builders for tests of this floor: a few machines, constant links, processes made of plain functions. */
import type { Environment, Message, Process, Recovered } from '../../src/algorithms/environment.ts';
import type { Cluster, ProcessPlan } from '../../src/cluster/cluster.ts';
import { createCluster } from '../../src/cluster/create-cluster.ts';
import type { LinkPlan, LinkSpec, MachineSpec, NodePlan, Topology } from '../../src/cluster/topology.ts';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import type { Observation, ObservationKind, ObservationOf } from '../../src/kernel/observation.ts';
import { createTrace, type Trace } from '../../src/kernel/trace.ts';

export const NO_LIMIT = Number.POSITIVE_INFINITY;

export function linkSpec(changes: Partial<LinkSpec> = {}): LinkSpec {
  return { latency: constantSpec(1000), loss: 0, duplicate: 0, reorder: 0, bandwidth: NO_LIMIT, ...changes };
}

export function linkPlan(all: LinkSpec = linkSpec(), changes: Partial<LinkPlan> = {}): LinkPlan {
  return { sameNode: all, sameRack: all, sameZone: all, crossZone: all, crossRegion: all, regionPairs: {}, ...changes };
}

export function machineSpec(changes: Partial<MachineSpec> = {}): MachineSpec {
  return {
    cores: 1,
    speed: 1,
    disk: {
      write: constantSpec(10),
      fsync: constantSpec(1000),
      bandwidth: NO_LIMIT,
      capacity: NO_LIMIT,
      groupCommit: true,
    },
    clock: { offset: constantSpec(0), drift: 0 },
    ...changes,
  };
}

export function nodePlan(id: number, changes: Partial<NodePlan> = {}): NodePlan {
  const place = { region: 'eu', zone: 'a', rack: 'a/r1' };
  return { id, name: `n${id + 1}`, role: 'server', machine: machineSpec(), ...place, ...changes };
}

export function topology(count: number, links: LinkPlan = linkPlan(), machine: MachineSpec = machineSpec()): Topology {
  return { nodes: Array.from({ length: count }, (_, id) => nodePlan(id, { machine })), links };
}

/** What a process saw, in order. */
export interface Seen {
  readonly at: number;
  readonly what: string;
}

export type Behaviour = Partial<Omit<Process<Message, unknown>, 'start'>> & { start?(recovered: Recovered): void };

export interface Actor {
  readonly id: number;
  readonly seen: Seen[];
  /** The environment of the current life. */
  env: Environment<Message, unknown>;
}

export interface World {
  readonly kernel: Kernel;
  readonly trace: Trace;
  readonly cluster: Cluster;
  actor(node: number, plan?: Partial<ProcessPlan>, behave?: (env: Environment, actor: Actor) => Behaviour): Actor;
  /** Runs a callback at machine time `at`. */
  at(time: number, act: () => void): void;
  observed<K extends ObservationKind>(kind: K): ObservationOf<K>[];
}

export function world(plan: Topology, seed = 1): World {
  const kernel = new Kernel();
  const trace = createTrace();
  const cluster = createCluster(kernel, trace, plan, seed);
  const call = kernel.register((_a, _b, act) => (act as () => void)());
  return {
    kernel,
    trace,
    cluster,
    actor(node, plan = {}, behave = () => ({})) {
      const seen: Seen[] = [];
      const note = (what: string): void => void seen.push({ at: kernel.machineNow, what });
      const actor: Actor = { id: -1, seen, env: undefined as unknown as Environment };
      const id = cluster.addProcess({
        name: `p${node}/${Object.keys(plan).length}/${kernel.pending}`,
        service: 'test',
        node,
        transport: 'stream',
        create(environment) {
          actor.env = environment;
          const own = behave(environment, actor);
          return {
            start(recovered) {
              note(`start ${recovered.integrity} ${JSON.stringify(recovered.records)}`);
              own.start?.(recovered);
            },
            receive(from, message) {
              note(`${from}: ${message.kind}`);
              own.receive?.(from, message);
            },
            timeout(timer) {
              note(`timer ${timer}`);
              own.timeout?.(timer);
            },
            synced(token) {
              note(`synced ${token}`);
              own.synced?.(token);
            },
            storageFailed(token, error) {
              note(`failed ${token} ${error}`);
              own.storageFailed?.(token, error);
            },
            disconnected(peer) {
              note(`disconnected ${peer}`);
              own.disconnected?.(peer);
            },
            computed(token) {
              note(`computed ${token}`);
              own.computed?.(token);
            },
          };
        },
        ...plan,
      });
      (actor as { id: number }).id = id;
      return actor;
    },
    at(time, act) {
      kernel.at(time, 0, call, 0, 0, act);
    },
    observed(kind) {
      const list: Observation[] = [];
      trace.subscribe(kind, (observation) => void list.push(observation));
      return list as ObservationOf<typeof kind>[];
    },
  };
}

export const kinds = (actor: Actor): string[] => actor.seen.map(({ what }) => what);
