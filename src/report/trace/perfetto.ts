/**
 * A trace in the Chrome trace-event format (Google, "Trace Event Format", 2016), which ui.perfetto.dev opens: a process
 * for each node with its terms, roles and outages as slices, messages as flow arrows, client operations as asynchronous
 * slices; faults as global instants and as asynchronous slices of a process of their own. Times are calendar
 * microseconds; with a warm-up, which lies before the calendar's zero, they count from its start.
 *
 * Slices are written when they end, and the footer ends what is still open at the time of the last observation; the
 * format does not ask for order. Pools and jobs: see `load-events.ts`. `apply`, `log` and `served` have no picture here.
 */
import type { MessageObservation, NodeId, NodeObservation, Observation } from '../../kernel/observation.ts';
import { createLoadEvents, type TraceEvent } from './load-events.ts';
import type { TraceFormat, TraceOptions } from './trace-format.ts';

const CLUSTER = 1;
/** Node 0 is process 2: viewers take process 0 for the idle one. */
const pidOf = (node: NodeId): number => node + 2;

const LIFE = 1;
const MESSAGES = 2;
const DISK = 3;
/** Threads of the first service's terms and roles; two more for each further service. */
const FIRST_SERVICE = 10;

/** How a node's life goes on: which outage ends and which begins. */
const OUTAGES: Readonly<Record<NodeObservation['change'], { ends: readonly string[]; begins?: string }>> = {
  start: { ends: ['down', 'paused'] },
  restart: { ends: ['down', 'paused'] },
  resume: { ends: ['paused'] },
  stop: { ends: ['paused'], begins: 'down' },
  crash: { ends: ['paused'], begins: 'down' },
  halt: { ends: ['paused'], begins: 'down' },
  pause: { ends: [], begins: 'paused' },
  wipe: { ends: [] },
};

export function createPerfetto({ nodes }: TraceOptions): TraceFormat {
  const named = new Set<string>();
  const serviceThreads = new Map<string, number>();
  /** Slices and asynchronous slices that have begun: what ends each of them at a given time. */
  const open = new Map<string, (time: number) => TraceEvent>();
  const flows = new Set<number>();
  let last = 0;
  /** Added to calendar time: the length of the warm-up, which lies before zero. Undefined before the first event. */
  let shift: number | undefined;

  const end = (key: string, time: number): TraceEvent[] => {
    const finish = open.get(key);
    open.delete(key);
    return finish === undefined ? [] : [finish(time)];
  };

  const begin = (key: string, slice: TraceEvent & { readonly ts: number }): void => {
    open.set(key, (time) => ({ ph: 'X', ...slice, dur: Math.max(0, time - slice.ts) }));
  };

  const beginAsync = (key: string, event: TraceEvent): TraceEvent[] => {
    open.set(key, (time) => ({ ph: 'e', ...event, ts: time, args: {} }));
    return [{ ph: 'b', ...event }];
  };

  const name = (key: string, event: TraceEvent): TraceEvent[] => {
    if (named.has(key)) return [];
    named.add(key);
    return [{ ph: 'M', ts: 0, ...event }];
  };

  const thread = (node: NodeId, tid: number, label: string): TraceEvent[] => [
    ...name(`${node}`, {
      name: 'process_name',
      pid: pidOf(node),
      tid: 0,
      args: { name: nodes[node] ?? `node ${node}` },
    }),
    ...name(`${node} order`, {
      name: 'process_sort_index',
      pid: pidOf(node),
      tid: 0,
      args: { sort_index: pidOf(node) },
    }),
    ...name(`${node}/${tid}`, { name: 'thread_name', pid: pidOf(node), tid, args: { name: label } }),
  ];

  const threadsOf = (service: string): number => {
    const known = serviceThreads.get(service);
    if (known !== undefined) return known;
    const made = FIRST_SERVICE + 2 * serviceThreads.size;
    serviceThreads.set(service, made);
    return made;
  };

  const ofLoad = createLoadEvents({
    cluster: { pid: CLUSTER, tid: LIFE },
    pidOf,
    serviceThread: (node, service) => {
      const tid = threadsOf(service);
      return { tid, names: thread(node, tid, service) };
    },
    begin,
    end,
    beginAsync,
  });

  const roleKeys = new Map<NodeId, Set<string>>();
  const terms = new Map<string, number>();

  const endRolesOf = (node: NodeId, time: number): TraceEvent[] =>
    [...(roleKeys.get(node) ?? [])].flatMap((key) => {
      terms.delete(key);
      return [...end(`${key}/role`, time), ...end(`${key}/term`, time)];
    });

  const ofNode = (observation: NodeObservation, time: number): TraceEvent[] => {
    const { node, change, detail } = observation;
    const pid = pidOf(node);
    const { ends, begins } = OUTAGES[change];
    const key = (outage: string): string => `life/${node}/${outage}`;
    const events = [...thread(node, LIFE, 'life'), ...ends.flatMap((outage) => end(key(outage), time))];
    if (begins === 'down') events.push(...endRolesOf(node, time));
    if (begins !== undefined && !open.has(key(begins))) {
      begin(key(begins), { pid, tid: LIFE, name: begins, cat: 'life', ts: time, args: { by: change, detail } });
    }
    return [...events, { ph: 'i', s: 't', pid, tid: LIFE, name: change, cat: 'life', ts: time, args: { detail } }];
  };

  const ofMessage = (observation: MessageObservation, time: number): TraceEvent[] => {
    const { type, id, from, to, bytes, reason } = observation;
    const { kind } = observation.message;
    const node = type === 'send' ? observation.fromNode : observation.toNode;
    const place = { pid: pidOf(node), tid: MESSAGES };
    const flow = { ...place, cat: 'message', name: kind, id, ts: time };
    const events = thread(node, MESSAGES, 'messages');
    if (type === 'drop') {
      flows.delete(id);
      const args = { from, to, bytes, reason };
      return [...events, { ph: 'i', s: 't', ...place, name: `dropped ${kind}`, cat: 'message', ts: time, args }];
    }
    // An arrow needs a slice to start and to end at; one microsecond is the shortest there is.
    const args = { id, from, to, bytes };
    events.push({ ph: 'X', ...place, name: `${type} ${kind}`, cat: 'message', ts: time, dur: 1, args });
    if (type === 'send') {
      flows.add(id);
      events.push({ ph: 's', ...flow });
    } else if (flows.delete(id)) {
      events.push({ ph: 'f', bp: 'e', ...flow });
    }
    return events;
  };

  const eventsOf = (observation: Observation, time: number): TraceEvent[] => {
    switch (observation.kind) {
      case 'node':
        return ofNode(observation, time);
      case 'message':
        return ofMessage(observation, time);
      case 'fault': {
        const { id, phase, fault, description, nodes } = observation;
        const cat = 'fault';
        const args = { description, nodes };
        const instant = { ph: 'i', s: 'g', pid: CLUSTER, tid: LIFE, name: `${fault} ${phase}s`, cat, ts: time, args };
        const slice = { pid: CLUSTER, tid: LIFE, name: fault, cat, id: `fault-${id}`, ts: time, args };
        return [instant, ...(phase === 'start' ? beginAsync(`fault/${id}`, slice) : end(`fault/${id}`, time))];
      }
      case 'skip': {
        const { from } = observation;
        const args = { seconds: (observation.time - from) / 1e6 };
        return [{ ph: 'i', s: 'g', pid: CLUSTER, tid: LIFE, name: 'at rest until here', cat: 'skip', ts: time, args }];
      }
      case 'protocol': {
        const { node, service, process, event } = observation;
        const tid = threadsOf(service);
        const pid = pidOf(node);
        const events = [...thread(node, tid, `${service}: term`), ...thread(node, tid + 1, `${service}: role`)];
        if (event.type !== 'role') {
          const { type, ...args } = event;
          return [...events, { ph: 'i', s: 't', pid, tid: tid + 1, name: type, cat: 'protocol', ts: time, args }];
        }
        const { role, term, leader } = event;
        const key = `${service}/${process}`;
        const keys = roleKeys.get(node) ?? new Set();
        roleKeys.set(node, keys.add(key));
        events.push(...end(`${key}/role`, time));
        if (terms.get(key) !== term) {
          events.push(...end(`${key}/term`, time));
          terms.set(key, term);
          begin(`${key}/term`, { pid, tid, name: `term ${term}`, cat: 'protocol', ts: time, args: { process } });
        }
        const args = { process, term, leader };
        begin(`${key}/role`, { pid, tid: tid + 1, name: role, cat: 'protocol', ts: time, args });
        return events;
      }
      case 'operation': {
        const { id, type, node, client, f, key, value, user, attempts, reason } = observation;
        const slice = { pid: pidOf(node), tid: LIFE, name: `${client} ${f}`, cat: 'operation', id: `operation-${id}` };
        if (type === 'invoke') {
          const args = { key, value, user };
          return [...thread(node, LIFE, 'life'), ...beginAsync(`operation/${id}`, { ...slice, ts: time, args })];
        }
        // A completion without an invocation: the trace began in between.
        if (!open.delete(`operation/${id}`)) return [];
        return [{ ph: 'e', ...slice, ts: time, args: { outcome: type, reason, attempts, value } }];
      }
      case 'disk': {
        const { node, change, records } = observation;
        const place = { pid: pidOf(node), tid: DISK };
        const instant = { ph: 'i', s: 't', ...place, name: change, cat: 'disk', ts: time, args: { records } };
        return [...thread(node, DISK, 'disk'), instant];
      }
      case 'apply':
      case 'log':
      case 'served':
        return [];
      case 'attempt':
      case 'routing':
      case 'scaling':
      case 'instance':
      case 'task':
      case 'job':
        return ofLoad(observation, time);
    }
  };

  /** Viewers take no time before zero. */
  const calendarBegins = (first: number): TraceEvent[] => {
    shift = Math.max(0, -first);
    const instant = { ph: 'i', s: 'g', pid: CLUSTER, tid: LIFE, name: 'the warm-up ends', ts: shift };
    return shift > 0 ? [instant] : [];
  };

  const lines = (events: readonly TraceEvent[]): string =>
    events.map((event) => `,\n${JSON.stringify(event)}`).join('');

  return {
    header: () => {
      const cluster = { ph: 'M', ts: 0, name: 'process_name', pid: CLUSTER, tid: 0, args: { name: 'faults' } };
      return `{"displayTimeUnit":"ms","traceEvents":[\n${JSON.stringify(cluster)}`;
    },
    observation: (observation) => {
      const begun = shift === undefined ? calendarBegins(observation.time) : [];
      last = observation.time + (shift ?? 0);
      return lines([...begun, ...eventsOf(observation, last)]);
    },
    footer: () => `${lines([...open.keys()].flatMap((key) => end(key, last)))}\n]}\n`,
  };
}
