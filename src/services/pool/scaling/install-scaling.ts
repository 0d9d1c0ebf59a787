/**
 * The control loop of a pool that scales: every `every` the autoscaler decides from what the metric pipeline has
 * delivered, and the pool is made to follow. More servers: machines are provisioned, node pool by node pool, and paid for
 * from the decision on. Fewer: what is not started yet is given up, then servers are drained, from the end. Servers of
 * another size: they are restarted with it, one at a time.
 *
 * The control plane itself never fails and lives on the calendar.
 */
import { autoscalingAlgorithms } from '../../../algorithms/autoscaling/registry.ts';
import type { Cluster } from '../../../cluster/cluster.ts';
import type { EventHandle } from '../../../kernel/event-queue.ts';
import { type Kernel, PRIORITY } from '../../../kernel/kernel.ts';
import type { InstanceObservation } from '../../../kernel/observation.ts';
import type { Trace } from '../../../kernel/trace.ts';
import type { Pool } from '../install-pool.ts';
import type { ScalingSpec } from '../pool.ts';
import { createCoreQuotas } from './core-quotas.ts';
import { createInstanceBook } from './instance-book.ts';
import { createMetricPipeline } from './metric-pipeline.ts';
import { nodeOrder, type ScalablePlace } from './node-order.ts';

/** Before `cluster.boot`. RangeError for an unknown algorithm. */
export function installScaling(
  cluster: Cluster,
  kernel: Kernel,
  trace: Trace,
  pool: Pool,
  scaling: ScalingSpec,
  seed: number,
): void {
  const { name: service, servers } = pool;
  const algorithm = autoscalingAlgorithms.get(scaling.algorithm);
  if (algorithm === undefined) throw new RangeError(`unknown autoscaling algorithm ${scaling.algorithm}`);
  const autoscaler = algorithm.create(scaling.options, { min: scaling.min, max: scaling.max });
  const nodes = servers.map(({ node }) => node);
  const order = nodeOrder(scaling.nodePools, servers, service, seed);
  const book = createInstanceBook(
    servers.map(({ name }) => name),
    () => kernel.now,
  );
  const quotas = createCoreQuotas(cluster, nodes);
  const metrics = createMetricPipeline(cluster, kernel, scaling.metrics, {
    service,
    nodes,
    life: book.life,
    quota: quotas.share,
    flows: pool.flows,
  });
  /** Machines that are being provisioned: the event of their start. */
  const provisioning = new Map<number, EventHandle>();
  /** Cores that every server is to have. */
  let request = scaling.request;
  /** The server that is being restarted for it. */
  let resizing: number | undefined;

  const publish = ({ node, pricePerHour: price }: ScalablePlace, change: InstanceObservation['change']): void =>
    trace.publish({ kind: 'instance', time: kernel.now, service, node, change, price });

  const provisioned = kernel.register(
    (server) => {
      provisioning.delete(server);
      pool.start(server);
    },
    { name: `a machine of ${service} is provisioned`, node: (server) => nodes[server] },
  );

  function add(place: ScalablePlace): void {
    const { server } = place;
    const draining = book.phase(server) === 'terminating';
    book.setPhase(server, 'pending');
    if (draining) {
      // The machine is there: the server starts again as soon as it has ended.
      pool.start(server);
      return;
    }
    publish(place, 'requested');
    const ready = kernel.now + place.provisioning();
    provisioning.set(server, kernel.at(ready, PRIORITY.workload, provisioned, server));
  }

  function remove(place: ScalablePlace): void {
    const { server } = place;
    const pending = provisioning.get(server);
    if (pending === undefined) {
      book.setPhase(server, 'terminating');
      pool.drainAndStop(server);
      return;
    }
    kernel.cancelCalendar(pending);
    provisioning.delete(server);
    book.setPhase(server, 'absent');
    publish(place, 'stopped');
  }

  function follow(replicas: number): void {
    const inPhase = (phase: string): ScalablePlace[] => order.filter(({ server }) => book.phase(server) === phase);
    const missing = replicas - book.wanted();
    if (missing > 0) [...inPhase('absent'), ...inPhase('terminating')].slice(0, missing).forEach(add);
    else if (missing < 0)
      [...inPhase('pending').reverse(), ...inPhase('running').reverse()].slice(0, -missing).forEach(remove);
  }

  function resizeNext(): void {
    if (resizing !== undefined && pool.wanted(resizing)) return;
    resizing = order.find(
      ({ server }) =>
        book.ready(server) && pool.wanted(server) && quotas.cores(server) !== quotas.possible(server, request),
    )?.server;
    if (resizing !== undefined) pool.restart(resizing);
  }

  function decide(): void {
    for (const { server } of order)
      if (book.phase(server) === 'terminating' && pool.state(server) === 'off') book.setPhase(server, 'absent');
    const from = book.wanted();
    const report = metrics.latest();
    const decision = autoscaler.decide({
      now: kernel.now,
      replicas: from,
      instances: book.observe(report, quotas.cores),
      ...(report === undefined ? {} : { requestsPerSecond: report.requestsPerSecond, queueLength: report.queueLength }),
      ...(report?.latency === undefined ? {} : { latency: report.latency }),
    });
    const to = decision.replicas;
    const resized = decision.request !== undefined && decision.request !== request;
    if (to !== from || resized) {
      const observation = { kind: 'scaling', time: kernel.now, service, from, to, reason: decision.reason } as const;
      trace.publish(resized ? { ...observation, request: decision.request } : observation);
    }
    request = decision.request ?? request;
    follow(to);
    resizeNext();
  }

  const loop = kernel.register(
    () => {
      kernel.at(kernel.now + scaling.every, PRIORITY.workload, loop);
      decide();
    },
    { name: `scaling of ${service}` },
  );
  kernel.at(kernel.now + scaling.every, PRIORITY.workload, loop);

  pool.watchServers({
    state(server, state) {
      if (state === 'starting') quotas.set(server, request);
      book.changed(server, state);
      if (state !== 'ready' || server !== resizing) return;
      resizing = undefined;
      resizeNext();
    },
    answered: metrics.answered,
  });
  for (const { server } of order) {
    quotas.set(server, request);
    if (pool.wanted(server)) book.setPhase(server, 'pending');
  }
}
