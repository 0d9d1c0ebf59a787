/** Observations of pools and batch clusters written by hand; times in seconds, pool `web` on nodes 0, 1, 2, …. */
import type {
  AttemptObservation,
  InstanceObservation,
  JobObservation,
  NodeId,
  NodeObservation,
  RoutingObservation,
  TaskObservation,
} from '../../src/kernel/observation.ts';
import { createTrace } from '../../src/kernel/trace.ts';
import { micros } from './script.ts';

export function createLoadScript(service = 'web') {
  const trace = createTrace();
  return {
    trace,
    /** It arrived at `at`, waited and was in progress; the server was then done with it. */
    attempt(at: number, node: NodeId, more: { wait?: number; work?: number } & Partial<AttemptObservation> = {}) {
      const { wait = 0, work = 0, ...rest } = more;
      trace.publish({
        kind: 'attempt',
        time: micros(at + wait + work),
        service,
        node,
        arrivedAt: micros(at),
        inService: micros(work),
        outcome: 'ok',
        ...rest,
        wait: micros(wait),
      });
    },
    routing(at: number, event: RoutingObservation['event'], server?: NodeId) {
      trace.publish({ kind: 'routing', time: micros(at), service, node: 90, event, server });
    },
    instance(at: number, node: NodeId, change: InstanceObservation['change'], price = 0) {
      trace.publish({ kind: 'instance', time: micros(at), service, node, change, price });
    },
    node(at: number, node: NodeId, change: NodeObservation['change']) {
      trace.publish({ kind: 'node', time: micros(at), node, change });
    },
    scaling(at: number, from: number, to: number, reason = 'utilization') {
      trace.publish({ kind: 'scaling', time: micros(at), service, from, to, reason });
    },
    job(at: number, job: number, change: JobObservation['change'], more: Partial<JobObservation> = {}) {
      trace.publish({
        kind: 'job',
        time: micros(at),
        service,
        job,
        jobClass: 'small',
        user: 'ann',
        tasks: 1,
        change,
        submittedAt: micros(at),
        late: false,
        ...more,
      });
    },
    task(
      at: number,
      job: number,
      task: number,
      change: TaskObservation['change'],
      more: Partial<TaskObservation> = {},
    ) {
      trace.publish({
        kind: 'task',
        time: micros(at),
        service,
        node: 0,
        job,
        task,
        copy: false,
        change,
        cores: 1,
        memory: 1,
        ...more,
      });
    },
  };
}

export type LoadScript = ReturnType<typeof createLoadScript>;
