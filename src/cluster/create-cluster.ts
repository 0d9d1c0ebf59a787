/** Puts the machines of a topology on a kernel. */
import type { ProcessId } from '../algorithms/environment.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';
import type { Cluster } from './cluster.ts';
import { createNode } from './create-node.ts';
import { createDelivery } from './delivery.ts';
import { createDiskModelCache } from './disk/disk-model-cache.ts';
import { createDistributionCache } from './distribution-cache.ts';
import { Host } from './host.ts';
import { cpuSpeed, createLifecycle, isUp, type Lifecycle } from './lifecycle.ts';
import { createMessageObserver } from './network/message-observer.ts';
import { createNetwork } from './network/network.ts';
import type { StreamOptions } from './network/stream-options.ts';
import type { ClusterNode } from './node.ts';
import type { EnvironmentParts } from './process-environment.ts';
import type { Topology } from './topology.ts';

const nothing = (): void => {};
const itself = (node: NodeId): NodeId => node;

/** `stream` replaces the constants of the stream transport. Node ids must be their positions in the topology. */
export function createCluster(
  kernel: Kernel,
  trace: Trace,
  topology: Topology,
  seed: number,
  stream?: StreamOptions,
): Cluster {
  const hosts: Host[] = [];
  const nodes: ClusterNode[] = [];
  const distribution = createDistributionCache();
  const observer = createMessageObserver(kernel, trace);
  const delivery = createDelivery(observer);

  const timer = kernel.register((process, id) => delivery.timer(hosts[process], id), {
    name: 'timer',
    node: (process) => hosts[process].plan.id,
  });
  const cpuDone = kernel.register((node, core) => nodes[node].cpu?.finish(core), {
    name: 'CPU job done',
    node: itself,
  });
  const diskDone = kernel.register((node) => nodes[node].disk.complete(), { name: 'disk job done', node: itself });
  const network = createNetwork({
    kernel,
    topology,
    seed,
    distribution,
    observer,
    endpoints: hosts,
    stream,
    receiver: {
      deliver: (to, from, payload) => delivery.message(to as Host, from, payload),
      disconnected: (end, peer) => delivery.disconnected(end as Host, peer),
    },
  });
  const halt = (host: Host, reason: string): void => lifecycle.halt(host, reason);
  const environment: EnvironmentParts = { kernel, trace, seed, network, timer, halt };
  const lifecycle: Lifecycle = createLifecycle({ kernel, trace, network, observer, delivery, environment });

  const diskModel = createDiskModelCache(distribution);
  const nodeParts = { kernel, trace, seed, distribution, diskModel, delivery, hosts, cpuDone, diskDone };
  topology.nodes.forEach((plan, position) => {
    if (plan.id !== position) throw new RangeError(`node ${plan.name} has id ${plan.id} at position ${position}`);
    nodes.push(createNode(nodeParts, plan));
  });

  const nodeAt = (id: NodeId): ClusterNode => {
    const node = nodes[id];
    if (node === undefined) throw new RangeError(`no node ${id}: there are ${nodes.length}`);
    return node;
  };
  /** Levers on hardware that client machines do not have do nothing there. */
  const serverAt = (id: NodeId): ClusterNode | undefined =>
    nodeAt(id).plan.role === 'server' ? nodeAt(id) : undefined;

  function groupByNode(
    processes: readonly ProcessId[],
    act: (node: ClusterNode, hosts: readonly Host[]) => void,
  ): void {
    const chosen = processes.map((process) => hosts[process]);
    for (const node of new Set(chosen.map((host) => host.node))) {
      act(
        node,
        chosen.filter((host) => host.node === node),
      );
    }
  }

  function stretchTimers(node: ClusterNode, factor: number): void {
    for (const host of node.hosts) {
      host.timers.forEach((handle) => void kernel.rearm(handle, Math.ceil(kernel.timeLeft(handle) * factor)));
    }
  }

  return {
    topology,
    addProcess(plan) {
      const host = new Host(hosts.length, plan, nodeAt(plan.node));
      hosts.push(host);
      host.node.hosts.push(host);
      return host.id;
    },
    boot: () => nodes.forEach(lifecycle.boot),
    switchOff: (processes) => groupByNode(processes, lifecycle.switchOff),
    switchOn: (processes) => groupByNode(processes, lifecycle.switchOn),
    nodeOf: (process) => hosts[process].plan.id,
    processAt: (process) => hosts[process]?.instance,
    connected: (from, to) =>
      isUp(nodeAt(from)) && isUp(nodeAt(to)) && !network.blocked(nodeAt(from).plan, nodeAt(to).plan),
    statistics: (id) => nodeAt(id).cpu?.statistics() ?? { busy: 0, available: 0, queueIntegral: 0, observed: 0 },
    compute: (process, work, token) => delivery.compute(hosts[process], work, token),
    cancelCompute: (process, token) => delivery.cancelCompute(hosts[process], token),
    lateMessages: network.late,
    resetStatistics() {
      for (const node of nodes) node.cpu?.resetStatistics();
    },

    isUp: (id) => isUp(nodeAt(id)),
    isRunning: (id) => nodeAt(id).state === 'running',
    crash: (id, options) => lifecycle.crash(nodeAt(id), options?.torn ?? false),
    stop: (id) => lifecycle.stop(nodeAt(id)),
    restart: (id) => lifecycle.restart(nodeAt(id)),
    pause: (id) => lifecycle.pause(nodeAt(id)),
    resume: (id) => lifecycle.resume(nodeAt(id)),
    slowCpu(id, factor) {
      const node = serverAt(id);
      if (node === undefined) return nothing;
      const slowdown = { factor };
      node.slowdowns.push(slowdown);
      node.cpu?.setSpeed(cpuSpeed(node));
      return () => {
        const at = node.slowdowns.indexOf(slowdown);
        if (at < 0) return;
        node.slowdowns.splice(at, 1);
        node.cpu?.setSpeed(cpuSpeed(node));
      };
    },
    faultDisk: (id, fault) => serverAt(id)?.disk.fault(fault) ?? nothing,
    rotDisk: (id, record) => serverAt(id)?.disk.rot(record),
    wipeDisk(id) {
      const node = serverAt(id);
      if (node !== undefined) node.wipeAtRestart = true;
    },
    driftClock(id, ppm) {
      const node = serverAt(id);
      if (node === undefined) return nothing;
      const drift = node.clock.drift(kernel.machineNow, ppm);
      stretchTimers(node, drift.stretch);
      return () => stretchTimers(node, drift.undo(kernel.machineNow));
    },
    jumpClock: (id, by) => serverAt(id)?.clock.jump(by),
    impair: network.impair,
  };
}
