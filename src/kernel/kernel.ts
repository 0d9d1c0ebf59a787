/**
 * The run loop. Events are delivered in the order (time, priority, sequence number): earlier first; at the same instant
 * the smaller priority; among those, in the order in which they were scheduled.
 *
 * There are two clocks. *Machine time* is what nodes live in: timers, messages, disks, CPUs. The *calendar* is what
 * faults, arrivals and measurements live on. They run in step, apart from `skip`, which lets the calendar jump while
 * machine time stands still: `calendar = start + machine + skipped`. Nothing that lives in machine time can notice.
 */
import type { Micros } from '../core/time.ts';
import { type EventHandle, EventQueue } from './event-queue.ts';
import type { EventKind, EventWatcher } from './event-watch.ts';
import { Fingerprint } from './fingerprint.ts';

/** Called with the two integers and the payload that the event was scheduled with. */
export type Handler = (a: number, b: number, payload: unknown) => void;
/** A registered handler; numbers instead of closures keep events in typed arrays. */
export type HandlerId = number;

/** Priorities at one instant: machines move first, then faults strike, then measurements are taken. */
export const PRIORITY = { machine: 0, workload: 1, fault: 2, measure: 3 } as const;

const UNNAMED: EventKind = { name: 'event' };

export class Kernel {
  /** Calendar time of the event being delivered. Negative during a warm-up. */
  now: Micros;
  /** Events delivered so far. */
  events = 0;
  readonly fingerprint = new Fingerprint();

  private readonly sequence = { next: 0 };
  private readonly machine = new EventQueue(this.sequence);
  private readonly calendar = new EventQueue(this.sequence);
  private readonly handlers: Handler[] = [];
  private watcher: EventWatcher | undefined;
  private readonly start: Micros;
  /** Calendar less machine time. */
  private offset: Micros;
  /** No calendar event is due before this: spares the run loop a look at the calendar per machine event. */
  private appointment: Micros = Number.POSITIVE_INFINITY;
  private stopped = false;

  /** `start`: where the calendar begins; a warm-up lies before zero, so that zero is where measuring starts. */
  constructor(start: Micros = 0) {
    this.now = start;
    this.start = start;
    this.offset = start;
  }

  /** Machine time: 0 at the start; the calendar's pace less what was skipped. */
  get machineNow(): Micros {
    return this.now - this.offset;
  }

  /** Calendar time that was skipped so far. */
  get skipped(): Micros {
    return this.offset - this.start;
  }

  /** Pending events of both kinds. */
  get pending(): number {
    return this.machine.size + this.calendar.size;
  }

  /** Registers a handler; always in the same order, since ids go into the fingerprint. */
  register(handler: Handler, kind: EventKind = UNNAMED): HandlerId {
    const { watcher } = this;
    const id = this.handlers.length;
    const watched: Handler = (a, b, payload) => {
      watcher?.(this.now, id, kind, a, b);
      handler(a, b, payload);
    };
    this.handlers.push(watcher === undefined ? handler : watched);
    return id;
  }

  /** Shows every event to `watcher`. Before the first handler is registered: afterwards it throws a RangeError. */
  watch(watcher: EventWatcher): void {
    if (this.handlers.length > 0) throw new RangeError('events can be watched from the start only');
    this.watcher = watcher;
  }

  /** Schedules a machine event `delay` (rounded to whole microseconds, at least 0) from now. */
  after(delay: Micros, handler: HandlerId, a = 0, b = 0, payload?: unknown): EventHandle {
    const wait = delay > 0 ? Math.round(delay) : 0;
    return this.machine.push(this.now - this.offset + wait, PRIORITY.machine, handler, a, b, payload);
  }

  /** As `after`, for an event that nobody will want to cancel or move. */
  post(delay: Micros, handler: HandlerId, a: number, b: number, payload?: unknown): void {
    const wait = delay > 0 ? Math.round(delay) : 0;
    this.machine.place(this.now - this.offset + wait, PRIORITY.machine, handler, a, b, payload);
  }

  /** Cancels a machine event. */
  cancel(handle: EventHandle): boolean {
    return this.machine.cancel(handle);
  }

  /** Moves a pending machine event to `delay` from now, or says that it is not pending. */
  rearm(handle: EventHandle, delay: Micros): boolean {
    const wait = delay > 0 ? Math.round(delay) : 0;
    return this.machine.rearm(handle, this.now - this.offset + wait);
  }

  isPending(handle: EventHandle): boolean {
    return this.machine.isPending(handle);
  }

  /** Time left until a pending machine event; Infinity if it is not pending. */
  timeLeft(handle: EventHandle): Micros {
    return this.machine.timeOf(handle) - (this.now - this.offset);
  }

  /** Schedules a calendar event at an absolute time, not before now. */
  at(time: Micros, priority: number, handler: HandlerId, a = 0, b = 0, payload?: unknown): EventHandle {
    const due = time > this.now ? Math.round(time) : this.now;
    if (due < this.appointment) this.appointment = due;
    return this.calendar.push(due, priority, handler, a, b, payload);
  }

  cancelCalendar(handle: EventHandle): boolean {
    return this.calendar.cancel(handle);
  }

  /** Time of the next calendar event; Infinity if there is none. */
  get nextAppointment(): Micros {
    return this.calendar.peekTime();
  }

  /** Lets the calendar jump by `duration` (not past its next event) while machine time stands still. O(1). */
  skip(duration: Micros): void {
    if (!(duration >= 0) || this.now + duration > this.calendar.peekTime()) {
      throw new RangeError(`cannot skip ${duration} µs at ${this.now}: the calendar has an event before that`);
    }
    this.offset += duration;
    this.now += duration;
  }

  /** Ends `run` after the current event. */
  stop(): void {
    this.stopped = true;
  }

  /** Delivers all events up to and including calendar time `until`, then stands there. Returns how many. */
  run(until: Micros): number {
    const { machine, calendar, handlers, fingerprint } = this;
    const before = this.events;
    this.stopped = false;
    while (!this.stopped) {
      const machineTime = machine.peekTime() + this.offset;
      let queue = machine;
      let time = machineTime;
      if (machineTime >= this.appointment) {
        this.appointment = calendar.peekTime();
        if (
          this.appointment < machineTime ||
          (this.appointment === machineTime && calendar.peekOrder() < machine.peekOrder())
        ) {
          queue = calendar;
          time = this.appointment;
        }
      }
      if (time > until || time === Number.POSITIVE_INFINITY) break;
      queue.take();
      this.now = time;
      this.events++;
      const handler = queue.poppedHandler;
      const a = queue.poppedA;
      const b = queue.poppedB;
      fingerprint.mixEvent(time, handler, a, b);
      const payload = queue.poppedPayload;
      queue.poppedPayload = undefined;
      handlers[handler](a, b, payload);
    }
    if (!this.stopped && this.now < until) this.now = until;
    return this.events - before;
  }
}
