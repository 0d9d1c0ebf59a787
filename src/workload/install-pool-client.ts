/**
 * Puts a client of a pool onto its machines: one machine per zone, with `routing.instances` balancers on each, to which
 * requests are dealt at random (stream `deal/<client>/<zone>`). Publishes an `operation` observation, `f: 'call'`, for every
 * invocation and completion. A request ends `ok`; `fail` when it was certainly not carried out (refused, or never sent);
 * else `info`.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { createDistribution } from '../core/distributions/create-distribution.ts';
import { murmur3 } from '../core/hash/murmur3.ts';
import { randomInteger, randomStream } from '../core/random/random-stream.ts';
import type { Micros } from '../core/time.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { NodeId, OperationObservation } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';
import type { PoolCallEnd, PoolOutcome } from '../services/pool/caller/pool-call.ts';
import { type InstalledCaller, installCaller } from '../services/pool/install-caller.ts';
import type { PoolView } from '../services/pool/pool-view.ts';
import { createArrivals } from './arrivals/create-arrivals.ts';
import type { ClientSpec } from './client.ts';
import type { Client } from './install-client.ts';
import type { MachineShare } from './machine-share.ts';
import { createRequestSource, type RequestKey } from './request-source.ts';
import { startClosedLoop } from './start-closed-loop.ts';
import { startOpenLoop } from './start-open-loop.ts';
import { startProbe } from './start-probe.ts';

/** All of it before `cluster.boot`. `nodes`: the client machines, in the order of `spec.zones`. RangeError for a script. */
export function installPoolClient(
  cluster: Cluster,
  kernel: Kernel,
  trace: Trace,
  spec: ClientSpec,
  nodes: readonly NodeId[],
  pool: PoolView,
  seed: number,
): Client {
  const { name, zones } = spec;
  if (nodes.length !== zones.length) {
    throw new RangeError(`client ${name} has ${zones.length} zones, but ${nodes.length} machines`);
  }
  const machines = zones.map((zone, index) => {
    const share: MachineShare = { seed, client: name, zone, index, count: zones.length };
    return installMachine(cluster, kernel, trace, spec, nodes[index], pool, share);
  });
  return {
    name,
    processes: machines.flatMap(({ processes }) => processes),
    // Nothing is skipped where there are pools, so nobody needs to know where their requests come from.
    loads: [],
    pending: () => machines.reduce((sum, machine) => sum + machine.pending(), 0),
  };
}

const SERIAL_UNIT = 1_000_000;

function installMachine(
  cluster: Cluster,
  kernel: Kernel,
  trace: Trace,
  spec: ClientSpec,
  node: NodeId,
  pool: PoolView,
  share: MachineShare,
): { readonly processes: readonly ProcessId[]; pending(): number } {
  const { client, zone, seed } = share;
  const { timeout } = spec;
  const callers: InstalledCaller[] = Array.from({ length: pool.spec.routing.instances }, (_, index) =>
    installCaller(cluster, kernel, trace, {
      name: `${client}@${zone}${index === 0 ? '' : `#${index + 1}`}`,
      service: client,
      node,
      policy: spec,
      target: pool.spec,
      pool: () => pool,
      seed,
    }),
  );
  const processes = callers.map(({ process }) => process);
  const source = createRequestSource(spec, share, pool.spec.serviceTime);
  const deal = randomStream(seed, `deal/${client}/${zone}`);
  let serial = 0;
  let completed: ((user: number) => void) | undefined;

  const publish = (
    id: number,
    type: OperationObservation['type'],
    user: number,
    key: string,
    invokedAt: Micros,
    attempts: number,
    reason?: string,
  ): void =>
    trace.publish({
      kind: 'operation',
      time: kernel.now,
      id,
      type,
      service: pool.name,
      client,
      probe: spec.kind === 'probe',
      node,
      zone,
      user,
      f: 'call',
      key,
      value: null,
      invokedAt,
      attempts,
      reason,
    });

  function request({ name: key, hash }: RequestKey, user: number): void {
    const priority = source.nextPriority();
    const work = source.nextWork();
    const caller = callers[callers.length === 1 ? 0 : randomInteger(deal, callers.length)].living();
    if (caller === undefined) throw new Error(`client ${client} calls before it was started`);
    const id = ++serial * SERIAL_UNIT + processes[0];
    const invokedAt = kernel.now;
    if (trace.wants('operation')) publish(id, 'invoke', user, key, invokedAt, 1);
    const done: PoolCallEnd = (outcome, attempts, lost) => {
      if (trace.wants('operation')) {
        const ok = outcome === 'ok';
        const type = ok ? 'ok' : lost || MAY_HAVE_HAPPENED.has(outcome) ? 'info' : 'fail';
        publish(id, type, user, key, invokedAt, attempts, ok ? undefined : outcome);
      }
      completed?.(user);
    };
    caller.call({ key: hash, session: user, priority, work, timeout }, done);
  }

  function call(user: number): void {
    request(source.nextKey(), user);
  }

  switch (spec.kind) {
    case 'probe': {
      const hash = murmur3(`${client}/${zone}`);
      startProbe(kernel, spec.every, share, (name, user) => request({ name, hash }, user));
      break;
    }
    case 'open':
      startOpenLoop(kernel, createArrivals(spec.arrivals, share), () => call(source.nextUser()));
      break;
    case 'closed':
      completed = startClosedLoop(kernel, spec, createDistribution(spec.think), share, call).completed;
      break;
    case 'scripted':
      throw new RangeError(`client ${client} follows a script, which pools have no use for`);
  }
  return { processes, pending: () => callers.reduce((sum, caller) => sum + (caller.living()?.pending() ?? 0), 0) };
}

/** Somebody worked on the request: what the services that it calls have done stays done. */
const MAY_HAVE_HAPPENED: ReadonlySet<PoolOutcome> = new Set<PoolOutcome>(['timeout', 'failed', 'disconnected']);
