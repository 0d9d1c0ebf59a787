/**
 * Puts a pool of servers onto its machines and keeps them running as it is told: what a container orchestrator does.
 * Service discovery lists a server while it is wanted and has said that it is ready.
 */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { createDraw } from '../../cluster/draw.ts';
import { createDistribution } from '../../core/distributions/create-distribution.ts';
import { randomStream } from '../../core/random/random-stream.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { InstanceObservation, NodeId } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { ServerFlow } from '../../verify/server-flow.ts';
import { type CalledServices, installEgresses } from './egress/install-egresses.ts';
import type { PoolSpec } from './pool.ts';
import { createPoolLedger } from './pool-ledger.ts';
import type { PoolView, ServerPlace } from './pool-view.ts';
import { scheduleReleases } from './rolling-release.ts';
import type { ServerWatcher } from './scaling/server-watcher.ts';
import { PoolServer, type ServerObserver, type ServerState } from './server.ts';
import { createServerCalls } from './server-calls.ts';
import type { ServerJob } from './server-job.ts';

/** A pool as clients, faults, autoscalers and observers know it. A `ServiceView` (faults/world.ts), too. */
export interface Pool extends PoolView {
  /** The nodes of `servers`, in their order. */
  replicas(): readonly NodeId[];
  /** RangeError: servers of a pool are equals. */
  leader(): never;
  /** `off`: not wanted, or being restarted; `down`: its machine is. */
  state(server: number): ServerState | 'off' | 'down';
  /** Whether it is to run: false from `drainAndStop` on. */
  wanted(server: number): boolean;
  /** Starts a server that is off; one that is draining is started again when it has ended. Otherwise no effect. */
  start(server: number): void;
  /** No new requests; ends when it has nothing left, after `spec.drain` at the latest. */
  drainAndStop(server: number): void;
  /** Drains it, ends it and starts it again. */
  restart(server: number): void;
  /** Requests at all servers, waiting and in progress. */
  pending(): number;
  /** Request-microseconds that requests have waited at the server up to now, over all of its lives. */
  waited(server: number): number;
  /** The books of each server, over all of its lives. */
  flows(): readonly ServerFlow[];
  /** Tells whoever runs the pool what becomes of its servers; one at most. */
  watchServers(watcher: ServerWatcher): void;
}

/** What the server is meant to be. `restarting`: draining, to be started again. */
type Intent = 'on' | 'stopping' | 'restarting' | 'off';

interface Place extends ServerPlace {
  readonly processes: readonly ProcessId[];
  readonly price: number;
  intent: Intent;
  living: PoolServer | undefined;
  listed: boolean;
  /** Event at which it is ended; 0 for none. */
  end: number;
}

/** All of it before `cluster.boot`. RangeError for a call to an unknown service. */
export function installPool(
  cluster: Cluster,
  kernel: Kernel,
  trace: Trace,
  spec: PoolSpec,
  seed: number,
  services: CalledServices,
): Pool {
  const { name: service } = spec;
  const callers: ProcessId[] = [];
  const known = new Set<ProcessId>();
  const listeners = new Map<ProcessId, (server: number) => void>();
  let watcher: ServerWatcher | undefined;

  const publish = ({ node, price }: Place, change: InstanceObservation['change']): void =>
    trace.publish({ kind: 'instance', time: kernel.now, service, node, change, price });

  function list(server: number): void {
    const place = places[server];
    const listed = place.intent === 'on' && place.living?.state === 'ready';
    if (listed === place.listed) return;
    place.listed = listed;
    for (const changed of listeners.values()) changed(server);
  }

  const end = kernel.register(
    (server) => {
      const place = places[server];
      place.end = 0;
      const again = place.intent === 'restarting';
      place.intent = 'off';
      cluster.switchOff(place.processes);
      list(server);
      if (again) switchOn(server);
      else publish(place, 'stopped');
      releases.changed();
    },
    { name: `end of a server of ${service}`, node: (server) => places[server].node },
  );

  function switchOn(server: number): void {
    places[server].intent = 'on';
    cluster.switchOn(places[server].processes);
  }

  function drain(server: number, intent: 'stopping' | 'restarting'): void {
    const place = places[server];
    place.intent = intent;
    list(server);
    place.end = kernel.after(place.living === undefined ? 0 : spec.drain, end, server);
    place.living?.drain();
  }

  function stateChanged(server: number, state: ServerState): void {
    const place = places[server];
    if (state === 'starting') publish(place, 'started');
    else publish(place, state);
    watcher?.state(server, state);
    list(server);
    // It was to end and has crashed instead: it is not to start again first.
    if (state === 'starting' && place.end > 0) kernel.rearm(place.end, 0);
    releases.changed();
  }

  const ledger = createPoolLedger({
    service,
    nodes: spec.nodes,
    now: () => kernel.now,
    wants: () => trace.wants('attempt'),
    publish: trace.publish,
    answered: (sojourn) => watcher?.answered(sojourn),
  });
  const observer: ServerObserver = {
    state: stateChanged,
    empty: (server) => void kernel.rearm(places[server].end, 0),
    arrived: ledger.arrived,
    started: ledger.started,
    ended: ledger.ended,
    refused: ledger.refused,
  };
  const readinessTime = createDistribution(spec.startUp.readiness);

  function addServer(node: NodeId, server: number): Place {
    const { name, zone } = cluster.topology.nodes[node];
    const processName = `${service}@${name}`;
    const readiness = createDraw(readinessTime, seed, `readiness/${processName}`);
    const hiccup = createHiccups(spec, seed, processName);
    const egresses = installEgresses(cluster, kernel, trace, { spec, node, server, name: processName, seed, services });
    const process: ProcessId = cluster.addProcess({
      name: processName,
      service,
      node,
      transport: spec.transport,
      create(environment) {
        const calls =
          egresses.length === 0
            ? undefined
            : (finish: (job: ServerJob) => void) =>
                createServerCalls(environment, { calls: spec.calls, egresses, seed, service }, finish);
        place.living = new PoolServer(environment, {
          spec,
          server,
          compute: cluster.compute,
          readiness,
          hiccup,
          callers,
          calls,
          observer,
        });
        return place.living;
      },
      ended() {
        const { living } = place;
        place.living = undefined;
        if (living !== undefined) ledger.lost(server, living.jobs);
        watcher?.state(server, 'gone');
      },
    });
    const place: Place = {
      process,
      node,
      name,
      zone,
      weight: spec.weights[server],
      processes: [process, ...egresses.map((egress) => egress.process)],
      price: spec.scaling?.nodePools.find(({ nodes }) => nodes.includes(node))?.pricePerHour ?? 0,
      intent: server < spec.initial ? 'on' : 'off',
      living: undefined,
      listed: false,
      end: 0,
    };
    return place;
  }

  const places: readonly Place[] = spec.nodes.map(addServer);
  for (const { intent, processes } of places) if (intent === 'off') cluster.switchOff(processes);

  const pool: Pool = {
    name: service,
    spec,
    servers: places,
    listed: (server) => places[server].listed,
    onListed(caller, changed) {
      listeners.set(caller, changed);
    },
    load: (server) => ledger.present(server),
    addCaller(process) {
      if (known.has(process)) return;
      known.add(process);
      callers.push(process);
    },
    replicas: () => spec.nodes,
    leader() {
      throw new RangeError(`${service} is a pool of servers, none of which leads`);
    },
    state(server) {
      const { intent, living } = places[server];
      return living?.state ?? (intent === 'off' ? 'off' : 'down');
    },
    wanted: (server) => places[server].intent === 'on' || places[server].intent === 'restarting',
    start(server) {
      const place = places[server];
      if (place.intent === 'off') switchOn(server);
      else if (place.intent === 'stopping') place.intent = 'restarting';
    },
    drainAndStop(server) {
      const place = places[server];
      if (place.intent === 'on') drain(server, 'stopping');
      else if (place.intent === 'restarting') place.intent = 'stopping';
    },
    restart(server) {
      if (places[server].intent === 'on') drain(server, 'restarting');
    },
    pending: () => places.reduce((sum, _, server) => sum + ledger.present(server), 0),
    waited: ledger.waited,
    flows: () => places.map(({ living }, server) => ledger.flow(server, living)),
    watchServers(next) {
      watcher = next;
    },
  };
  const releases = scheduleReleases(kernel, spec.releases, {
    size: places.length,
    wanted: pool.wanted,
    ready: pool.listed,
    restart: pool.restart,
    down: (server) => places[server].living === undefined,
  });
  return pool;
}

const NO_HICCUP = (): number => 0;

/** Stream `hiccup/<process>`: a draw for whether there is one, and those of its length. */
function createHiccups({ hiccup }: PoolSpec, seed: number, process: string): () => number {
  if (hiccup === undefined) return NO_HICCUP;
  const { chance } = hiccup;
  const time = createDistribution(hiccup.time);
  const random = randomStream(seed, `hiccup/${process}`);
  return () => (random() < chance ? time.sample(random) : 0);
}
