/**
 * Puts a client onto its machines, one process per zone, and starts its load. Publishes an `operation` observation for
 * every invocation and completion. Arrivals, ticks and thinking are calendar events; time-outs and back-offs are
 * timers of the client's machine.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { createDistribution } from '../core/distributions/create-distribution.ts';
import { randomStream } from '../core/random/random-stream.ts';
import type { Micros } from '../core/time.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { NodeId, OperationObservation } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';
import type { Invoke } from '../services/store-client/invoke.ts';
import {
  type ClientObserver,
  createStoreClient,
  type Operation,
  type StoreClient,
} from '../services/store-client/store-client.ts';
import { createArrivals } from './arrivals/create-arrivals.ts';
import type { ClientSpec } from './client.ts';
import type { Load, LoadRhythm } from './load.ts';
import type { MachineShare } from './machine-share.ts';
import { createOperationSource } from './operation-source.ts';
import { startClosedLoop } from './start-closed-loop.ts';
import { startOpenLoop } from './start-open-loop.ts';
import { startProbe } from './start-probe.ts';
import { startScript } from './start-script.ts';

/** The service as a client needs to know it. */
export interface CalledService {
  readonly name: string;
  /** Whom to ask. */
  readonly processes: readonly ProcessId[];
  /** RangeError if that node hosts none. */
  processOn(node: NodeId): ProcessId;
}

export interface Client {
  readonly name: string;
  readonly processes: readonly ProcessId[];
  /** Where its requests come from, by machine; empty for a closed loop, whose callers wait for their answers, and for a script. */
  readonly loads: readonly Load[];
  /** Operations in flight on all machines. */
  pending(): number;
}

/** All of it before `cluster.boot`. `nodes`: the client machines, in the order of `spec.zones`. */
export function installClient(
  cluster: Cluster,
  kernel: Kernel,
  trace: Trace,
  spec: ClientSpec,
  nodes: readonly NodeId[],
  service: CalledService,
  seed: number,
): Client {
  const { name, zones } = spec;
  if (nodes.length !== zones.length) {
    throw new RangeError(`client ${name} has ${zones.length} zones, but ${nodes.length} machines`);
  }
  const machines = zones.map((zone, index) => {
    const share: MachineShare = { seed, client: name, zone, index, count: zones.length };
    return installMachine(cluster, kernel, trace, spec, nodes[index], service, share);
  });
  return {
    name,
    processes: machines.map(({ process }) => process),
    loads: machines.flatMap(({ load }) => load ?? []),
    pending: () => machines.reduce((sum, machine) => sum + machine.pending(), 0),
  };
}

function installMachine(
  cluster: Cluster,
  kernel: Kernel,
  trace: Trace,
  spec: ClientSpec,
  node: NodeId,
  service: CalledService,
  share: MachineShare,
): { readonly process: ProcessId; readonly load: Load | undefined; pending(): number } {
  const { client, zone, index, seed } = share;
  let living: StoreClient | undefined;
  const observer = observeOperations(kernel, trace, spec, service.name, node, zone);
  const process = cluster.addProcess({
    name: `${client}@${zone}`,
    service: client,
    node,
    transport: 'stream',
    create(environment) {
      const { timeout, attemptTimeout, retry, valueBytes } = spec;
      const random = randomStream(seed, `retry/${client}/${zone}`);
      const first = index % service.processes.length;
      const plan = { replicas: service.processes, first, timeout, attemptTimeout, retry, valueBytes, random };
      living = createStoreClient(environment, plan, {
        invoked: observer.invoked,
        completed(operation, outcome) {
          observer.completed(operation, outcome);
          onCompleted?.(operation.user);
        },
      });
      return living;
    },
  });
  const invoke: Invoke = (f, key, user, demand) => living?.invoke(f, key, user, demand);
  const { onCompleted, rhythm } = startLoad(kernel, spec, share, service, invoke);
  const load = rhythm && { ...rhythm, client, zone, probe: spec.kind === 'probe', mix: mixOf(spec) };
  return { process, load, pending: () => living?.pending() ?? 0 };
}

/** A probe writes, whatever else is said. */
const mixOf = (spec: ClientSpec): Load['mix'] => (spec.kind === 'probe' ? { write: 1 } : spec.mix);

interface StartedLoad {
  /** Whom to tell of completed operations, if anybody. */
  readonly onCompleted?: (user: number) => void;
  /** Absent for a closed loop and for a script. */
  readonly rhythm?: LoadRhythm;
}

function startLoad(
  kernel: Kernel,
  spec: ClientSpec,
  share: MachineShare,
  service: CalledService,
  invoke: Invoke,
): StartedLoad {
  if (spec.kind === 'probe')
    return { rhythm: startProbe(kernel, spec.every, share, (key, user) => invoke('write', key, user)) };
  if (spec.kind === 'scripted') {
    if (share.index === 0) startScript(kernel, spec.operations, service.processOn, invoke);
    return {};
  }
  const source = createOperationSource(spec, share);
  const call = (user: number): void => invoke(source.nextOperation(), source.nextKey(), user);
  if (spec.kind === 'closed') {
    return {
      onCompleted: startClosedLoop(kernel, spec, createDistribution(spec.think), share, call).completed,
    };
  }
  return { rhythm: startOpenLoop(kernel, createArrivals(spec.arrivals, share), () => call(source.nextUser())) };
}

type PublishedOutcome = Pick<OperationObservation, 'type' | 'value' | 'reason' | 'position'>;

function observeOperations(
  kernel: Kernel,
  trace: Trace,
  spec: ClientSpec,
  service: string,
  node: NodeId,
  zone: string,
): ClientObserver {
  const probe = spec.kind === 'probe';
  const invokedAt = new Map<number, number>();
  /** Field by field: copying records by spread took a third of a run's time. */
  const publish = ({ id, user, f, key, attempts }: Operation, outcome: PublishedOutcome, start: Micros): void => {
    const { type, value, reason, position } = outcome;
    trace.publish({
      kind: 'operation',
      time: kernel.now,
      id,
      type,
      service,
      client: spec.name,
      probe,
      node,
      zone,
      user,
      f,
      key,
      value,
      invokedAt: start,
      attempts,
      reason,
      position,
    });
  };
  return {
    invoked(operation) {
      if (!trace.wants('operation')) return;
      invokedAt.set(operation.id, kernel.now);
      const { f, value } = operation;
      publish(operation, { type: 'invoke', value: f === 'read' ? null : value }, kernel.now);
    },
    completed(operation, outcome) {
      if (!trace.wants('operation')) return;
      const start = invokedAt.get(operation.id) ?? kernel.now;
      invokedAt.delete(operation.id);
      publish(operation, outcome, start);
    },
  };
}
