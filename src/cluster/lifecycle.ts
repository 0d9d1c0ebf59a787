/**
 * Starting and ending nodes and processes. Client machines take no faults: every lever but `boot` leaves them alone.
 *
 * Whatever ends a process takes its timers, its messages in the CPU's queue and its pending syncs with it, so that
 * nothing of one life reaches the next. What differs is what the machine does: without power (`crash`) its unsynced
 * data are lost and its peers hear nothing; after `stop` and `halt` its operating system closes the connections.
 */
import type { Kernel } from '../kernel/kernel.ts';
import type { NodeObservation } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';
import type { Delivery } from './delivery.ts';
import type { Host } from './host.ts';
import type { MessageObserver } from './network/message-observer.ts';
import type { Network } from './network/network.ts';
import type { ClusterNode } from './node.ts';
import { type EnvironmentParts, ProcessEnvironment } from './process-environment.ts';

export interface Lifecycle {
  boot(node: ClusterNode): void;
  crash(node: ClusterNode, torn: boolean): void;
  stop(node: ClusterNode): void;
  restart(node: ClusterNode): void;
  pause(node: ClusterNode): void;
  resume(node: ClusterNode): void;
  /** See `Cluster.switchOff`; the hosts are of this node. */
  switchOff(node: ClusterNode, hosts: readonly Host[]): void;
  switchOn(node: ClusterNode, hosts: readonly Host[]): void;
  /** Fail-stop of one process; the node is down when none is left. */
  halt(host: Host, reason: string): void;
}

export interface LifecycleParts {
  readonly kernel: Kernel;
  readonly trace: Trace;
  readonly network: Network;
  readonly observer: MessageObserver;
  readonly delivery: Delivery;
  readonly environment: EnvironmentParts;
}

export const isUp = (node: ClusterNode): boolean => node.state === 'running' || node.state === 'paused';

const switchedOff = ({ hosts }: ClusterNode): boolean => hosts.length > 0 && hosts.every(({ off }) => off);

/** Its own speed times all slow-downs, 0 while paused. */
export function cpuSpeed(node: ClusterNode): number {
  let { speed } = node.plan.machine;
  for (const { factor } of node.slowdowns) speed *= factor;
  return node.state === 'paused' ? 0 : speed;
}

export function createLifecycle(parts: LifecycleParts): Lifecycle {
  const { kernel, trace, network, observer, delivery } = parts;
  const drain = kernel.register(
    (_a, _b, node) => {
      if (!(node as ClusterNode).open) delivery.drain(node as ClusterNode);
    },
    { name: 'end of a pause', node: (node) => node },
  );

  function publish(node: ClusterNode, change: NodeObservation['change'], detail?: string): void {
    const observation = { kind: 'node', time: kernel.now, node: node.plan.id, change } as const;
    trace.publish(detail === undefined ? observation : { ...observation, detail });
  }

  function startHost(host: Host): void {
    host.environment = new ProcessEnvironment(parts.environment, host);
    host.instance = host.process.create(host.environment);
    host.instance.start(host.node.disk.recover(host.log));
  }

  function powerUp(node: ClusterNode): void {
    node.state = 'running';
    node.open = true;
    node.cpu?.setPower(true, () => {});
    node.cpu?.setSpeed(cpuSpeed(node));
  }

  /** Returns the processes that were alive. */
  function endHosts(node: ClusterNode, hosts: readonly Host[]): Host[] {
    const ended = hosts.filter((host) => host.alive);
    for (const host of ended) {
      host.instance = undefined;
      host.environment = undefined;
      host.timers.forEach((handle) => void kernel.cancel(handle));
      host.timers.clear();
      const lost = (_lane: number, _from: number, payload: unknown): void => {
        if (typeof payload !== 'symbol') observer.dropped(host, payload, 'lost in the crash');
      };
      node.cpu?.clearLane(host.serialLane, lost);
      node.cpu?.clearLane(host.parallelLane, lost);
      host.process.ended?.();
    }
    delivery.forgetHeld(node);
    return ended;
  }

  function powerDown(node: ClusterNode, state: 'down' | 'crashed'): void {
    const ended = endHosts(node, node.hosts);
    node.state = state;
    node.open = false;
    node.cpu?.setPower(false, () => {});
    for (const host of ended) network.ended(host, state === 'crashed');
  }

  return {
    boot(node) {
      if (node.state !== 'down' || switchedOff(node)) return;
      powerUp(node);
      publish(node, 'start');
      for (const host of node.hosts) if (!host.off) startHost(host);
    },
    crash(node, torn) {
      if (node.plan.role === 'client' || node.state === 'crashed' || switchedOff(node)) return;
      publish(node, 'crash');
      powerDown(node, 'crashed');
      node.disk.crash(torn);
    },
    stop(node) {
      if (node.plan.role === 'client' || !isUp(node)) return;
      publish(node, 'stop');
      powerDown(node, 'down');
      node.disk.flush();
    },
    restart(node) {
      if (node.plan.role === 'client' || node.state === 'paused') return;
      if (switchedOff(node)) {
        // It has been repaired: from now on it can be switched on.
        node.state = 'down';
        return;
      }
      const absent = node.hosts.filter((host) => !host.alive && !host.off);
      if (node.state === 'running' && absent.length === 0) return;
      if (node.state !== 'running') {
        if (node.wipeAtRestart) {
          node.wipeAtRestart = false;
          node.disk.wipe();
          publish(node, 'wipe');
        }
        powerUp(node);
      }
      publish(node, 'restart');
      for (const host of absent) startHost(host);
    },
    pause(node) {
      if (node.plan.role === 'client' || node.state !== 'running') return;
      node.state = 'paused';
      node.open = false;
      node.cpu?.setSpeed(0);
      publish(node, 'pause');
    },
    resume(node) {
      if (node.state !== 'paused') return;
      node.state = 'running';
      node.cpu?.setSpeed(cpuSpeed(node));
      kernel.after(0, drain, node.plan.id, 0, node);
      publish(node, 'resume');
    },
    switchOff(node, hosts) {
      for (const host of hosts) host.off = true;
      if (!isUp(node)) {
        // Not booted yet: it has no power to begin with.
        if (switchedOff(node)) node.cpu?.setPower(false, () => {});
        return;
      }
      if (switchedOff(node)) {
        publish(node, 'stop');
        powerDown(node, 'down');
        node.disk.flush();
        return;
      }
      for (const host of endHosts(node, hosts)) {
        node.disk.release(host.log);
        network.ended(host, false);
      }
    },
    switchOn(node, hosts) {
      for (const host of hosts) host.off = false;
      if (node.state === 'crashed') return;
      if (node.state === 'down') {
        powerUp(node);
        publish(node, 'start');
      }
      for (const host of hosts) if (!host.alive) startHost(host);
    },
    halt(host, reason) {
      const { node } = host;
      endHosts(node, [host]);
      node.disk.release(host.log);
      publish(node, 'halt', `${host.process.name}: ${reason}`);
      if (node.hosts.every((other) => !other.alive)) {
        node.state = 'down';
        node.open = false;
        node.cpu?.setPower(false, () => {});
      }
      network.ended(host, false);
    },
  };
}
