/**
 * What happens in a batch cluster, as whoever could see all machines at once would tell it: attempts start and end where
 * they run, before the manager hears of it. Drives nothing.
 */
import type { Micros } from '../../core/time.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { JobObservation, NodeId, TaskObservation } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { Attempt } from './batch-messages.ts';
import type { SubmittedJob } from './submitted-job.ts';

export interface BatchObserver {
  submitted(job: number, of: SubmittedJob): void;
  over(job: number, change: 'finished' | 'failed'): void;
  started(attempt: Attempt, node: NodeId): void;
  /** `finished`: counts as `superseded` if another attempt at the task has come to its end before. */
  ended(attempt: Attempt, change: Exclude<TaskObservation['change'], 'started'>): void;
}

interface ObservedJob {
  readonly of: SubmittedJob;
  readonly submittedAt: Micros;
  startedAt: Micros | undefined;
  readonly finished: Set<number>;
}

export function createBatchObserver(kernel: Kernel, trace: Trace, service: string): BatchObserver {
  const jobs = new Map<number, ObservedJob>();
  const running = new Map<number, { readonly attempt: Attempt; readonly node: NodeId }>();

  function publishTask(
    { job, task, copy, cores, memory }: Attempt,
    node: NodeId,
    change: TaskObservation['change'],
  ): void {
    if (!trace.wants('task')) return;
    trace.publish({ kind: 'task', time: kernel.now, service, node, job, task, copy, change, cores, memory });
  }

  function publishJob(
    job: number,
    { of, submittedAt, startedAt }: ObservedJob,
    change: JobObservation['change'],
  ): void {
    const { jobClass, user, runtimes, deadline } = of;
    const late = kernel.now - submittedAt > deadline;
    const tasks = runtimes.length;
    const observation = { kind: 'job', time: kernel.now, service, job, jobClass, user, tasks, change } as const;
    trace.publish({ ...observation, submittedAt, ...(startedAt === undefined ? {} : { startedAt }), late });
  }

  function ended(attempt: Attempt, change: Exclude<TaskObservation['change'], 'started'>): void {
    const entry = running.get(attempt.id);
    if (entry === undefined) return;
    running.delete(attempt.id);
    const finished = jobs.get(attempt.job)?.finished;
    const first = finished !== undefined && !finished.has(attempt.task);
    if (change === 'finished') {
      finished?.add(attempt.task);
      if (trace.wants('served')) trace.publish({ kind: 'served', time: kernel.now, service, node: entry.node });
    }
    publishTask(attempt, entry.node, change === 'finished' && !first ? 'superseded' : change);
  }

  // A machine without power tells nobody what was lost with it.
  trace.subscribe('node', ({ node, change }) => {
    if (change !== 'crash' && change !== 'stop' && change !== 'halt') return;
    for (const entry of [...running.values()]) if (entry.node === node) ended(entry.attempt, 'failed');
  });

  return {
    submitted(job, of) {
      const entry: ObservedJob = { of, submittedAt: kernel.now, startedAt: undefined, finished: new Set() };
      jobs.set(job, entry);
      publishJob(job, entry, 'submitted');
    },
    over(job, change) {
      const entry = jobs.get(job);
      if (entry === undefined) return;
      jobs.delete(job);
      publishJob(job, entry, change);
    },
    started(attempt, node) {
      running.set(attempt.id, { attempt, node });
      const job = jobs.get(attempt.job);
      if (job !== undefined) job.startedAt ??= kernel.now;
      publishTask(attempt, node, 'started');
    },
    ended,
  };
}
