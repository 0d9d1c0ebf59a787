/** Builds the parts of a machine from its plan. */
import { constantSpec, type Distribution, type DistributionSpec } from '../core/distributions/distribution.ts';
import { randomStream } from '../core/random/random-stream.ts';
import type { HandlerId, Kernel } from '../kernel/kernel.ts';
import type { Trace } from '../kernel/trace.ts';
import { NodeClock } from './clock.ts';
import { Cpu } from './cpu.ts';
import type { Delivery } from './delivery.ts';
import { Disk, type DiskModel, type DiskParts } from './disk/disk.ts';
import type { Host } from './host.ts';
import type { ClusterNode } from './node.ts';
import type { ClockSpec, DiskSpec, NodePlan } from './topology.ts';

export interface NodeParts {
  readonly kernel: Kernel;
  readonly trace: Trace;
  readonly seed: number;
  readonly distribution: (spec: DistributionSpec) => Distribution;
  readonly diskModel: (spec: DiskSpec) => DiskModel;
  readonly delivery: Delivery;
  readonly hosts: readonly Host[];
  /** Finishes core `b` of node `a`'s CPU. */
  readonly cpuDone: HandlerId;
  /** Completes the operation under way on node `a`'s disk. */
  readonly diskDone: HandlerId;
}

/** Client machines have no disk model: every operation succeeds at once. */
const NO_TIME = constantSpec(0);
const MEMORY: DiskSpec = {
  write: NO_TIME,
  fsync: NO_TIME,
  bandwidth: Number.POSITIVE_INFINITY,
  capacity: Number.POSITIVE_INFINITY,
  groupCommit: true,
};

export function createNode(parts: NodeParts, plan: NodePlan): ClusterNode {
  const { kernel, trace, seed, delivery, hosts } = parts;
  const spec = plan.role === 'client' ? MEMORY : plan.machine.disk;
  const disk: DiskParts = {
    kernel,
    trace,
    seed,
    node: plan.id,
    name: plan.name,
    model: parts.diskModel(spec),
    completion: parts.diskDone,
    answer: (owner, token, error) => delivery.synced(hosts[owner], token, error),
  };
  const node: ClusterNode = {
    plan,
    clock: createClock(parts, plan.name, plan.machine.clock),
    cpu: plan.role === 'client' ? undefined : createCpu(parts, plan, () => node.hosts),
    disk: new Disk(disk),
    hosts: [],
    state: 'down',
    open: false,
    held: [],
    wipeAtRestart: false,
    slowdowns: [],
  };
  return node;
}

function createCpu({ kernel, cpuDone, delivery }: NodeParts, plan: NodePlan, hosts: () => readonly Host[]): Cpu {
  const { cores, speed } = plan.machine;
  // Every process has two lanes, in the order in which the processes were placed.
  return new Cpu(kernel, cpuDone, plan.id, cores, speed, (lane, from, payload) =>
    delivery.worked(hosts()[lane >> 1], from, payload),
  );
}

function createClock({ seed, distribution }: NodeParts, name: string, spec: ClockSpec): NodeClock {
  const offset = distribution(spec.offset);
  // A hundred thousand perfect clocks need no streams.
  if (spec.drift === 0 && offset.standardDeviation === 0) return new NodeClock(0, offset.mean);
  const random = randomStream(seed, `clock/${name}`);
  const ppm = (2 * random() - 1) * spec.drift;
  return new NodeClock(ppm, offset.sample(random));
}
