/** A cluster of levers only: it remembers what was pulled, and `state` says what is in force. */
import type { ClusterControl, DiskFault, LinkImpairment } from '../../src/cluster/control.ts';
import type { LinkSpec, MachineSpec, NodePlan, Topology } from '../../src/cluster/topology.ts';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import type { FaultWorld, ServiceView } from '../../src/faults/world.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import type { FaultObservation, NodeId } from '../../src/kernel/observation.ts';
import { createTrace } from '../../src/kernel/trace.ts';

const machine: MachineSpec = {
  cores: 1,
  speed: 1,
  disk: {
    write: constantSpec(10),
    fsync: constantSpec(1000),
    bandwidth: Number.POSITIVE_INFINITY,
    capacity: Number.POSITIVE_INFINITY,
    groupCommit: true,
  },
  clock: { offset: constantSpec(0), drift: 0 },
};

const link: LinkSpec = {
  latency: constantSpec(500),
  loss: 0,
  duplicate: 0,
  reorder: 0,
  bandwidth: Number.POSITIVE_INFINITY,
};

const plan = (id: NodeId, name: string, zone: string, rack: string, role: NodePlan['role']): NodePlan => ({
  id,
  name,
  region: zone === 'd' ? 'us' : 'eu',
  zone,
  rack: `${zone}/${rack}`,
  role,
  machine,
});

/** Servers n1 n2 | n3 n4 | n5 in zones a, b, c of eu, n6 in zone d of us; client machines in a and b. */
export const topology: Topology = {
  nodes: [
    plan(0, 'n1', 'a', 'r1', 'server'),
    plan(1, 'n2', 'a', 'r2', 'server'),
    plan(2, 'n3', 'b', 'r1', 'server'),
    plan(3, 'n4', 'b', 'r1', 'server'),
    plan(4, 'n5', 'c', 'r1', 'server'),
    plan(5, 'n6', 'd', 'r1', 'server'),
    plan(6, 'web@a', 'a', 'r1', 'client'),
    plan(7, 'web@b', 'b', 'r1', 'client'),
  ],
  links: {
    sameNode: link,
    sameRack: link,
    sameZone: link,
    crossZone: link,
    crossRegion: link,
    regionPairs: {},
  },
};

/** n1 to n5 run a replica; `leader` may be changed. */
export interface FakeService extends ServiceView {
  leaderNow: NodeId | undefined;
}

const createService = (): FakeService => ({
  name: 'store',
  leaderNow: 0,
  replicas: () => [0, 1, 2, 3, 4],
  leader() {
    return this.leaderNow;
  },
});

export interface FakeCluster extends ClusterControl {
  readonly calls: string[];
  /** Everything that a fault can change and a heal must undo. */
  state(): unknown;
  blocked(from: NodeId, to: NodeId): boolean;
  impairments(): readonly LinkImpairment[];
  halt(node: NodeId): void;
}

export function createFakeCluster(): FakeCluster {
  const calls: string[] = [];
  const down = new Set<NodeId>();
  const halted = new Set<NodeId>();
  const paused = new Set<NodeId>();
  const speeds: { node: NodeId; factor: number }[] = [];
  const disks: { node: NodeId; fault: DiskFault }[] = [];
  const drifts: { node: NodeId; ppm: number }[] = [];
  const links: LinkImpairment[] = [];
  const clocks = new Map<NodeId, number>();

  const name = (node: NodeId): string => topology.nodes[node].name;
  const put = <T>(list: T[], item: T): (() => void) => {
    list.push(item);
    let done = false;
    return () => {
      if (done) throw new Error('undone twice');
      done = true;
      list.splice(list.indexOf(item), 1);
    };
  };
  const server = (node: NodeId): void => {
    if (topology.nodes[node].role !== 'server') throw new Error(`node fault on the client machine ${name(node)}`);
  };

  return {
    topology,
    calls,
    isUp: (node) => !down.has(node),
    isRunning: (node) => !down.has(node) && !paused.has(node),
    crash(node, options) {
      server(node);
      if (down.has(node) && !halted.delete(node)) throw new Error(`${name(node)} is down already`);
      calls.push(`${options?.torn ? 'tear' : 'crash'} ${name(node)}`);
      down.add(node);
      paused.delete(node);
    },
    stop(node) {
      server(node);
      if (down.has(node) && !halted.delete(node)) throw new Error(`${name(node)} is down already`);
      calls.push(`stop ${name(node)}`);
      down.add(node);
      paused.delete(node);
    },
    restart(node) {
      server(node);
      halted.delete(node);
      if (down.delete(node)) calls.push(`restart ${name(node)}`);
    },
    pause(node) {
      server(node);
      if (down.has(node) || paused.has(node)) throw new Error(`${name(node)} does not run`);
      calls.push(`pause ${name(node)}`);
      paused.add(node);
    },
    resume(node) {
      if (!paused.has(node)) throw new Error(`${name(node)} is not paused`);
      calls.push(`resume ${name(node)}`);
      paused.delete(node);
    },
    slowCpu: (node, factor) => put(speeds, { node, factor }),
    faultDisk: (node, fault) => put(disks, { node, fault }),
    rotDisk(node, record) {
      calls.push(`rot ${name(node)} ${record}`);
    },
    wipeDisk(node) {
      calls.push(`wipe ${name(node)}`);
    },
    driftClock: (node, ppm) => put(drifts, { node, ppm }),
    jumpClock(node, by) {
      clocks.set(node, (clocks.get(node) ?? 0) + by);
    },
    impair(impairment) {
      if (impairment.from.some((node) => impairment.to.includes(node))) throw new Error('a machine and itself');
      return put(links, impairment);
    },
    state: () => ({
      down: [...down].sort(),
      paused: [...paused].sort(),
      speeds: [...speeds],
      disks: [...disks],
      drifts: [...drifts],
      links: [...links],
      clocks: [...clocks].filter(([, offset]) => offset !== 0),
    }),
    blocked: (from, to) => links.some((each) => each.blocked && each.from.includes(from) && each.to.includes(to)),
    impairments: () => [...links],
    halt(node) {
      halted.add(node);
      down.add(node);
    },
  };
}

export interface FakeWorld extends FaultWorld {
  readonly cluster: FakeCluster;
  readonly service: FakeService;
  readonly observations: FaultObservation[];
}

export function createFakeWorld(seed = 1): FakeWorld {
  const trace = createTrace();
  const observations: FaultObservation[] = [];
  trace.subscribe('fault', (observation) => observations.push(observation));
  const service = createService();
  return {
    kernel: new Kernel(),
    trace,
    cluster: createFakeCluster(),
    services: [service],
    service,
    seed,
    observations,
  };
}
