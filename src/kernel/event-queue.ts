/**
 * The pending events, ordered by (time, priority, sequence number).
 *
 * An event lives in a *slot* (its record); *entries* (time, order, slot) are sorted without touching the slots. Those due
 * next are in a binary heap on typed arrays; if that grows large, those due later wait in `far-events.ts`, without order,
 * where they cost the same however many there are.
 *
 * Cancelling and re-arming are lazy and cannot pile up:
 * - `rearm` to a later time only rewrites the slot, O(1). When the old entry surfaces it is seated once more with the
 *   true time. A timer that is re-armed at every heartbeat thus owns one entry, however often it is re-armed.
 * - `cancel` frees the slot, O(1), and leaves a dead entry. When more than half of the entries are dead all are
 *   gone through, O(n), so dead entries cost amortised O(1).
 * - an entry is alive if its order number is the one that its slot remembers; order numbers are unique.
 *
 * `pop` leaves a hole at the root, which the next `push` fills from above: nearly every event schedules another, and
 * that saves one of the two walks through the heap. Nothing is allocated but when an array doubles. Hot path: plain
 * loops on purpose, measured by `npm run bench` (hold model).
 */
import type { Micros } from '../core/time.ts';
import { FarEvents } from './far-events.ts';

/** Names a pending event for `cancel` and `rearm`; stale handles are recognised and ignored. 0 is never a handle. */
export type EventHandle = number;

/** Room for 2⁴⁶ events a run below each of the 128 priorities: both fit exactly into a double. */
const ORDERS_PER_PRIORITY = 70_368_744_177_664;
const SLOTS_MAX = 67_108_864;
const MIN_COMPACTION = 64;
const INITIAL = 64;
/** Entries that the heap holds before it gives some away: it fits into the innermost cache. */
const HEAP_MAX = 1024;
/** Stands behind the last entry: later than any, and than any at the same time. */
const NONE = Number.POSITIVE_INFINITY;

/** A slot, half a cache line: time and order of its entry in doubles, */
const RECORD = 4;
const RECORD_ORDER = 1;
/** and, behind them, in 32-bit integers: */
const WORDS = 2 * RECORD;
const WORD_HANDLER = 4;
const WORD_A = 5;
const WORD_B = 6;
/** How often the slot was used, whether the event was moved to a later time, and whether it has a payload. */
const WORD_STATE = 7;
const GENERATION_MASK = 0x3ffffff;
const MOVED = 0x4000000;
const LADEN = 0x8000000;

/** Where a moved event belongs: time and order. */
const TARGET = 2;

/** Hands out sequence numbers; queues that share one agree on the order of simultaneous events. */
export interface Sequence {
  next: number;
}

export class EventQueue {
  private readonly sequence: Sequence;
  private times = new Float64Array(INITIAL).fill(NONE);
  private orders = new Float64Array(INITIAL).fill(NONE);
  private seats = new Int32Array(INITIAL);
  /** In the heap; all others are in `far`. */
  private entries = 0;
  /** In the heap and elsewhere. */
  private dead = 0;
  /** The first entry is one that `pop` has taken off. */
  private hole = false;
  private readonly far = new FarEvents();
  /** What is due up to this instant is in the heap. */
  private horizon: Micros = Number.POSITIVE_INFINITY;
  private limit = HEAP_MAX;

  private records = new Float64Array(INITIAL * RECORD);
  private words = new Int32Array(this.records.buffer);
  private targets = new Float64Array(INITIAL * TARGET);
  private readonly payloads: unknown[] = [];
  private freeSlots = new Int32Array(INITIAL);
  private free = 0;
  private slots = 0;

  /** The event that the last `pop` took off. */
  poppedTime: Micros = 0;
  poppedHandler = 0;
  poppedA = 0;
  poppedB = 0;
  poppedPayload: unknown = undefined;

  constructor(sequence: Sequence = { next: 0 }) {
    this.sequence = sequence;
  }

  /** Live events. */
  get size(): number {
    return this.capacityInUse - this.dead - (this.hole ? 1 : 0);
  }

  /** Entries including dead ones: what memory is held for. */
  get capacityInUse(): number {
    return this.entries + this.far.count;
  }

  /** `time` is a whole number, or Infinity for never. */
  push(time: Micros, priority: number, handler: number, a: number, b: number, payload: unknown): EventHandle {
    const slot = this.place(time, priority, handler, a, b, payload);
    return (this.words[slot * WORDS + WORD_STATE] & GENERATION_MASK) * SLOTS_MAX + slot + 1;
  }

  /** As `push`, for an event that nobody will want to cancel or move. Returns where it stands. */
  place(time: Micros, priority: number, handler: number, a: number, b: number, payload: unknown): number {
    const slot = this.free > 0 ? this.freeSlots[--this.free] : this.newSlot();
    const { records, words } = this;
    const record = slot * RECORD;
    records[record] = time;
    records[record + RECORD_ORDER] = priority * ORDERS_PER_PRIORITY + this.sequence.next++;
    const word = slot * WORDS;
    words[word + WORD_HANDLER] = handler;
    words[word + WORD_A] = a;
    words[word + WORD_B] = b;
    if (payload !== undefined) {
      this.payloads[slot] = payload;
      words[word + WORD_STATE] |= LADEN;
    }
    this.insert(slot);
    return slot;
  }

  /** True if the event was pending. */
  cancel(handle: EventHandle): boolean {
    const slot = this.slotOf(handle);
    if (slot < 0) return false;
    if ((this.words[slot * WORDS + WORD_STATE] & LADEN) !== 0) this.payloads[slot] = undefined;
    this.release(slot);
    this.noteDead();
    return true;
  }

  /** Moves a pending event; it goes behind the events already pending for that time. False if it was not pending. */
  rearm(handle: EventHandle, time: Micros): boolean {
    const slot = this.slotOf(handle);
    if (slot < 0) return false;
    const { records, targets } = this;
    const record = slot * RECORD;
    // The entry's own order has the same priority as the target's.
    const priority = Math.floor(records[record + RECORD_ORDER] / ORDERS_PER_PRIORITY);
    const order = priority * ORDERS_PER_PRIORITY + this.sequence.next++;
    if (time >= records[record]) {
      targets[slot * TARGET] = time;
      targets[slot * TARGET + 1] = order;
      this.words[slot * WORDS + WORD_STATE] |= MOVED;
    } else {
      // The entry would surface too late: a new one takes over.
      this.seat(slot, time, order);
      this.insert(slot);
      this.noteDead();
    }
    return true;
  }

  isPending(handle: EventHandle): boolean {
    return this.slotOf(handle) >= 0;
  }

  /** When a pending event is due; Infinity if it is not pending. */
  timeOf(handle: EventHandle): Micros {
    const slot = this.slotOf(handle);
    if (slot < 0) return Number.POSITIVE_INFINITY;
    const moved = (this.words[slot * WORDS + WORD_STATE] & MOVED) !== 0;
    return moved ? this.targets[slot * TARGET] : this.records[slot * RECORD];
  }

  /** Time of the first live event; Infinity when empty. */
  peekTime(): Micros {
    return this.settle() ? this.times[0] : Number.POSITIVE_INFINITY;
  }

  /** Order number of the first live event, after `peekTime`. */
  peekOrder(): number {
    return this.orders[0];
  }

  /** Takes the first event off into the `popped…` fields. False when empty. */
  pop(): boolean {
    if (!this.settle()) return false;
    this.take();
    return true;
  }

  /** As `pop`, after a `peekTime` that found an event, with nothing done in between. */
  take(): void {
    const slot = this.seats[0];
    const word = slot * WORDS;
    const { words } = this;
    this.poppedTime = this.times[0];
    this.poppedHandler = words[word + WORD_HANDLER];
    this.poppedA = words[word + WORD_A];
    this.poppedB = words[word + WORD_B];
    if ((words[word + WORD_STATE] & LADEN) !== 0) {
      this.poppedPayload = this.payloads[slot];
      this.payloads[slot] = undefined;
    } else this.poppedPayload = undefined;
    this.release(slot);
    this.hole = true;
  }

  /** Drops dead entries and re-seats re-armed ones until the first entry is a live one. False when empty. */
  private settle(): boolean {
    if (this.hole) this.removeFirst();
    for (;;) {
      if (this.entries === 0) {
        if (this.far.count === 0) return false;
        this.refill();
        continue;
      }
      const slot = this.seats[0];
      if (this.records[slot * RECORD + RECORD_ORDER] !== this.orders[0]) {
        this.dead--;
        this.removeFirst();
      } else if ((this.words[slot * WORDS + WORD_STATE] & MOVED) !== 0) {
        this.seatMoved(slot);
        // As if it had just been taken off.
        this.hole = true;
        this.insert(slot);
        if (this.hole) this.removeFirst();
      } else {
        return true;
      }
    }
  }

  /** The slot's entry is now at its true place. */
  private seat(slot: number, time: Micros, order: number): void {
    this.records[slot * RECORD] = time;
    this.records[slot * RECORD + RECORD_ORDER] = order;
    this.words[slot * WORDS + WORD_STATE] &= ~MOVED;
  }

  private seatMoved(slot: number): void {
    this.seat(slot, this.targets[slot * TARGET], this.targets[slot * TARGET + 1]);
  }

  private slotOf(handle: EventHandle): number {
    if (handle <= 0) return -1;
    const slot = (handle - 1) % SLOTS_MAX;
    const generation = (handle - 1 - slot) / SLOTS_MAX;
    return slot < this.slots && (this.words[slot * WORDS + WORD_STATE] & GENERATION_MASK) === generation ? slot : -1;
  }

  private release(slot: number): void {
    const state = slot * WORDS + WORD_STATE;
    this.words[state] = (this.words[state] + 1) & GENERATION_MASK;
    this.records[slot * RECORD + RECORD_ORDER] = -1;
    this.freeSlots[this.free++] = slot;
  }

  private newSlot(): number {
    if (this.slots === SLOTS_MAX) throw new RangeError(`more than ${SLOTS_MAX} pending events`);
    if (this.slots === this.freeSlots.length) {
      this.records = grown(this.records);
      this.words = new Int32Array(this.records.buffer);
      this.targets = grown(this.targets);
      this.freeSlots = grown(this.freeSlots);
    }
    this.payloads.push(undefined);
    return this.slots++;
  }

  private insert(slot: number): void {
    const { records } = this;
    if (records[slot * RECORD] > this.horizon) {
      this.far.add(records, slot * RECORD, slot);
    } else if (this.hole) {
      this.hole = false;
      this.write(0, slot);
      this.siftDown(0);
    } else {
      const at = this.append(slot);
      this.siftUp(at);
      if (at >= this.limit) this.spill();
    }
  }

  private append(slot: number): number {
    const at = this.entries++;
    // One more, so that the last entry has a sibling.
    if (at + 2 > this.times.length) {
      this.times = grown(this.times).fill(NONE, at + 1);
      this.orders = grown(this.orders).fill(NONE, at + 1);
      this.seats = grown(this.seats);
    }
    this.write(at, slot);
    return at;
  }

  private write(at: number, slot: number): void {
    this.times[at] = this.records[slot * RECORD];
    this.orders[at] = this.records[slot * RECORD + RECORD_ORDER];
    this.seats[at] = slot;
  }

  private removeFirst(): void {
    this.hole = false;
    const last = --this.entries;
    const { times, orders, seats } = this;
    times[0] = times[last];
    orders[0] = orders[last];
    seats[0] = seats[last];
    times[last] = NONE;
    orders[last] = NONE;
    if (last > 1) this.siftDown(0);
  }

  private siftUp(start: number): void {
    const { times, orders, seats } = this;
    let at = start;
    const time = times[at];
    const order = orders[at];
    const slot = seats[at];
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const parentTime = times[parent];
      if (parentTime < time || (parentTime === time && orders[parent] < order)) break;
      times[at] = parentTime;
      orders[at] = orders[parent];
      seats[at] = seats[parent];
      at = parent;
    }
    times[at] = time;
    orders[at] = order;
    seats[at] = slot;
  }

  /**
   * The lesser of two siblings is found without a branch on their times, which no processor could predict; ties, which
   * it can, branch. Behind the last entry there is always a `NONE`, so that no sibling is missing.
   */
  private siftDown(start: number): void {
    const { times, orders, seats, entries } = this;
    let at = start;
    const time = times[at];
    const order = orders[at];
    const slot = seats[at];
    for (let child = 2 * at + 1; child < entries; child = 2 * at + 1) {
      const left = times[child];
      const right = times[child + 1];
      child += +(right < left) & 1;
      if (left === right && orders[child + 1] < orders[child]) child++;
      const childTime = times[child];
      if (time < childTime || (time === childTime && order < orders[child])) break;
      times[at] = childTime;
      orders[at] = orders[child];
      seats[at] = seats[child];
      at = child;
    }
    times[at] = time;
    orders[at] = order;
    seats[at] = slot;
  }

  /** Floyd's bottom-up construction, of the first `entries`. */
  private heapify(): void {
    for (let at = (this.entries >> 1) - 1; at >= 0; at--) this.siftDown(at);
  }

  /** The heap is empty: what is due next comes in. */
  private refill(): void {
    const { far } = this;
    far.advance();
    this.horizon = far.horizon;
    this.admit();
    this.heapify();
    // Simultaneous events stay together, however many there are.
    this.limit = Math.max(HEAP_MAX, 2 * this.entries);
  }

  /** Sorts out what `far` handed over: the dead are dropped, the others go to where they belong now. */
  private admit(): void {
    const { far, records, words, horizon } = this;
    const { taken, takenOrders, takenSlots } = far;
    for (let i = 0; i < taken; i++) {
      const slot = takenSlots[i];
      if (records[slot * RECORD + RECORD_ORDER] !== takenOrders[i]) {
        this.dead--;
        continue;
      }
      if ((words[slot * WORDS + WORD_STATE] & MOVED) !== 0) this.seatMoved(slot);
      if (records[slot * RECORD] <= horizon) this.append(slot);
      else far.add(records, slot * RECORD, slot);
    }
  }

  /** The heap has become large: it keeps what is due first. */
  private spill(): void {
    this.far.spill(this.times, this.orders, this.seats, this.entries);
    this.clear();
    this.refill();
  }

  private clear(): void {
    this.times.fill(NONE, 0, this.entries);
    this.orders.fill(NONE, 0, this.entries);
    this.entries = 0;
  }

  private noteDead(): void {
    this.dead++;
    if (this.dead > MIN_COMPACTION && this.dead * 2 > this.capacityInUse) this.compact();
  }

  /** Rebuilds everything from the live entries. */
  private compact(): void {
    if (this.hole) this.removeFirst();
    this.far.takeAll(this.times, this.orders, this.seats, this.entries);
    this.clear();
    this.admit();
    this.heapify();
  }
}

function grown<T extends Float64Array | Int32Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}
