/**
 * Watches the batch clusters of a run: what became of jobs, how long they took, what their tasks held and what of it was
 * for nothing. Jobs count if they were submitted in the measured period; cores and memory, while the period lasts.
 *
 * A user's dominant share is the larger of its shares of all cores and of all memory (Ghodsi et al., "Dominant Resource
 * Fairness", NSDI 2011), averaged over time.
 */
import { getOrCreate } from '../../core/get-or-create.ts';
import { createHistogram, type Histogram } from '../../core/statistics/histogram.ts';
import { createTimeWeightedMean, type TimeWeightedMean } from '../../core/statistics/time-weighted-mean.ts';
import { type Micros, toSeconds } from '../../core/time.ts';
import type { JobObservation, TaskObservation } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { HistogramData, RunBatch } from '../result.ts';
import { createWindowedSteps } from '../windowed-steps.ts';
import { type Windows, windowsOf } from '../windows.ts';

export interface ObservedBatch {
  readonly name: string;
  /** Of all its machines together; memory in bytes. */
  readonly cores: number;
  readonly memory: number;
}

export interface BatchWatch {
  /** By name. To be called once, at the end of the period. */
  finish(): Record<string, RunBatch>;
}

export function watchBatches(
  trace: Trace,
  options: {
    readonly batches: readonly ObservedBatch[];
    readonly period: { readonly start: Micros; readonly end: Micros };
  },
): BatchWatch {
  const windows = windowsOf(options.period);
  const logs = new Map(options.batches.map((batch) => [batch.name, createBatchLog(batch, windows)]));
  if (logs.size > 0) {
    trace.subscribe('job', (observation) => logs.get(observation.service)?.job(observation));
    trace.subscribe('task', (observation) => logs.get(observation.service)?.task(observation));
  }
  return { finish: () => Object.fromEntries([...logs].map(([name, log]) => [name, log.finish()])) };
}

/** A job that is not over. */
interface LiveJob {
  readonly user: string;
  readonly jobClass: string;
  readonly submittedAt: Micros;
  started: boolean;
}

interface Use {
  cores: number;
  memory: number;
  readonly dominant: TimeWeightedMean;
}

function createBatchLog(capacity: ObservedBatch, windows: Windows) {
  const { start, end } = windows;
  const measured = (submittedAt: Micros): boolean => submittedAt >= start && submittedAt <= end;
  const within = (time: Micros): boolean => time >= start && time <= end;
  const shareOf = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
  const jobs = new Map<number, LiveJob>();
  /** Of tasks that run: since when. */
  const running = new Map<string, Micros>();
  const uses = new Map<string, Use>();
  /** Who runs the tasks of a job, also while copies of them outlast it. */
  const owners = new Map<number, { readonly use: Use; tasks: number }>();
  const cores = createWindowedSteps(windows, 0);
  const memory = createWindowedSteps(windows, 0);
  const waiting = createWindowedSteps(windows, 0);
  const wait = new Map<string, Histogram>();
  const response = new Map<string, Histogram>();
  const counts = { submitted: 0, finished: 0, failed: 0, late: 0, preemptions: 0, copies: 0, taskFailures: 0 };
  let held = 0;
  let wasted = 0;

  const hold = (time: Micros, use: Use, cpu: number, bytes: number): void => {
    cores.set(time, cores.value + cpu);
    memory.set(time, memory.value + bytes);
    use.cores += cpu;
    use.memory += bytes;
    const share = Math.max(shareOf(use.cores, capacity.cores), shareOf(use.memory, capacity.memory));
    use.dominant.set(Math.max(start, time), share);
  };
  const begin = (time: Micros, of: LiveJob): void => {
    if (of.started) return;
    of.started = true;
    waiting.set(time, waiting.value - 1);
    if (measured(of.submittedAt) && time <= end) {
      getOrCreate(wait, of.jobClass, createHistogram).record(toSeconds(time - of.submittedAt));
    }
  };

  return {
    job(observation: JobObservation): void {
      const { time, job, jobClass, user, change, submittedAt, late } = observation;
      if (change === 'submitted') {
        jobs.set(job, { user, jobClass, submittedAt, started: false });
        waiting.set(time, waiting.value + 1);
        if (measured(time)) counts.submitted++;
        return;
      }
      if (jobs.get(job)?.started === false) waiting.set(time, waiting.value - 1);
      jobs.delete(job);
      if (!measured(submittedAt) || time > end) return;
      counts[change]++;
      if (late) counts.late++;
      if (change === 'finished') getOrCreate(response, jobClass, createHistogram).record(toSeconds(time - submittedAt));
    },
    task(observation: TaskObservation): void {
      const { time, node, job, task, copy, change } = observation;
      // Attempts at one task are never on the same machine at a time; one may outlast the break of its machine's connection.
      const name = `${job}/${task}/${node}`;
      const counted = within(time);
      if (change === 'started') {
        const of = jobs.get(job);
        if (of === undefined) return;
        begin(time, of);
        const use = getOrCreate(uses, of.user, () => ({
          cores: 0,
          memory: 0,
          dominant: createTimeWeightedMean(start, 0),
        }));
        getOrCreate(owners, job, () => ({ use, tasks: 0 })).tasks++;
        running.set(name, time);
        hold(time, use, observation.cores, observation.memory);
        if (copy && counted) counts.copies++;
        return;
      }
      const since = running.get(name);
      const of = owners.get(job);
      if (since === undefined || of === undefined) return;
      running.delete(name);
      if (--of.tasks === 0) owners.delete(job);
      hold(time, of.use, -observation.cores, -observation.memory);
      const coreTime = Math.max(0, Math.min(time, end) - Math.max(since, start)) * observation.cores;
      held += coreTime;
      if (change !== 'finished') wasted += coreTime;
      if (!counted) return;
      if (change === 'preempted') counts.preemptions++;
      if (change === 'failed') counts.taskFailures++;
    },
    finish(): RunBatch {
      const ofCores = cores.finish();
      const ofMemory = memory.finish();
      const ofWaiting = waiting.finish();
      return {
        ...counts,
        wait: dataOf(wait),
        response: dataOf(response),
        windows: ofCores.means.map((mean, i) => ({
          startSeconds: toSeconds(windows.bound(i)),
          seconds: toSeconds(windows.bound(i + 1) - windows.bound(i)),
          cores: shareOf(mean, capacity.cores),
          memory: shareOf(ofMemory.means[i], capacity.memory),
          waiting: ofWaiting.means[i],
        })),
        cores: shareOf(ofCores.mean, capacity.cores),
        memory: shareOf(ofMemory.mean, capacity.memory),
        wasted: shareOf(wasted, held),
        dominantShare: Object.fromEntries([...uses].map(([user, { dominant }]) => [user, dominant.mean(end)])),
      };
    },
  };
}

const dataOf = (histograms: ReadonlyMap<string, Histogram>): Record<string, HistogramData> =>
  Object.fromEntries([...histograms].map(([name, histogram]) => [name, histogram.toData()]));
