/**
 * The pending events, ordered by (time, priority, sequence number): a 4-ary heap on typed arrays.
 *
 * An event lives in a *slot* (its record); the heap holds *entries* (time, order, slot), compared without touching the
 * slots. Entries and slots are interleaved, so that four siblings, or a slot, are one or two cache lines. Cancelling and
 * re-arming are lazy and cannot pile up:
 * - `rearm` to a later time only rewrites the slot, O(1). When the old entry surfaces it is seated once more with the
 *   true time. A timer that is re-armed at every heartbeat thus owns one entry, however often it is re-armed.
 * - `cancel` frees the slot, O(1), and leaves a dead entry. When more than half of the entries are dead the heap is
 *   rebuilt without them, O(n), so dead entries cost amortised O(1).
 * - an entry is alive if its order number is the one that its slot remembers; order numbers are unique.
 *
 * `push` and `pop` are O(log n). `pop` leaves a hole at the root, which the next `push` fills from above: nearly every
 * event schedules another, and that saves one of the two walks through the heap. Nothing is allocated but when an array
 * doubles. Hot path: plain loops on purpose, measured by `npm run bench` (hold model).
 */
import type { Micros } from '../core/time.ts';

/** Names a pending event for `cancel` and `rearm`; stale handles are recognised and ignored. 0 is never a handle. */
export type EventHandle = number;

/** Room for 2⁴⁶ events a run below each of the 128 priorities: both fit exactly into a double. */
const ORDERS_PER_PRIORITY = 70_368_744_177_664;
const SLOTS_MAX = 67_108_864;
const GENERATION_MASK = 0x3ffffff;
const MIN_COMPACTION = 64;
const INITIAL = 64;

/** An entry's key: its order number, its slot. */
const KEY = 2;
const SLOT = 1;
const GROUP = 4;
/** Entries stand after so many unused ones: it puts the four siblings of a group into one cache line. */
const PAD = 1;
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
/** How often the slot was used, and whether the event was moved to a later time. */
const WORD_STATE = 7;
const MOVED = 0x4000000;

/** Where a moved event belongs: time and order. */
const TARGET = 2;

/** Hands out sequence numbers; queues that share one agree on the order of simultaneous events. */
export interface Sequence {
  next: number;
}

export class EventQueue {
  private readonly sequence: Sequence;
  private times = new Float64Array(INITIAL).fill(NONE);
  private keys = new Float64Array(INITIAL * KEY).fill(NONE);
  private entries = 0;
  private dead = 0;
  /** The first entry is one that `pop` has taken off. */
  private hole = false;

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
    return this.entries - this.dead - (this.hole ? 1 : 0);
  }

  /** Entries including dead ones: what memory is held for. */
  get capacityInUse(): number {
    return this.entries;
  }

  push(time: Micros, priority: number, handler: number, a: number, b: number, payload: unknown): EventHandle {
    const slot = this.free > 0 ? this.freeSlots[--this.free] : this.newSlot();
    const order = priority * ORDERS_PER_PRIORITY + this.sequence.next++;
    const { records, words } = this;
    const record = slot * RECORD;
    records[record] = time;
    records[record + RECORD_ORDER] = order;
    const word = slot * WORDS;
    words[word + WORD_HANDLER] = handler;
    words[word + WORD_A] = a;
    words[word + WORD_B] = b;
    this.payloads[slot] = payload;
    const generation = words[word + WORD_STATE];
    this.insert(time, order, slot);
    return generation * SLOTS_MAX + slot + 1;
  }

  /** True if the event was pending. */
  cancel(handle: EventHandle): boolean {
    const slot = this.slotOf(handle);
    if (slot < 0) return false;
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
      this.insert(time, order, slot);
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
    return this.settle() ? this.times[PAD] : Number.POSITIVE_INFINITY;
  }

  /** Order number of the first live event, after `peekTime`. */
  peekOrder(): number {
    return this.keys[PAD * KEY];
  }

  /** Takes the first event off into the `popped…` fields. False when empty. */
  pop(): boolean {
    if (!this.settle()) return false;
    this.take();
    return true;
  }

  /** As `pop`, after a `peekTime` that found an event, with nothing done in between. */
  take(): void {
    const slot = this.keys[PAD * KEY + SLOT];
    const word = slot * WORDS;
    const { words } = this;
    this.poppedTime = this.times[PAD];
    this.poppedHandler = words[word + WORD_HANDLER];
    this.poppedA = words[word + WORD_A];
    this.poppedB = words[word + WORD_B];
    this.poppedPayload = this.payloads[slot];
    this.release(slot);
    this.hole = true;
  }

  /** Drops dead entries and re-seats re-armed ones until the first entry is a live one. False when empty. */
  private settle(): boolean {
    if (this.hole) this.removeFirst();
    const { keys, records, words, targets } = this;
    while (this.entries > 0) {
      const slot = keys[PAD * KEY + SLOT];
      if (records[slot * RECORD + RECORD_ORDER] !== keys[PAD * KEY]) {
        this.dead--;
        this.removeFirst();
      } else if ((words[slot * WORDS + WORD_STATE] & MOVED) !== 0) {
        const time = targets[slot * TARGET];
        const order = targets[slot * TARGET + 1];
        this.seat(slot, time, order);
        this.siftDown(0, time, order, slot);
      } else {
        return true;
      }
    }
    return false;
  }

  /** The slot's entry is now at its true place. */
  private seat(slot: number, time: Micros, order: number): void {
    this.records[slot * RECORD] = time;
    this.records[slot * RECORD + RECORD_ORDER] = order;
    this.words[slot * WORDS + WORD_STATE] &= ~MOVED;
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
    this.payloads[slot] = undefined;
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

  private noteDead(): void {
    this.dead++;
    if (this.dead > MIN_COMPACTION && this.dead * 2 > this.entries) this.compact();
  }

  private insert(time: Micros, order: number, slot: number): void {
    if (this.hole) {
      this.hole = false;
      this.siftDown(0, time, order, slot);
      return;
    }
    if (this.entries + PAD + GROUP > this.times.length) this.growHeap();
    this.siftUp(this.entries++, time, order, slot);
  }

  private growHeap(): void {
    const { length } = this.times;
    this.times = grown(this.times).fill(NONE, length);
    this.keys = grown(this.keys).fill(NONE, length * KEY);
  }

  private removeFirst(): void {
    this.hole = false;
    const last = --this.entries;
    const { times, keys } = this;
    const at = last + PAD;
    const time = times[at];
    const order = keys[at * KEY];
    times[at] = NONE;
    keys[at * KEY] = NONE;
    if (last > 0) this.siftDown(0, time, order, keys[at * KEY + SLOT]);
  }

  private siftUp(start: number, time: Micros, order: number, slot: number): void {
    const { times, keys } = this;
    let at = start + PAD;
    while (at > PAD) {
      const parent = ((at - PAD - 1) >> 2) + PAD;
      const parentTime = times[parent];
      if (parentTime < time || (parentTime === time && keys[parent * KEY] < order)) break;
      times[at] = parentTime;
      keys[at * KEY] = keys[parent * KEY];
      keys[at * KEY + SLOT] = keys[parent * KEY + SLOT];
      at = parent;
    }
    times[at] = time;
    keys[at * KEY] = order;
    keys[at * KEY + SLOT] = slot;
  }

  /**
   * The least of four siblings is found by a tournament without branches on the times, which no processor could
   * predict; ties, which it can, branch. Behind the last entry there is always a group's worth of `NONE`, so that
   * groups are never short.
   */
  private siftDown(start: number, time: Micros, order: number, slot: number): void {
    const { times, keys } = this;
    const end = this.entries + PAD;
    let at = start + PAD;
    for (;;) {
      const first = 4 * (at - PAD) + 1 + PAD;
      if (first >= end) break;
      const a = times[first];
      const b = times[first + 1];
      const c = times[first + 2];
      const d = times[first + 3];
      let left = first + (+(b < a) & 1);
      if (a === b && keys[(first + 1) * KEY] < keys[first * KEY]) left = first + 1;
      let right = first + 2 + (+(d < c) & 1);
      if (c === d && keys[(first + 3) * KEY] < keys[(first + 2) * KEY]) right = first + 3;
      const leftTime = times[left];
      const rightTime = times[right];
      let best = left + ((right - left) & -(+(rightTime < leftTime) & 1));
      if (leftTime === rightTime && keys[right * KEY] < keys[left * KEY]) best = right;
      const bestTime = times[best];
      if (time < bestTime || (time === bestTime && order < keys[best * KEY])) break;
      times[at] = bestTime;
      keys[at * KEY] = keys[best * KEY];
      keys[at * KEY + SLOT] = keys[best * KEY + SLOT];
      at = best;
    }
    times[at] = time;
    keys[at * KEY] = order;
    keys[at * KEY + SLOT] = slot;
  }

  /** Rebuilds the heap from its live entries (Floyd's bottom-up construction). */
  private compact(): void {
    if (this.hole) this.removeFirst();
    const { times, keys, records, words, targets } = this;
    let kept = 0;
    for (let i = PAD; i < this.entries + PAD; i++) {
      const slot = keys[i * KEY + SLOT];
      const record = slot * RECORD;
      if (records[record + RECORD_ORDER] !== keys[i * KEY]) continue;
      if ((words[slot * WORDS + WORD_STATE] & MOVED) !== 0) {
        this.seat(slot, targets[slot * TARGET], targets[slot * TARGET + 1]);
      }
      const at = PAD + kept++;
      times[at] = records[record];
      keys[at * KEY] = records[record + RECORD_ORDER];
      keys[at * KEY + SLOT] = slot;
    }
    times.fill(NONE, kept + PAD, this.entries + PAD);
    keys.fill(NONE, (kept + PAD) * KEY, (this.entries + PAD) * KEY);
    this.entries = kept;
    this.dead = 0;
    for (let i = (kept - 2) >> 2; i >= 0; i--) {
      const at = i + PAD;
      this.siftDown(i, times[at], keys[at * KEY], keys[at * KEY + SLOT]);
    }
  }
}

function grown<T extends Float64Array | Int32Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}
