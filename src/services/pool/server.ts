/**
 * A server of a pool: queues requests, computes them on the cores of its machine, calls the services that it depends on,
 * and answers. A request is in progress, and counts towards `concurrency`, from when it leaves the queue until it is
 * answered. Requests in progress are not interrupted, also when their caller cancels them.
 *
 * Starting, it answers `not-ready` until it is ready; from then on it is slow and warms up. Draining, it answers
 * `not-ready` and finishes what it has. Whoever started it decides when it ends.
 */
import type { Environment, Message, Process, ProcessId } from '../../algorithms/environment.ts';
import type { RandomStream } from '../../core/random/random-stream.ts';
import type { Micros } from '../../core/time.ts';
import type { AttemptObservation } from '../../kernel/observation.ts';
import { createCancelIndex } from './cancel-index.ts';
import type { PoolSpec } from './pool.ts';
import { ENVELOPE_BYTES, type PoolMessage, type PoolRequest, type PoolResponse } from './pool-messages.ts';
import { createQueue } from './queues/create-queue.ts';
import { createServerJob, type ServerJob } from './server-job.ts';
import { createShedding } from './shedding.ts';

export type ServerState = 'starting' | 'ready' | 'draining';

export interface PoolServer extends Process {
  state(): ServerState;
  /** Requests in the queue, and those that have left it and are not answered. */
  waiting(): number;
  inProgress(): number;
  /** Takes no new requests from now on. */
  drain(): void;
}

/** What a server is made of, beside its environment. */
export interface ServerPlan {
  readonly spec: PoolSpec;
  /** On a core of the machine; `computed` of the process answers. */
  compute(work: Micros, token: number): void;
  /** What a start-up takes until the server is ready, and what is added to the work of a request: drawn per call. */
  readiness(): Micros;
  hiccup(): Micros;
  /** For the choice of the caller that an idle server reports to. */
  readonly random: RandomStream;
  /** Balancer instances that want to hear of idle servers. */
  readonly callers: readonly ProcessId[];
  /** Makes the calls to other services; `job` is handed to `finish` when they are over. Absent: there are none. */
  readonly calls?: (finish: (job: ServerJob) => void) => { start(job: ServerJob): void };
}

/** Told what a server does, at once; must not influence it but for `state` and `empty`, which whoever started it acts on. */
export interface ServerObserver {
  state(state: ServerState): void;
  /** Draining, and nothing is left. */
  empty(): void;
  arrived(slot: number, key: number): void;
  /** It has left the queue to be served. */
  started(slot: number): void;
  /** `late`: its caller had given up by then. */
  ended(slot: number, outcome: Exclude<AttemptObservation['outcome'], 'lost'>, late: boolean): void;
  /** On arrival. */
  refused(key: number): void;
}

const READY_TIMER = 0;

export function createPoolServer(
  environment: Environment<Message, unknown>,
  plan: ServerPlan,
  observer: ServerObserver,
): PoolServer {
  const { spec, callers } = plan;
  const { concurrency, dropExpired, startUp } = spec;
  const responseBytes = ENVELOPE_BYTES + spec.responseBytes;
  const jobs: ServerJob[] = [];
  const free: ServerJob[] = [];
  const queue = createQueue(spec.queue, (job) => turnAway(job, 'dropped'));
  const cancels = createCancelIndex();
  const shedding = createShedding(spec.shedding, concurrency);
  const calls = plan.calls?.(finish);
  let state: ServerState = 'starting';
  let warmAt: Micros = 0;
  let inProgress = 0;

  function enter(next: ServerState): void {
    state = next;
    observer.state(next);
    if (next === 'ready') reportIdle();
  }

  function reportIdle(): void {
    if (callers.length === 0 || state !== 'ready' || inProgress > 0 || queue.length > 0) return;
    environment.send(callers[Math.floor(plan.random() * callers.length)], { kind: 'pool/idle' }, ENVELOPE_BYTES);
  }

  function answer(to: ProcessId, { call, attempt }: PoolRequest, status: PoolResponse['status']): void {
    const response: PoolResponse = { kind: 'pool/response', call, attempt, status };
    environment.send(to, response, responseBytes);
  }

  function arrive(from: ProcessId, request: PoolRequest): void {
    if (state !== 'ready') {
      observer.refused(request.key);
      answer(from, request, 'not-ready');
      return;
    }
    const { priority } = request;
    if (inProgress >= concurrency && shedding.sheds(priority, queue.ahead(priority))) {
      observer.refused(request.key);
      answer(from, request, 'overload');
      return;
    }
    const job = free.pop() ?? addJob();
    job.from = from;
    job.request = request;
    job.arrivedAt = environment.now();
    observer.arrived(job.slot, request.key);
    if (inProgress < concurrency && queue.length === 0) {
      serve(job, job.arrivedAt);
      return;
    }
    job.phase = 'waiting';
    const leaving = queue.push(job);
    if (leaving !== job) cancels.add(job);
    if (leaving !== undefined) turnAway(leaving, leaving === job ? 'refused' : 'dropped');
  }

  function addJob(): ServerJob {
    const job = createServerJob(jobs.length);
    jobs.push(job);
    return job;
  }

  /** It has left the queue and is not served. */
  function turnAway(job: ServerJob, outcome: 'refused' | 'dropped'): void {
    answer(job.from, job.request as PoolRequest, 'overload');
    leave(job, outcome);
  }

  function serve(job: ServerJob, now: Micros): void {
    inProgress++;
    job.phase = 'computing';
    job.startedAt = now;
    observer.started(job.slot);
    const { work } = job.request as PoolRequest;
    plan.compute((work + plan.hiccup()) * slowness(now), job.slot);
  }

  /** Linear from `1 + slowdown` when it got ready to 1 when it is warm. */
  function slowness(now: Micros): number {
    return now < warmAt ? 1 + (startUp.slowdown * (warmAt - now)) / startUp.length : 1;
  }

  function serveNext(): void {
    while (inProgress < concurrency) {
      const now = environment.now();
      const job = queue.shift(now);
      if (job === undefined) return;
      cancels.remove(job);
      if (dropExpired && now - job.arrivedAt >= (job.request as PoolRequest).patience) leave(job, 'expired');
      else serve(job, now);
    }
  }

  /** Computed, and all of its calls are over. */
  function finish(job: ServerJob): void {
    inProgress--;
    shedding.served(environment.now() - job.startedAt);
    answer(job.from, job.request as PoolRequest, job.failed ? 'failed' : 'ok');
    leave(job, job.failed ? 'failed' : 'ok');
    serveNext();
    if (inProgress > 0 || queue.length > 0) return;
    if (state === 'draining') observer.empty();
    else reportIdle();
  }

  function leave(job: ServerJob, outcome: Exclude<AttemptObservation['outcome'], 'lost'>): void {
    if (job.phase === 'waiting') cancels.remove(job);
    const { patience } = job.request as PoolRequest;
    observer.ended(job.slot, outcome, environment.now() - job.arrivedAt >= patience);
    job.phase = 'free';
    job.request = undefined;
    free.push(job);
  }

  function cancel(from: ProcessId, call: number, attempt: number): void {
    const job = cancels.find(from, call, attempt, jobs);
    if (job === undefined) return;
    queue.remove(job);
    leave(job, 'cancelled');
  }

  return {
    state: () => state,
    waiting: () => queue.length,
    inProgress: () => inProgress,
    drain() {
      if (state === 'draining') return;
      enter('draining');
      if (inProgress === 0 && queue.length === 0) observer.empty();
    },
    start() {
      observer.state(state);
      environment.setTimer(READY_TIMER, plan.readiness());
    },
    timeout() {
      if (state !== 'starting') return;
      warmAt = environment.now() + startUp.length;
      enter('ready');
    },
    receive(from, received) {
      const message = received as PoolMessage;
      if (message.kind === 'pool/request') arrive(from, message);
      else if (message.kind === 'pool/cancel') cancel(from, message.call, message.attempt);
      else if (message.kind === 'pool/health-check' && state === 'ready') {
        environment.send(from, { kind: 'pool/healthy' }, ENVELOPE_BYTES);
      }
    },
    computed(slot) {
      const job = jobs[slot];
      if (calls === undefined) {
        finish(job);
        return;
      }
      job.phase = 'calling';
      calls.start(job);
    },
    synced() {},
    storageFailed() {},
  };
}
