/**
 * A server of a pool: queues requests, computes them on the cores of its machine, calls the services that it depends on,
 * and answers. A request is in progress, and counts towards `concurrency`, from when it leaves the queue until it is
 * answered. Requests in progress are not interrupted, also when their caller cancels them.
 *
 * Starting, it answers `not-ready` until it is ready; from then on it is slow and warms up. Draining, it answers
 * `not-ready` and finishes what it has. Whoever started it decides when it ends.
 *
 * A class, since there may be ten thousand of them: methods of their own would fill the caches.
 */
import type { Environment, Message, Process, ProcessId } from '../../algorithms/environment.ts';
import type { Micros } from '../../core/time.ts';
import type { AttemptObservation } from '../../kernel/observation.ts';
import { CancelIndex } from './cancel-index.ts';
import type { PoolSpec } from './pool.ts';
import { ENVELOPE_BYTES, type PoolMessage, type PoolRequest, type PoolResponse } from './pool-messages.ts';
import { createQueue } from './queues/create-queue.ts';
import type { RequestQueue } from './queues/request-queue.ts';
import type { ServerCalls } from './server-calls.ts';
import { createServerJob, type ServerJob } from './server-job.ts';
import { createShedding, type Shedding } from './shedding.ts';

export type ServerState = 'starting' | 'ready' | 'draining';

/** What a server is made of, beside its environment. */
export interface ServerPlan {
  readonly spec: PoolSpec;
  /** Its number in the pool. */
  readonly server: number;
  /** On a core of the machine of the process; its `computed` answers. */
  compute(process: ProcessId, work: Micros, token: number): void;
  /** What a start-up takes until the server is ready, and what is added to the work of a request: drawn per call. */
  readonly readiness: () => Micros;
  readonly hiccup: () => Micros;
  /** Balancer instances that want to hear of idle servers: one is drawn at random each time. */
  readonly callers: readonly ProcessId[];
  /** Makes the calls to other services; `finish` is told when those of a request are over. Absent: there are none. */
  readonly calls?: (finish: (job: ServerJob) => void) => ServerCalls;
  readonly observer: ServerObserver;
}

/** Told what servers do, at once; must not influence them but for `state` and `empty`, which whoever started them acts on. */
export interface ServerObserver {
  state(server: number, state: ServerState): void;
  /** Draining, and nothing is left. */
  empty(server: number): void;
  arrived(server: number, job: ServerJob): void;
  /** It has left the queue to be served. */
  started(server: number, job: ServerJob): void;
  /** `late`: of `ok`, its caller had given up by then. */
  ended(server: number, job: ServerJob, outcome: Exclude<AttemptObservation['outcome'], 'lost'>, late: boolean): void;
  /** On arrival. */
  refused(server: number, key: number): void;
}

const READY_TIMER = 0;

export class PoolServer implements Process {
  state: ServerState = 'starting';
  /** Requests that have left the queue and are not answered. */
  inProgress = 0;
  /** Its records of requests, also those that are free. */
  readonly jobs: ServerJob[] = [];
  private readonly free: ServerJob[] = [];
  private readonly environment: Environment<Message, unknown>;
  private readonly plan: ServerPlan;
  private readonly queue: RequestQueue;
  private readonly cancels = new CancelIndex();
  private readonly shedding: Shedding;
  private readonly calls: ServerCalls | undefined;
  private warmAt: Micros = 0;

  constructor(environment: Environment<Message, unknown>, plan: ServerPlan) {
    const { queue, shedding, concurrency } = plan.spec;
    this.environment = environment;
    this.plan = plan;
    this.queue = createQueue(queue, (job) => this.turnAway(job, 'dropped'));
    this.shedding = createShedding(shedding, concurrency);
    this.calls = plan.calls?.((job) => this.finish(job));
  }

  /** Requests in the queue. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Takes no new requests from now on. */
  drain(): void {
    if (this.state === 'draining') return;
    this.enter('draining');
    if (this.inProgress === 0 && this.queue.length === 0) this.plan.observer.empty(this.plan.server);
  }

  start(): void {
    this.plan.observer.state(this.plan.server, this.state);
    this.environment.setTimer(READY_TIMER, this.plan.readiness());
  }

  timeout(): void {
    if (this.state !== 'starting') return;
    this.warmAt = this.environment.now() + this.plan.spec.startUp.length;
    this.enter('ready');
  }

  receive(from: ProcessId, received: Message): void {
    const message = received as PoolMessage;
    if (message.kind === 'pool/request') this.arrive(from, message);
    else if (message.kind === 'pool/cancel') this.cancel(from, message.call, message.attempt);
    else if (message.kind === 'pool/health-check' && this.state === 'ready') {
      this.environment.send(from, { kind: 'pool/healthy' }, ENVELOPE_BYTES);
    }
  }

  computed(slot: number): void {
    const job = this.jobs[slot];
    if (this.calls === undefined) {
      this.finish(job);
      return;
    }
    job.phase = 'calling';
    this.calls.start(job);
  }

  synced(): void {}

  storageFailed(): void {}

  private enter(next: ServerState): void {
    this.state = next;
    this.plan.observer.state(this.plan.server, next);
    if (next === 'ready') this.reportIdle();
  }

  private reportIdle(): void {
    const { callers } = this.plan;
    if (callers.length === 0 || this.state !== 'ready') return;
    const to = callers[Math.floor(this.environment.random() * callers.length)];
    this.environment.send(to, { kind: 'pool/idle' }, ENVELOPE_BYTES);
  }

  private answer(to: ProcessId, { call, attempt }: PoolRequest, status: PoolResponse['status']): void {
    const response: PoolResponse = { kind: 'pool/response', call, attempt, status };
    this.environment.send(to, response, ENVELOPE_BYTES + this.plan.spec.responseBytes);
  }

  private arrive(from: ProcessId, request: PoolRequest): void {
    const { spec, server, observer } = this.plan;
    const busy = this.inProgress >= spec.concurrency;
    if (this.state !== 'ready' || (busy && this.sheds(request))) {
      observer.refused(server, request.key);
      this.answer(from, request, this.state === 'ready' ? 'overload' : 'not-ready');
      return;
    }
    const job = this.free.pop() ?? this.addJob();
    job.from = from;
    job.request = request;
    job.arrivedAt = this.environment.now();
    observer.arrived(server, job);
    if (!busy) {
      this.serve(job, job.arrivedAt);
      return;
    }
    job.phase = 'waiting';
    const leaving = this.queue.push(job);
    if (leaving !== job) this.cancels.add(job);
    if (leaving !== undefined) this.turnAway(leaving, leaving === job ? 'refused' : 'dropped');
  }

  private sheds({ priority }: PoolRequest): boolean {
    return this.shedding.sheds(priority, this.queue);
  }

  private addJob(): ServerJob {
    const job = createServerJob(this.jobs.length);
    this.jobs.push(job);
    return job;
  }

  /** It has left the queue and is not served. */
  private turnAway(job: ServerJob, outcome: 'refused' | 'dropped'): void {
    this.answer(job.from, job.request as PoolRequest, 'overload');
    this.leave(job, outcome, false);
  }

  private serve(job: ServerJob, now: Micros): void {
    const { plan } = this;
    this.inProgress++;
    job.phase = 'computing';
    job.startedAt = now;
    plan.observer.started(plan.server, job);
    const { work } = job.request as PoolRequest;
    plan.compute(this.environment.self, (work + plan.hiccup()) * this.slowness(now), job.slot);
  }

  /** Linear from `1 + slowdown` when it got ready to 1 when it is warm. */
  private slowness(now: Micros): number {
    const { slowdown, length } = this.plan.spec.startUp;
    return now < this.warmAt ? 1 + (slowdown * (this.warmAt - now)) / length : 1;
  }

  private serveNext(now: Micros): void {
    const { concurrency, dropExpired } = this.plan.spec;
    while (this.inProgress < concurrency) {
      const job = this.queue.shift(now);
      if (job === undefined) return;
      this.cancels.remove(job);
      if (dropExpired && gaveUp(job, now)) this.leave(job, 'expired', false);
      else this.serve(job, now);
    }
  }

  /** Computed, and all of its calls are over. */
  private finish(job: ServerJob): void {
    const now = this.environment.now();
    const { plan } = this;
    this.inProgress--;
    this.shedding.served(now - job.startedAt);
    this.answer(job.from, job.request as PoolRequest, job.failed ? 'failed' : 'ok');
    if (job.failed) this.leave(job, 'failed', false);
    else this.leave(job, 'ok', gaveUp(job, now));
    this.serveNext(now);
    if (this.inProgress > 0) return;
    if (this.state === 'draining') plan.observer.empty(plan.server);
    else this.reportIdle();
  }

  private leave(job: ServerJob, outcome: Exclude<AttemptObservation['outcome'], 'lost'>, late: boolean): void {
    if (job.phase === 'waiting') this.cancels.remove(job);
    this.plan.observer.ended(this.plan.server, job, outcome, late);
    job.phase = 'free';
    job.request = undefined;
    this.free.push(job);
  }

  private cancel(from: ProcessId, call: number, attempt: number): void {
    const job = this.cancels.find(from, call, attempt, this.jobs);
    if (job === undefined) return;
    this.queue.remove(job);
    this.leave(job, 'cancelled', false);
  }
}

/** Its caller no longer waits, as far as the server can know. */
const gaveUp = ({ arrivedAt, request }: ServerJob, now: Micros): boolean =>
  now - arrivedAt >= (request as PoolRequest).patience;
