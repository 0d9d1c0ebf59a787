/** Watches one run from boot to end and puts its `RunResult` together. Takes plain values; never drives. */
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';
import { watchRequests } from './availability/by-request.ts';
import { availabilityByTime } from './availability/by-time.ts';
import { watchUsers } from './availability/by-user.ts';
import { type ProbePlace, watchProbes } from './availability/probe-log.ts';
import { userUptime, windowedUptime } from './availability/uptime-curve.ts';
import { type BatchWatch, type ObservedBatch, watchBatches } from './batches/watch-batches.ts';
import { failoversOf } from './failover.ts';
import type { PlaceContext } from './incidents/attribute-outage.ts';
import { watchFaults } from './incidents/fault-log.ts';
import { incidentsOf } from './incidents/incidents.ts';
import { watchLeadership } from './incidents/leadership.ts';
import { watchRefusals } from './incidents/refusals.ts';
import { watchLatency } from './latency.ts';
import { type RequestsServed, watchLoad } from './load.ts';
import type { ObservedClient } from './observed-client.ts';
import type { ServerUse } from './pools/server-use-log.ts';
import { type ObservedPool, type PoolWatch, watchPools } from './pools/watch-pools.ts';
import type { HistoryVerdict, NodeLoad, RunResult, Violation } from './result.ts';
import { watchTimeline } from './timeline.ts';

export interface ObserveRunOptions {
  readonly trace: Trace;
  /** Names by node id. */
  readonly nodes: readonly string[];
  /** `voters`: the nodes that vote at boot. */
  readonly services: readonly { readonly name: string; readonly voters: readonly NodeId[] }[];
  /** Absent: none. */
  readonly pools?: readonly ObservedPool[];
  readonly batches?: readonly ObservedBatch[];
  readonly clients: readonly ObservedClient[];
  /** Calendar times of the end of the warm-up and of the run: what lies between is measured. */
  readonly start: Micros;
  readonly end: Micros;
  /** Keep the timeline. */
  readonly timeline: boolean;
  /**
   * Whether a message sent now from one node to the other could arrive (`Cluster.connected`). Without it causes of
   * downtime that lie in who reaches whom are told from the faults' kinds alone.
   */
  readonly connected?: (from: NodeId, to: NodeId) => boolean;
  /** What the servers of a pool have counted so far, numbered as in its `nodes`. Without it pools have no busy shares and queues. */
  readonly use?: (pool: string, server: number) => ServerUse;
}

/** What observers cannot see. */
export interface RunFacts {
  readonly seed: number;
  readonly fingerprint: string;
  readonly virtualSeconds: number;
  readonly skippedSeconds: number;
  readonly events: number;
  /** By service, per node. */
  readonly load: Readonly<Record<string, readonly NodeUse[]>>;
  readonly violations: readonly Violation[];
  /** Where histories were checked. */
  readonly histories?: readonly HistoryVerdict[];
}

export interface NodeUse {
  readonly node: NodeId;
  readonly busyShare: number;
  readonly queueMean: number;
  /** Of servers of pools: share of the period in which the machine was on. */
  readonly onShare?: number;
}

export interface RunObserver {
  /** The calendar time at which `look` is wanted next; Infinity for never. The run may look at any other time, too. */
  readonly nextLook: Micros;
  /** Shows the present: some figures are not published but counted by machines and servers. Changes nothing. */
  look(now: Micros): void;
  /** To be called once, at the end of the run. */
  finish(facts: RunFacts): RunResult;
}

export function observeRun(options: ObserveRunOptions): RunObserver {
  const { trace, nodes, services, clients, start, end, connected } = options;
  const period = { start, end };
  const probes = watchProbes(trace, clients, period);
  const requests = watchRequests(trace, clients, period);
  const users = watchUsers(trace, clients, period);
  const latency = watchLatency(trace, period);
  const served = watchLoad(trace, period);
  const faults = watchFaults(trace);
  const refusals = watchRefusals(trace);
  const { machines } = probes;
  const leaderships = services.map(({ name, voters }) => ({
    service: name,
    leadership: watchLeadership(trace, { service: name, voters, faults, connected, machines }),
  }));
  const pools = watchPools(trace, {
    pools: options.pools ?? [],
    names: nodes,
    period,
    heat: options.timeline,
    use: options.use ?? (() => ({ busy: 0, available: 0, waited: 0 })),
  });
  const batches = watchBatches(trace, { batches: options.batches ?? [], period });
  const poolNames = new Set(options.pools?.map(({ name }) => name));
  const [chosen] = services;
  const timeline =
    options.timeline && chosen !== undefined
      ? watchTimeline(trace, { service: chosen.name, names: nodes, nodes: chosen.voters, start, end })
      : undefined;

  const contextOf = ({ service, node, every, timeout }: ProbePlace): PlaceContext => {
    const leadership = leaderships.find((candidate) => candidate.service === service)?.leadership;
    return {
      conditions: leadership?.conditions ?? [],
      cuts: leadership?.cuts.get(node) ?? [],
      faults,
      nodes: new Set([...(leadership?.voters ?? []), node]),
      grace: every + timeout,
      refusals: refusals(service),
    };
  };

  return {
    get nextLook() {
      return pools.nextLook;
    },
    look: pools.look,
    finish(facts) {
      for (const { leadership } of leaderships) leadership.finish();
      const places = probes.finish();
      const byTime = availabilityByTime(places, end - start);
      const byRequest = requests();
      const curve = users();
      const { histograms, overTime } = latency();
      return {
        seed: facts.seed,
        fingerprint: facts.fingerprint,
        virtualSeconds: facts.virtualSeconds,
        skippedSeconds: facts.skippedSeconds,
        events: facts.events,
        availability: {
          time: byTime.mean,
          timeByZone: byTime.byZone,
          requests: byRequest.share,
          counts: byRequest.counts,
          userUptime: userUptime(curve),
          windowedUserUptime: windowedUptime(curve),
        },
        incidents: incidentsOf(places, contextOf, end),
        failovers: leaderships.flatMap(({ service, leadership }) => failoversOf(service, leadership.episodes, period)),
        latency: histograms,
        latencyOverTime: overTime,
        load: loadOf(facts, nodes, (service) => (poolNames.has(service) ? pools : { arrived: served })),
        violations: facts.violations,
        ...(facts.histories === undefined ? {} : { histories: facts.histories }),
        errors: byRequest.errors,
        ...loadedServicesOf(pools, batches),
        ...(timeline === undefined ? {} : { timeline: timeline(places, faults.faults) }),
      };
    },
  };
}

/** Of pools, what their own observer has seen: attempts that arrived and requests that waited at the server. */
type ServiceLoad = { readonly arrived: RequestsServed } & Partial<Pick<PoolWatch, 'queueMean'>>;

const loadOf = (
  { load }: RunFacts,
  names: readonly string[],
  watchOf: (service: string) => ServiceLoad,
): Record<string, NodeLoad[]> =>
  Object.fromEntries(
    Object.entries(load).map(([service, uses]) => {
      const { arrived, queueMean } = watchOf(service);
      return [
        service,
        uses.map(({ node, ...use }) => ({
          id: names[node] ?? `node ${node}`,
          requests: arrived(service, node),
          busyShare: use.busyShare,
          queueMean: queueMean?.(service, node) ?? use.queueMean,
          ...(use.onShare === undefined ? {} : { onShare: use.onShare }),
        })),
      ];
    }),
  );

function loadedServicesOf(pools: PoolWatch, batches: BatchWatch): Pick<RunResult, 'pools' | 'batches'> {
  const ofPools = pools.finish();
  const ofBatches = batches.finish();
  return {
    ...(Object.keys(ofPools).length === 0 ? {} : { pools: ofPools }),
    ...(Object.keys(ofBatches).length === 0 ? {} : { batches: ofBatches }),
  };
}
