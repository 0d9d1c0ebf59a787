/**
 * The control plane of a batch cluster: takes jobs, asks the scheduler which task goes where, tells the executors, and
 * starts anew what was preempted or lost. What happens at one instant is decided upon together; deciding takes no time, and
 * the manager does not fail (in practice it is replicated).
 *
 * A machine counts from the hello of its executor until the connection to it breaks: then what ran there has failed, and the
 * executor, if it lives, has to start anew. A gang of which one task fails or is preempted waits anew with all that are not done.
 */
import type { Environment, Message, Process, ProcessId } from '../../algorithms/environment.ts';
import type { Scheduler, WaitingTask } from '../../algorithms/scheduling/scheduler.ts';
import type { SpeculationSpec } from './batch.ts';
import { type BatchJob, type BatchTask, type Claim, isRunning } from './batch-job.ts';
import { BATCH_MESSAGE_BYTES, type BatchMessage, type StopReason } from './batch-messages.ts';
import type { BatchObserver } from './batch-observer.ts';
import { stragglersOf } from './stragglers.ts';
import type { SubmittedJob } from './submitted-job.ts';

/** The microsecond after: jobs that are submitted at once then compete. */
const DECISION_DELAY = 1;
const DECIDE = 0;
/** Looks for stragglers of a job. */
const timerOf = (job: BatchJob): number => job.id + 1;

/** Every task that was ever submitted is one of these. */
export interface TaskCounts {
  readonly waiting: number;
  readonly running: number;
  readonly finished: number;
  /** With their job. */
  readonly failed: number;
}

export interface BatchManager extends Process {
  submit(job: SubmittedJob): void;
  tasks(): TaskCounts;
}

export interface ManagerParts {
  readonly executors: readonly ProcessId[];
  readonly scheduler: Scheduler;
  readonly speculation: SpeculationSpec | undefined;
  readonly observer: BatchObserver;
}

export function createBatchManager(environment: Environment<Message, unknown>, parts: ManagerParts): BatchManager {
  const { executors, scheduler, speculation, observer } = parts;
  const machineOf = new Map(executors.map((executor, machine) => [executor, machine]));
  /** Of the executor on each machine; undefined while it is lost. */
  const lives: (number | undefined)[] = executors.map(() => undefined);
  const jobs = new Map<number, BatchJob>();
  const claims = new Map<number, Claim>();
  const users = new Map<string, number>();
  const classes = new Map<string, number>();
  let nextJob = 0;
  let nextClaim = 0;
  let nextGang = 0;
  let finished = 0;
  let failed = 0;
  let decisionPending = false;

  const tell = (machine: number, message: BatchMessage): void =>
    environment.send(executors[machine], message, BATCH_MESSAGE_BYTES);

  function claim(task: BatchTask, copy: boolean, gang: number, avoid: number): WaitingTask {
    const { job } = task;
    const { cores, memory, priority } = job.of;
    const made: Claim = { id: nextClaim++, task, copy, gang, machine: -1, startedAt: 0 };
    claims.set(made.id, made);
    task.claims.push(made);
    return {
      id: made.id,
      job: job.id,
      user: job.user,
      jobClass: job.jobClass,
      priority,
      demand: [cores, memory],
      // A copy is wanted from now on: it does not go before what has waited for longer.
      submittedAt: copy ? environment.now() : job.submittedAt,
      gang,
      avoid,
    };
  }

  /** They wait, as a gang if their job is one. */
  function enqueue(job: BatchJob, tasks: readonly BatchTask[]): void {
    if (tasks.length === 0) return;
    const gang = job.of.gang ? nextGang++ : -1;
    const waiting = tasks.map((task) => claim(task, false, gang, -1));
    if (job.of.gang) scheduler.submit(waiting);
    else for (const each of waiting) scheduler.submit([each]);
  }

  function forget(gone: Claim): void {
    claims.delete(gone.id);
    gone.task.claims.splice(gone.task.claims.indexOf(gone), 1);
  }

  /** Ends a claim that has not come to its end. */
  function drop(gone: Claim, reason: StopReason): void {
    forget(gone);
    if (!isRunning(gone)) {
      scheduler.withdraw(gone.id);
      return;
    }
    scheduler.ended(gone.id, undefined);
    if (lives[gone.machine] !== undefined) tell(gone.machine, { kind: 'batch/stop', attempt: gone.id, reason });
  }

  function start(started: Claim, machine: number): void {
    const { id, task, copy } = started;
    const { of } = task.job;
    started.machine = machine;
    started.startedAt = environment.now();
    const work = Math.round(of.runtimes[task.index] * of.stretch(task.index, task.attempts++));
    const { cores, memory } = of;
    const attempt = { id, job: task.job.id, task: task.index, copy, cores, memory, work };
    tell(machine, { kind: 'batch/start', life: lives[machine] ?? 0, attempt });
    if (speculation !== undefined) speculate(task.job, speculation);
  }

  function decideSoon(): void {
    if (decisionPending) return;
    decisionPending = true;
    environment.setTimer(DECIDE, DECISION_DELAY);
  }

  function schedule(): void {
    for (;;) {
      const placement = scheduler.next(environment.now());
      if (placement === undefined) return;
      const stopped: Claim[] = [];
      for (const id of placement.preempt) {
        const victim = claims.get(id);
        if (victim === undefined) continue;
        forget(victim);
        tell(victim.machine, { kind: 'batch/stop', attempt: id, reason: 'preempted' });
        stopped.push(victim);
      }
      for (const { task, machine } of placement.place) {
        const placed = claims.get(task);
        if (placed !== undefined) start(placed, machine);
      }
      waitAnew(stopped);
    }
  }

  /** For claims that are gone: their tasks wait again, unless they are done or a copy of them is left. */
  function waitAnew(gone: readonly Claim[]): void {
    const byJob = new Map<BatchJob, BatchTask[]>();
    for (const { task } of gone) {
      if (task.done || task.claims.length > 0 || !jobs.has(task.job.id)) continue;
      const tasks = byJob.get(task.job) ?? [];
      if (!tasks.includes(task)) tasks.push(task);
      byJob.set(task.job, tasks);
    }
    for (const [job, tasks] of byJob) enqueue(job, tasks);
  }

  /** `attempt`: which of its claims has done it; it may have been stopped in the meantime. */
  function finish(job: BatchJob, task: BatchTask, attempt: number): void {
    task.done = true;
    job.left--;
    finished++;
    for (const each of [...task.claims]) {
      if (each.id !== attempt) {
        drop(each, 'superseded');
        continue;
      }
      const runtime = environment.now() - each.startedAt;
      forget(each);
      scheduler.ended(each.id, runtime);
      insert(job.durations, runtime);
    }
    if (job.left === 0) over(job, 'finished');
    else if (speculation !== undefined) speculate(job, speculation);
  }

  function over(job: BatchJob, change: 'finished' | 'failed'): void {
    jobs.delete(job.id);
    environment.cancelTimer(timerOf(job));
    failed += job.left;
    for (const task of job.tasks) {
      for (const each of [...task.claims]) drop(each, 'failed');
    }
    observer.over(job.id, change);
  }

  function speculate(job: BatchJob, spec: SpeculationSpec): void {
    const now = environment.now();
    const { copy, next } = stragglersOf(job, spec, now);
    for (const { task, machine } of copy) {
      job.copies++;
      scheduler.submit([claim(task, true, -1, machine)]);
    }
    if (next < Number.POSITIVE_INFINITY) environment.setTimer(timerOf(job), Math.max(1, Math.ceil(next - now)));
  }

  /** What ran on that machine has failed, and the gangs of which it was a part. */
  function lose(machine: number): void {
    const there = [...claims.values()].filter((each) => each.machine === machine);
    const gangs = new Set(there.flatMap(({ gang }) => (gang < 0 ? [] : [gang])));
    const lost = [...claims.values()].filter((each) => each.machine === machine || gangs.has(each.gang));
    lives[machine] = undefined;
    for (const each of lost) drop(each, 'failed');
    scheduler.machine(machine, false);
    for (const { task } of lost) {
      const { job } = task;
      if (++task.failures >= job.of.maxFailures && jobs.has(job.id)) over(job, 'failed');
    }
    waitAnew(lost);
  }

  return {
    submit(of) {
      const id = nextJob++;
      const tasks: BatchTask[] = [];
      const job: BatchJob = {
        id,
        of,
        user: numberOf(users, of.user),
        jobClass: numberOf(classes, of.jobClass),
        submittedAt: environment.now(),
        tasks,
        left: of.runtimes.length,
        durations: [],
        copies: 0,
      };
      of.runtimes.forEach((_, index) => {
        tasks.push({ job, index, done: false, attempts: 0, failures: 0, claims: [] });
      });
      jobs.set(id, job);
      observer.submitted(id, of);
      enqueue(job, tasks);
      decideSoon();
    },
    tasks() {
      const open = [...jobs.values()].flatMap((job) => job.tasks).filter(({ done }) => !done);
      const running = open.filter((task) => task.claims.some(isRunning)).length;
      return { waiting: open.length - running, running, finished, failed };
    },
    start() {},
    receive(from, received) {
      const message = received as BatchMessage;
      const machine = machineOf.get(from);
      if (machine === undefined) return;
      if (message.kind === 'batch/heartbeat') {
        // It has not noticed that it was given up, and would wait for ever.
        if (lives[machine] === undefined) tell(machine, { kind: 'batch/reset' });
        return;
      }
      if (message.kind === 'batch/hello') {
        if (lives[machine] !== undefined) lose(machine);
        lives[machine] = message.life;
        scheduler.machine(machine, true);
      } else if (message.kind === 'batch/finished') {
        const job = jobs.get(message.job);
        const task = job?.tasks[message.task];
        if (job === undefined || task === undefined || task.done) return;
        finish(job, task, message.attempt);
      }
      decideSoon();
    },
    timeout(timer) {
      if (timer === DECIDE) {
        decisionPending = false;
        schedule();
        return;
      }
      const job = jobs.get(timer - 1);
      if (job !== undefined && speculation !== undefined) speculate(job, speculation);
      decideSoon();
    },
    disconnected(peer) {
      const machine = machineOf.get(peer);
      if (machine === undefined) return;
      if (lives[machine] !== undefined) lose(machine);
      decideSoon();
    },
    synced() {},
    storageFailed() {},
  };
}

function numberOf(names: Map<string, number>, name: string): number {
  const number = names.get(name) ?? names.size;
  names.set(name, number);
  return number;
}

function insert(ascending: number[], value: number): void {
  let place = ascending.length;
  while (place > 0 && ascending[place - 1] > value) place--;
  ascending.splice(place, 0, value);
}
