/** Watches one run from boot to end and puts its `RunResult` together. Takes plain values; never drives. */
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';
import { watchRequests } from './availability/by-request.ts';
import { availabilityByTime } from './availability/by-time.ts';
import { watchUsers } from './availability/by-user.ts';
import { type ProbePlace, watchProbes } from './availability/probe-log.ts';
import { userUptime, windowedUptime } from './availability/uptime-curve.ts';
import { failoversOf } from './failover.ts';
import type { PlaceContext } from './incidents/attribute-outage.ts';
import { watchFaults } from './incidents/fault-log.ts';
import { incidentsOf } from './incidents/incidents.ts';
import { watchLeadership } from './incidents/leadership.ts';
import { watchRefusals } from './incidents/refusals.ts';
import { watchLatency } from './latency.ts';
import { type RequestsServed, watchLoad } from './load.ts';
import type { ObservedClient } from './observed-client.ts';
import type { HistoryVerdict, NodeLoad, RunResult, Violation } from './result.ts';
import { watchTimeline } from './timeline.ts';

export interface ObserveRunOptions {
  readonly trace: Trace;
  /** Names by node id. */
  readonly nodes: readonly string[];
  /** `voters`: the nodes that vote at boot. */
  readonly services: readonly { readonly name: string; readonly voters: readonly NodeId[] }[];
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
}

export interface RunObserver {
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
        load: loadOf(facts, nodes, served),
        violations: facts.violations,
        ...(facts.histories === undefined ? {} : { histories: facts.histories }),
        errors: byRequest.errors,
        ...(timeline === undefined ? {} : { timeline: timeline(places, faults.faults) }),
      };
    },
  };
}

const loadOf = ({ load }: RunFacts, names: readonly string[], served: RequestsServed): Record<string, NodeLoad[]> =>
  Object.fromEntries(
    Object.entries(load).map(([service, uses]) => [
      service,
      uses.map(({ node, busyShare, queueMean }) => ({
        id: names[node] ?? `node ${node}`,
        requests: served(service, node),
        busyShare,
        queueMean,
      })),
    ]),
  );
