/**
 * What one chosen run looked like, for drawing: roles and terms per node of one service, when nodes were down or
 * paused, faults, and probe outcomes. At most `LIMIT` items of each, see `coarsen.ts`; a short failure is never what
 * vanishes, at worst failures that are close together become one.
 */
import type { Role } from '../algorithms/protocol-event.ts';
import { type Micros, toSeconds } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';
import { placeName } from './availability/by-time.ts';
import type { ProbePlace } from './availability/probe-log.ts';
import { coarsen } from './coarsen.ts';
import type { FaultRecord } from './incidents/fault-log.ts';
import type { Timeline } from './result.ts';

const LIMIT = 5000;

export interface TimelineOptions {
  readonly service: string;
  /** Names by node id. */
  readonly names: readonly string[];
  /** Nodes to draw from the start; further ones join when they speak for the service. */
  readonly nodes: readonly NodeId[];
  readonly start: Micros;
  readonly end: Micros;
}

type Span = Timeline['spans'][number];

interface NodeState {
  role: Role;
  term: number;
  down: boolean;
  paused: boolean;
  since: Micros;
}

export function watchTimeline(
  trace: Trace,
  options: TimelineOptions,
): (places: readonly ProbePlace[], faults: readonly FaultRecord[]) => Timeline {
  const { service, names, start, end } = options;
  const states = new Map<NodeId, NodeState>();
  const spans: Span[] = [];
  const stateOf = (node: NodeId): NodeState => {
    const known = states.get(node);
    if (known !== undefined) return known;
    const created: NodeState = { role: 'follower', term: 0, down: false, paused: false, since: start };
    states.set(node, created);
    return created;
  };
  for (const node of options.nodes) stateOf(node);

  const endSpan = (node: NodeId, state: NodeState, time: Micros): void => {
    if (time > state.since) {
      spans.push({
        node: names[node] ?? `node ${node}`,
        state: state.down ? 'down' : state.paused ? 'paused' : state.role,
        term: state.term,
        startSeconds: toSeconds(state.since),
        endSeconds: toSeconds(Math.min(time, end)),
      });
    }
    state.since = Math.max(state.since, time);
  };

  trace.subscribe('node', ({ time, node, change }) => {
    const state = states.get(node);
    if (state === undefined || change === 'wipe') return;
    endSpan(node, state, time);
    state.paused = change === 'pause';
    state.down = change === 'crash' || change === 'stop' || change === 'halt';
    if (change !== 'pause' && change !== 'resume') state.role = 'follower';
  });
  trace.subscribe('protocol', ({ time, service: from, node, event }) => {
    if (from !== service || event.type !== 'role') return;
    const state = stateOf(node);
    if (state.role === event.role && state.term === event.term) return;
    endSpan(node, state, time);
    state.role = event.role;
    state.term = event.term;
  });

  return (places, faults) => {
    for (const [node, state] of states) endSpan(node, state, end);
    const nodes = coarsen(spans, {
      limit: LIMIT,
      lane: ({ node }) => node,
      mayVanish: ({ state }) => state !== 'down' && state !== 'paused',
      same: (a, b) => a.state === b.state && a.term === b.term,
    });
    const probes = coarsen(probeSpans(places), {
      limit: LIMIT,
      lane: ({ zone }) => zone,
      mayVanish: ({ outcome }) => outcome === 'ok',
      same: (a, b) => a.outcome === b.outcome,
    });
    const coarsenedToSeconds = Math.max(nodes.resolutionSeconds, probes.resolutionSeconds);
    return {
      service,
      nodes: [...states.keys()].map((node) => names[node] ?? `node ${node}`),
      spans: nodes.spans,
      faults: faults
        .filter((fault) => fault.end >= start && fault.start <= end)
        .slice(0, LIMIT)
        .map((fault) => ({
          fault: fault.kind,
          description: fault.description,
          nodes: fault.nodes.map((node) => names[node] ?? `node ${node}`),
          startSeconds: toSeconds(fault.start),
          endSeconds: toSeconds(Math.min(fault.end, end)),
        })),
      probes: probes.spans,
      ...(coarsenedToSeconds > 0 ? { coarsenedToSeconds } : {}),
    };
  };
}

const probeSpans = (places: readonly ProbePlace[]): Timeline['probes'][number][] =>
  places.flatMap((place) =>
    place.runs.map(({ outcome, start, end }) => ({
      zone: placeName(place, places),
      outcome,
      startSeconds: toSeconds(start),
      endSeconds: toSeconds(end),
    })),
  );
