/**
 * Pools and batch clusters in the Chrome trace-event format: servers' states as slices; attempts, tasks and jobs as
 * asynchronous slices, since they overlap; what the autoscaler wants as a counter, its decisions and what callers do
 * about failures as instants.
 */
import type {
  AttemptObservation,
  InstanceObservation,
  JobObservation,
  NodeId,
  RoutingObservation,
  ScalingObservation,
  TaskObservation,
} from '../../kernel/observation.ts';

export type TraceEvent = Readonly<Record<string, unknown>>;

type LoadObservation =
  | AttemptObservation
  | RoutingObservation
  | ScalingObservation
  | InstanceObservation
  | TaskObservation
  | JobObservation;

/** What the writer of the whole trace lends. */
export interface TraceParts {
  /** Process of what belongs to no node, and a thread of it. */
  readonly cluster: { readonly pid: number; readonly tid: number };
  pidOf(node: NodeId): number;
  /** Thread of a node for a service: its number, and what names it. */
  serviceThread(node: NodeId, service: string): { readonly tid: number; readonly names: readonly TraceEvent[] };
  begin(key: string, slice: TraceEvent & { readonly ts: number }): void;
  end(key: string, time: number): TraceEvent[];
  beginAsync(key: string, event: TraceEvent): TraceEvent[];
}

export function createLoadEvents(parts: TraceParts): (observation: LoadObservation, time: number) => TraceEvent[] {
  const { cluster, pidOf, serviceThread, begin, end, beginAsync } = parts;
  /** Numbers asynchronous slices: a task that was preempted starts again under its name. */
  let slices = 0;

  /** `time` is when the server was done with it. */
  const ofAttempt = (observation: AttemptObservation, time: number): TraceEvent[] => {
    const { service, node, wait, inService, outcome, late } = observation;
    const { tid, names } = serviceThread(node, service);
    const slice = { pid: pidOf(node), tid, name: outcome, cat: 'attempt', id: `attempt-${slices++}` };
    const from = Math.max(0, time - (observation.time - observation.arrivedAt));
    return [
      ...names,
      { ph: 'b', ...slice, ts: from, args: { wait, inService, late } },
      { ph: 'e', ...slice, ts: time, args: {} },
    ];
  };

  const ofInstance = ({ service, node, change, price }: InstanceObservation, time: number): TraceEvent[] => {
    const { tid, names } = serviceThread(node, service);
    const key = `instance/${service}/${node}`;
    const ended = end(key, time);
    if (change !== 'stopped')
      begin(key, { pid: pidOf(node), tid, name: change, cat: 'instance', ts: time, args: { price } });
    return [...names, ...ended];
  };

  const ofScaling = ({ service, from, to, request, reason }: ScalingObservation, time: number): TraceEvent[] => [
    {
      ph: 'i',
      s: 'g',
      ...cluster,
      name: `${service}: ${from} → ${to}`,
      cat: 'scaling',
      ts: time,
      args: { reason, request },
    },
    { ph: 'C', ...cluster, name: `${service}: servers wanted`, cat: 'scaling', ts: time, args: { wanted: to } },
  ];

  const ofTask = (observation: TaskObservation, time: number): TraceEvent[] => {
    const { service, node, job, task, copy, change, cores, memory } = observation;
    const { tid, names } = serviceThread(node, service);
    const name = `job ${job}, task ${task}${copy ? ', copy' : ''}`;
    const key = `task/${service}/${job}/${task}/${node}`;
    if (change === 'started') {
      const args = { cores, memory };
      const slice = { pid: pidOf(node), tid, name, cat: 'task', id: `task-${slices++}`, ts: time, args };
      return [...names, ...beginAsync(key, slice)];
    }
    const instant = { ph: 'i', s: 't', pid: pidOf(node), tid, name: `${name} ${change}`, cat: 'task', ts: time };
    return [...names, ...end(key, time), ...(change === 'finished' ? [] : [instant])];
  };

  const ofJob = ({ service, job, jobClass, user, tasks, change, late }: JobObservation, time: number): TraceEvent[] => {
    const id = `job-${service}/${job}`;
    const slice = { ...cluster, name: `${jobClass} ${job}`, cat: 'job', id, ts: time, args: { service, user, tasks } };
    if (change === 'submitted') return beginAsync(id, slice);
    const instant = {
      ph: 'i',
      s: 't',
      ...cluster,
      name: `${jobClass} ${job} ${change}`,
      cat: 'job',
      ts: time,
      args: { late },
    };
    return [...end(id, time), instant];
  };

  return (observation, time) => {
    switch (observation.kind) {
      case 'attempt':
        return ofAttempt(observation, time);
      case 'routing': {
        const { service, node, event, server } = observation;
        const { tid, names } = serviceThread(node, service);
        const args = server === undefined ? {} : { server };
        return [...names, { ph: 'i', s: 't', pid: pidOf(node), tid, name: event, cat: 'routing', ts: time, args }];
      }
      case 'scaling':
        return ofScaling(observation, time);
      case 'instance':
        return ofInstance(observation, time);
      case 'task':
        return ofTask(observation, time);
      case 'job':
        return ofJob(observation, time);
    }
  };
}
