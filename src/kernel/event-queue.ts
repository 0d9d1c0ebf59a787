/**
 * The pending events, ordered by (time, priority, sequence number).
 *
 * An event lives in a *slot* (its record); *entries* (time, slot) are sorted, touching slots only to break ties. Those due
 * next are in a binary heap on a typed array; if that grows large, those due later wait in `far-events.ts`, without order,
 * where they cost the same however many there are.
 *
 * A slot keeps the order of its entry unchanged, and is not used again, until that entry has surfaced: nothing that is
 * sorted ever changes behind the back of the heap. Cancelling and re-arming are lazy and cannot pile up:
 * - `rearm` to a later time only notes the target, O(1). When the entry surfaces it is seated once more with the true
 *   time. A timer that is re-armed at every heartbeat thus owns one entry, however often it is re-armed.
 * - `rearm` to an earlier time takes a second slot, which *stands in* until it fires or the entry of the first surfaces.
 * - `cancel` marks the slot, O(1), and leaves a dead entry. When more than half of the entries are dead all are
 *   gone through, O(n), so dead entries cost amortised O(1).
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

/** An entry of the heap: time and slot. */
const ENTRY = 2;
/** The time behind the last entry: not less than any, nor equal to any. */
const NONE = Number.NaN;

/** A slot, half a cache line: time and order of its entry in doubles, */
const RECORD = 4;
const RECORD_ORDER = 1;
/** and, behind them, in 32-bit integers: */
const WORDS = 2 * RECORD;
const WORD_HANDLER = 4;
const WORD_A = 5;
const WORD_B = 6;
/** How often the slot was used, and what is special about it: */
const WORD_STATE = 7;
const GENERATION_MASK = 0x3ffffff;
/** its event was moved to a later time, */
const MOVED = 0x4000000;
/** it has a payload, */
const LADEN = 0x8000000;
/** its event was cancelled or has fired elsewhere: the slot is free once its entry has surfaced, */
const DEAD = 0x10000000;
/** another slot stands in for it, */
const REPLACED = 0x20000000;
/** it stands in for another. */
const STAND_IN = 0x40000000;
const NOT_NOW = MOVED | DEAD | REPLACED;

/** Of a moved event: where it belongs, time and order. Of one that is replaced or stands in: the other slot. */
const TARGET = 3;
const TARGET_ORDER = 1;
const TARGET_OTHER = 2;

/** Hands out sequence numbers; queues that share one agree on the order of simultaneous events. */
export interface Sequence {
  next: number;
}

export class EventQueue {
  private readonly sequence: Sequence;
  private heap = new Float64Array(INITIAL * ENTRY).fill(NONE);
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
    const order = priority * ORDERS_PER_PRIORITY + this.sequence.next++;
    const slot = this.fill(time, order, handler, a, b, payload);
    this.insert(time, slot);
    return slot;
  }

  /** True if the event was pending. */
  cancel(handle: EventHandle): boolean {
    const slot = this.slotOf(handle);
    if (slot < 0) return false;
    if ((this.words[slot * WORDS + WORD_STATE] & REPLACED) !== 0) this.kill(this.targets[slot * TARGET + TARGET_OTHER]);
    this.kill(slot);
    this.noteDead();
    return true;
  }

  /** Moves a pending event; it goes behind the events already pending for that time. False if it was not pending. */
  rearm(handle: EventHandle, time: Micros): boolean {
    const slot = this.slotOf(handle);
    if (slot < 0) return false;
    const { records, words } = this;
    const replaced = (words[slot * WORDS + WORD_STATE] & REPLACED) !== 0;
    const seated = replaced ? this.targets[slot * TARGET + TARGET_OTHER] : slot;
    // The entry's own order has the same priority as the target's.
    const priority = Math.floor(records[seated * RECORD + RECORD_ORDER] / ORDERS_PER_PRIORITY);
    const order = priority * ORDERS_PER_PRIORITY + this.sequence.next++;
    if (time >= records[seated * RECORD]) {
      this.targets[seated * TARGET] = time;
      this.targets[seated * TARGET + TARGET_ORDER] = order;
      words[seated * WORDS + WORD_STATE] |= MOVED;
    } else {
      // The entry would surface too late.
      if (replaced) this.kill(seated);
      this.replace(slot, time, order);
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
    const replaced = (this.words[slot * WORDS + WORD_STATE] & REPLACED) !== 0;
    const seated = replaced ? this.targets[slot * TARGET + TARGET_OTHER] : slot;
    const moved = (this.words[seated * WORDS + WORD_STATE] & MOVED) !== 0;
    return moved ? this.targets[seated * TARGET] : this.records[seated * RECORD];
  }

  /** Time of the first live event; Infinity when empty. */
  peekTime(): Micros {
    return this.settle() ? this.heap[0] : Number.POSITIVE_INFINITY;
  }

  /** Order number of the first live event, after `peekTime`. */
  peekOrder(): number {
    return this.records[this.heap[1] * RECORD + RECORD_ORDER];
  }

  /** Takes the first event off into the `popped…` fields. False when empty. */
  pop(): boolean {
    if (!this.settle()) return false;
    this.take();
    return true;
  }

  /** As `pop`, after a `peekTime` that found an event, with nothing done in between. */
  take(): void {
    const { words, heap } = this;
    const slot = heap[1] | 0;
    const word = slot * WORDS;
    this.poppedTime = heap[0];
    this.poppedHandler = words[word + WORD_HANDLER];
    this.poppedA = words[word + WORD_A];
    this.poppedB = words[word + WORD_B];
    const state = words[word + WORD_STATE];
    if ((state & LADEN) !== 0) {
      this.poppedPayload = this.payloads[slot];
      this.payloads[slot] = undefined;
    } else this.poppedPayload = undefined;
    if ((state & STAND_IN) !== 0) this.kill(this.targets[slot * TARGET + TARGET_OTHER]);
    words[word + WORD_STATE] = (state + 1) & GENERATION_MASK;
    this.freeSlots[this.free++] = slot;
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
      const slot = this.heap[1] | 0;
      if ((this.words[slot * WORDS + WORD_STATE] & NOT_NOW) === 0) return true;
      // As if it had just been taken off.
      this.hole = true;
      if (this.reseat(slot)) this.insert(this.records[slot * RECORD], slot);
      if (this.hole) this.removeFirst();
    }
  }

  /** The entry of the slot, one that is not due now, has left the heap. True if it is to return, to its true place. */
  private reseat(slot: number): boolean {
    const { words, records, targets } = this;
    const state = words[slot * WORDS + WORD_STATE];
    if ((state & DEAD) !== 0) {
      words[slot * WORDS + WORD_STATE] = state & GENERATION_MASK;
      this.freeSlots[this.free++] = slot;
      this.dead--;
      return false;
    }
    let from = slot;
    if ((state & REPLACED) !== 0) {
      // What stood in for it is due later than this entry: the slot needs it no more.
      from = targets[slot * TARGET + TARGET_OTHER];
      words[slot * WORDS + WORD_STATE] = state & ~REPLACED;
      this.kill(from);
    }
    const moved = from === slot || (words[from * WORDS + WORD_STATE] & MOVED) !== 0;
    const source = moved ? targets : records;
    const at = from * (moved ? TARGET : RECORD);
    records[slot * RECORD] = source[at];
    records[slot * RECORD + RECORD_ORDER] = source[at + 1];
    words[slot * WORDS + WORD_STATE] &= ~MOVED;
    return true;
  }

  /** The event of the slot waits in another one from now on, for an earlier time. The entry of the slot counts as dead. */
  private replace(slot: number, time: Micros, order: number): void {
    const word = slot * WORDS;
    const { words } = this;
    const laden = (words[word + WORD_STATE] & LADEN) !== 0;
    const payload = laden ? this.payloads[slot] : undefined;
    const other = this.fill(
      time,
      order,
      words[word + WORD_HANDLER],
      words[word + WORD_A],
      words[word + WORD_B],
      payload,
    );
    // `fill` may have moved the arrays.
    this.words[word + WORD_STATE] = (this.words[word + WORD_STATE] & ~MOVED) | REPLACED;
    this.words[other * WORDS + WORD_STATE] |= STAND_IN;
    this.targets[slot * TARGET + TARGET_OTHER] = other;
    this.targets[other * TARGET + TARGET_OTHER] = slot;
    this.insert(time, other);
  }

  private fill(time: Micros, order: number, handler: number, a: number, b: number, payload: unknown): number {
    const slot = this.free > 0 ? this.freeSlots[--this.free] : this.newSlot();
    const { records, words } = this;
    const record = slot * RECORD;
    records[record] = time;
    records[record + RECORD_ORDER] = order;
    const word = slot * WORDS;
    words[word + WORD_HANDLER] = handler;
    words[word + WORD_A] = a;
    words[word + WORD_B] = b;
    if (payload !== undefined) {
      this.payloads[slot] = payload;
      words[word + WORD_STATE] |= LADEN;
    }
    return slot;
  }

  /** Its handle is stale from now on, and its entry dead. */
  private kill(slot: number): void {
    const state = slot * WORDS + WORD_STATE;
    const { words } = this;
    if ((words[state] & LADEN) !== 0) this.payloads[slot] = undefined;
    words[state] = ((words[state] + 1) & GENERATION_MASK) | DEAD | (words[state] & MOVED);
  }

  private slotOf(handle: EventHandle): number {
    if (handle <= 0) return -1;
    const slot = (handle - 1) % SLOTS_MAX;
    const generation = (handle - 1 - slot) / SLOTS_MAX;
    return slot < this.slots && (this.words[slot * WORDS + WORD_STATE] & GENERATION_MASK) === generation ? slot : -1;
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

  private insert(time: Micros, slot: number): void {
    if (time > this.horizon) {
      this.far.add(time, slot);
    } else if (this.hole) {
      this.hole = false;
      this.siftDown(0, time, slot);
    } else {
      const at = this.entries;
      this.append(time, slot);
      this.siftUp(at * ENTRY, time, slot);
      if (at >= this.limit) this.spill();
    }
  }

  private append(time: Micros, slot: number): void {
    const at = this.entries++ * ENTRY;
    // One more, so that the last entry has a sibling.
    if (at + 2 * ENTRY > this.heap.length) this.heap = grown(this.heap).fill(NONE, at + ENTRY);
    this.heap[at] = time;
    this.heap[at + 1] = slot;
  }

  private removeFirst(): void {
    this.hole = false;
    const { heap } = this;
    const last = --this.entries * ENTRY;
    const time = heap[last];
    heap[last] = NONE;
    if (last > 0) this.siftDown(0, time, heap[last + 1]);
  }

  /** Seats an entry at offset `at` or above. */
  private siftUp(start: number, time: Micros, slot: number): void {
    const { heap, records } = this;
    let at = start;
    while (at > 0) {
      const parent = ((at - ENTRY) >> 2) << 1;
      const parentTime = heap[parent];
      if (parentTime < time) break;
      const parentSlot = heap[parent + 1] | 0;
      if (parentTime === time && records[parentSlot * RECORD + RECORD_ORDER] < records[slot * RECORD + RECORD_ORDER])
        break;
      heap[at] = parentTime;
      heap[at + 1] = parentSlot;
      at = parent;
    }
    heap[at] = time;
    heap[at + 1] = slot;
  }

  /**
   * Seats an entry at offset `at` or below. The lesser of two siblings is found without a branch on their times, which no
   * processor could predict; ties, which it can, branch. Behind the last entry there is always a `NONE`, so that no
   * sibling is missing.
   */
  private siftDown(start: number, time: Micros, slot: number): void {
    const { heap, records } = this;
    const end = this.entries * ENTRY;
    let at = start;
    for (let child = 2 * at + ENTRY; child < end; child = 2 * at + ENTRY) {
      const left = heap[child];
      const right = heap[child + ENTRY];
      child += (+(right < left) & 1) << 1;
      if (
        left === right &&
        records[heap[child + ENTRY + 1] * RECORD + RECORD_ORDER] < records[heap[child + 1] * RECORD + RECORD_ORDER]
      ) {
        child += ENTRY;
      }
      const childTime = heap[child];
      if (time < childTime) break;
      const childSlot = heap[child + 1] | 0;
      if (time === childTime && records[slot * RECORD + RECORD_ORDER] < records[childSlot * RECORD + RECORD_ORDER])
        break;
      heap[at] = childTime;
      heap[at + 1] = childSlot;
      at = child;
    }
    heap[at] = time;
    heap[at + 1] = slot;
  }

  /** Floyd's bottom-up construction. */
  private heapify(): void {
    const { heap } = this;
    for (let at = ((this.entries >> 1) - 1) * ENTRY; at >= 0; at -= ENTRY) this.siftDown(at, heap[at], heap[at + 1]);
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
    const { taken, takenEntries } = far;
    for (let i = 0; i < taken; i++) {
      const slot = takenEntries[i * ENTRY + 1] | 0;
      if ((words[slot * WORDS + WORD_STATE] & NOT_NOW) !== 0 && !this.reseat(slot)) continue;
      const time = records[slot * RECORD];
      if (time <= horizon) this.append(time, slot);
      else far.add(time, slot);
    }
  }

  /** The heap has become large: it keeps what is due first. */
  private spill(): void {
    this.far.spill(this.heap, this.entries);
    this.clear();
    this.refill();
  }

  private clear(): void {
    this.heap.fill(NONE, 0, this.entries * ENTRY);
    this.entries = 0;
  }

  private noteDead(): void {
    this.dead++;
    if (this.dead > MIN_COMPACTION && this.dead * 2 > this.capacityInUse) this.compact();
  }

  /** Rebuilds everything from the live entries. */
  private compact(): void {
    if (this.hole) this.removeFirst();
    const { far, words } = this;
    far.takeAll(this.heap, this.entries);
    this.clear();
    // First, so that what stood in is known to be dead when its turn comes.
    for (let i = 0; i < far.taken; i++) {
      const slot = far.takenEntries[i * ENTRY + 1] | 0;
      if ((words[slot * WORDS + WORD_STATE] & REPLACED) !== 0) this.reseat(slot);
    }
    this.admit();
    this.heapify();
  }
}

function grown<T extends Float64Array | Int32Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}
