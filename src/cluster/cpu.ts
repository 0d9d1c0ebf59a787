/**
 * The CPU of a machine: identical cores in front of one first-in, first-out run queue (an M/M/c station under Poisson
 * arrivals and exponential work). Jobs belong to *lanes*: a `parallel` lane may use every free core, a `serial` lane
 * one core at a time and in order; a job whose serial lane is busy lets later jobs of other lanes pass. No time slices,
 * no priorities, no cost for switching. A change of speed, also to 0, stretches the jobs that are running.
 */
import type { Micros } from '../core/time.ts';
import type { EventHandle } from '../kernel/event-queue.ts';
import type { HandlerId, Kernel } from '../kernel/kernel.ts';
import type { NodeStatistics } from './cluster.ts';
import { JobQueue } from './job-queue.ts';

/** Called when a job is done, with what it was submitted with. */
export type JobDone = (lane: number, a: number, payload: unknown) => void;

interface Core {
  event: EventHandle;
  /** -1 while idle. */
  lane: number;
  a: number;
  payload: unknown;
  /** Work left at `since`, in microseconds at nominal speed. */
  left: number;
  since: Micros;
}

interface Lane {
  readonly serial: boolean;
  readonly waiting: JobQueue;
  running: number;
}

export class Cpu {
  private readonly kernel: Kernel;
  private readonly completion: HandlerId;
  private readonly id: number;
  private readonly coresMax: number;
  private readonly done: JobDone;
  private readonly cores: Core[] = [];
  private readonly idle: number[] = [];
  private readonly lanes: Lane[] = [];
  private sequence = 0;
  private speed: number;
  private powered = true;
  private running = 0;
  private waitingJobs = 0;

  private accountedUntil: Micros;
  private observedSince: Micros;
  private busy = 0;
  private available = 0;
  private queueIntegral = 0;

  /** `completion` is a handler registered by the owner that calls `finish(b)` on the CPU numbered `a`. */
  constructor(kernel: Kernel, completion: HandlerId, id: number, cores: number, speed: number, done: JobDone) {
    this.kernel = kernel;
    this.completion = completion;
    this.id = id;
    this.coresMax = cores;
    this.speed = speed;
    this.done = done;
    this.accountedUntil = kernel.machineNow;
    this.observedSince = kernel.machineNow;
  }

  addLane(thread: 'serial' | 'parallel'): number {
    return this.lanes.push({ serial: thread === 'serial', waiting: new JobQueue(), running: 0 }) - 1;
  }

  /** Jobs of the lane that wait for a core. */
  waiting(lane: number): number {
    return this.lanes[lane].waiting.length;
  }

  /** Jobs of the lane that wait or run. */
  pending(lane: number): number {
    return this.lanes[lane].waiting.length + this.lanes[lane].running;
  }

  /** Submits `work` microseconds at nominal speed. */
  run(lane: number, work: Micros, a: number, payload: unknown): void {
    this.account();
    const queue = this.lanes[lane];
    const blocked = queue.serial && (queue.running > 0 || queue.waiting.length > 0);
    // A free core means that whatever waits is held up by its own serial lane.
    if (!blocked && this.running < this.coresMax) this.start(lane, work, a, payload);
    else {
      queue.waiting.push(this.sequence++, work, a, payload);
      this.waitingJobs++;
    }
  }

  /** The event of core `index` fired. */
  finish(index: number): void {
    this.account();
    const core = this.cores[index];
    const { lane, a, payload } = core;
    this.release(index);
    this.dispatch();
    this.done(lane, a, payload);
  }

  /** Work per microsecond from now on; 0 freezes. */
  setSpeed(speed: number): void {
    this.account();
    const now = this.kernel.machineNow;
    for (let i = 0; i < this.cores.length; i++) {
      const core = this.cores[i];
      if (core.lane < 0) continue;
      core.left = Math.max(0, core.left - (now - core.since) * this.speed);
      core.since = now;
      if (speed === 0) this.kernel.cancel(core.event);
      else if (!this.kernel.rearm(core.event, core.left / speed)) {
        core.event = this.kernel.after(core.left / speed, this.completion, this.id, i);
      }
    }
    this.speed = speed;
  }

  /** Power off: everything in it is gone, and `lost` is told of each job. Power on: empty and ready. */
  setPower(on: boolean, lost: JobDone): void {
    this.account();
    this.powered = on;
    for (let i = 0; i < this.cores.length; i++) {
      const core = this.cores[i];
      if (core.lane < 0) continue;
      this.kernel.cancel(core.event);
      const { lane, a, payload } = core;
      this.release(i);
      lost(lane, a, payload);
    }
    for (let lane = 0; lane < this.lanes.length; lane++) this.clearWaiting(lane, lost);
  }

  /** Forgets the jobs of one lane, also the one that is running. */
  clearLane(lane: number, lost: JobDone): void {
    this.account();
    for (let i = 0; i < this.cores.length; i++) {
      const core = this.cores[i];
      if (core.lane !== lane) continue;
      this.kernel.cancel(core.event);
      const { a, payload } = core;
      this.release(i);
      lost(lane, a, payload);
    }
    this.clearWaiting(lane, lost);
    this.dispatch();
  }

  /** Takes back the jobs of a lane that were submitted with `a` and `payload`, waiting or running. */
  withdraw(lane: number, a: number, payload: unknown): void {
    this.account();
    this.waitingJobs -= this.lanes[lane].waiting.remove(a, payload);
    for (let i = 0; i < this.cores.length; i++) {
      const core = this.cores[i];
      if (core.lane !== lane || core.a !== a || core.payload !== payload) continue;
      this.kernel.cancel(core.event);
      this.release(i);
    }
    this.dispatch();
  }

  statistics(): NodeStatistics {
    this.account();
    return {
      busy: this.busy,
      available: this.available,
      queueIntegral: this.queueIntegral,
      observed: this.accountedUntil - this.observedSince,
    };
  }

  resetStatistics(): void {
    this.account();
    this.busy = 0;
    this.available = 0;
    this.queueIntegral = 0;
    this.observedSince = this.accountedUntil;
  }

  private start(lane: number, work: Micros, a: number, payload: unknown): void {
    let index = this.idle.pop();
    if (index === undefined) {
      index = this.cores.length;
      this.cores.push({ event: 0, lane: -1, a: 0, payload: undefined, left: 0, since: 0 });
    }
    const core = this.cores[index];
    core.lane = lane;
    core.a = a;
    core.payload = payload;
    core.left = work;
    core.since = this.kernel.machineNow;
    core.event = this.speed > 0 ? this.kernel.after(work / this.speed, this.completion, this.id, index) : 0;
    this.lanes[lane].running++;
    this.running++;
  }

  private release(index: number): void {
    const core = this.cores[index];
    this.lanes[core.lane].running--;
    this.running--;
    core.lane = -1;
    core.payload = undefined;
    this.idle.push(index);
  }

  /** Starts waiting jobs, oldest first, while there are cores and jobs whose lane lets them. */
  private dispatch(): void {
    while (this.waitingJobs > 0 && this.running < this.coresMax) {
      let best = -1;
      for (let lane = 0; lane < this.lanes.length; lane++) {
        const { serial, waiting, running } = this.lanes[lane];
        if (waiting.length === 0 || (serial && running > 0)) continue;
        if (best < 0 || waiting.headSequence < this.lanes[best].waiting.headSequence) best = lane;
      }
      if (best < 0) return;
      const queue = this.lanes[best].waiting;
      queue.shift();
      this.waitingJobs--;
      this.start(best, queue.work, queue.a, queue.takePayload());
    }
  }

  private clearWaiting(lane: number, lost: JobDone): void {
    const queue = this.lanes[lane].waiting;
    while (queue.length > 0) {
      queue.shift();
      this.waitingJobs--;
      lost(lane, queue.a, queue.takePayload());
    }
  }

  private account(): void {
    const now = this.kernel.machineNow;
    const elapsed = now - this.accountedUntil;
    if (elapsed <= 0) return;
    this.accountedUntil = now;
    if (this.powered) this.available += elapsed * this.coresMax;
    if (this.speed > 0) this.busy += elapsed * this.running;
    this.queueIntegral += elapsed * this.waitingJobs;
  }
}
