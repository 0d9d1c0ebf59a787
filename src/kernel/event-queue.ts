/**
 * The pending events, ordered by (time, priority, sequence number): a 4-ary heap on typed arrays.
 *
 * An event lives in a *slot* (its record); the heap holds *entries* (time, order, slot), compared without touching the
 * slots. Cancelling and re-arming are lazy and cannot pile up:
 * - `rearm` to a later time only rewrites the slot, O(1). When the old entry surfaces it is pushed once more with the
 *   true time. A timer that is re-armed at every heartbeat thus owns one entry, however often it is re-armed.
 * - `cancel` frees the slot, O(1), and leaves a dead entry. When more than half of the entries are dead the heap is
 *   rebuilt without them, O(n), so dead entries cost amortised O(1).
 * - an entry is alive if its order number is the one that its slot remembers (`slotEntry`); order numbers are unique.
 *
 * `push` and `pop` are O(log n). Nothing is allocated but when an array doubles. Hot path: plain loops on purpose.
 */
import type { Micros } from '../core/time.ts';

/** Names a pending event for `cancel` and `rearm`; stale handles are recognised and ignored. 0 is never a handle. */
export type EventHandle = number;

/** Room for 2⁴⁶ events a run below each of the 128 priorities: both fit exactly into a double. */
const ORDERS_PER_PRIORITY = 70_368_744_177_664;
const SLOTS_MAX = 67_108_864;
const GENERATION_MASK = 0x3ffffff;
const MIN_COMPACTION = 64;

/** Hands out sequence numbers; queues that share one agree on the order of simultaneous events. */
export interface Sequence {
  next: number;
}

export class EventQueue {
  private readonly sequence: Sequence;
  private entryTime = new Float64Array(64);
  private entryOrder = new Float64Array(64);
  private entrySlot = new Int32Array(64);
  private entries = 0;
  private dead = 0;

  private slotTime = new Float64Array(64);
  private slotOrder = new Float64Array(64);
  private slotEntry = new Float64Array(64);
  private slotEntryTime = new Float64Array(64);
  private slotHandler = new Int32Array(64);
  private slotA = new Int32Array(64);
  private slotB = new Int32Array(64);
  private slotGeneration = new Int32Array(64);
  private readonly slotPayload: unknown[] = [];
  private freeSlots = new Int32Array(64);
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
    return this.entries - this.dead;
  }

  /** Entries including dead ones: what memory is held for. */
  get capacityInUse(): number {
    return this.entries;
  }

  push(time: Micros, priority: number, handler: number, a: number, b: number, payload: unknown): EventHandle {
    const slot = this.free > 0 ? this.freeSlots[--this.free] : this.newSlot();
    const order = priority * ORDERS_PER_PRIORITY + this.sequence.next++;
    this.slotTime[slot] = time;
    this.slotOrder[slot] = order;
    this.slotEntry[slot] = order;
    this.slotEntryTime[slot] = time;
    this.slotHandler[slot] = handler;
    this.slotA[slot] = a;
    this.slotB[slot] = b;
    this.slotPayload[slot] = payload;
    this.insert(time, order, slot);
    return this.slotGeneration[slot] * SLOTS_MAX + slot + 1;
  }

  /** True if the event was pending. */
  cancel(handle: EventHandle): boolean {
    const slot = this.slotOf(handle);
    if (slot < 0) return false;
    this.release(slot);
    this.dead++;
    if (this.dead > MIN_COMPACTION && this.dead * 2 > this.entries) this.compact();
    return true;
  }

  /** Moves a pending event; it goes behind the events already pending for that time. False if it was not pending. */
  rearm(handle: EventHandle, time: Micros): boolean {
    const slot = this.slotOf(handle);
    if (slot < 0) return false;
    const priority = Math.floor(this.slotOrder[slot] / ORDERS_PER_PRIORITY);
    const order = priority * ORDERS_PER_PRIORITY + this.sequence.next++;
    this.slotOrder[slot] = order;
    // Before a compaction can read it.
    this.slotTime[slot] = time;
    if (time < this.slotEntryTime[slot]) {
      // The entry would surface too late: a new one takes over.
      this.slotEntry[slot] = order;
      this.slotEntryTime[slot] = time;
      this.dead++;
      this.insert(time, order, slot);
      if (this.dead > MIN_COMPACTION && this.dead * 2 > this.entries) this.compact();
    }
    return true;
  }

  isPending(handle: EventHandle): boolean {
    return this.slotOf(handle) >= 0;
  }

  /** When a pending event is due; Infinity if it is not pending. */
  timeOf(handle: EventHandle): Micros {
    const slot = this.slotOf(handle);
    return slot < 0 ? Number.POSITIVE_INFINITY : this.slotTime[slot];
  }

  /** Time of the first live event; Infinity when empty. */
  peekTime(): Micros {
    return this.settle() ? this.entryTime[0] : Number.POSITIVE_INFINITY;
  }

  /** Order number of the first live event, after `peekTime`. */
  peekOrder(): number {
    return this.entryOrder[0];
  }

  /** Takes the first event off into the `popped…` fields. False when empty. */
  pop(): boolean {
    if (!this.settle()) return false;
    const slot = this.entrySlot[0];
    this.poppedTime = this.entryTime[0];
    this.poppedHandler = this.slotHandler[slot];
    this.poppedA = this.slotA[slot];
    this.poppedB = this.slotB[slot];
    this.poppedPayload = this.slotPayload[slot];
    this.release(slot);
    this.removeFirst();
    return true;
  }

  /** Drops dead entries and re-seats re-armed ones until the first entry is a live one. False when empty. */
  private settle(): boolean {
    while (this.entries > 0) {
      const slot = this.entrySlot[0];
      const order = this.entryOrder[0];
      if (this.slotEntry[slot] !== order) {
        this.dead--;
        this.removeFirst();
      } else if (this.slotOrder[slot] !== order) {
        this.slotEntry[slot] = this.slotOrder[slot];
        this.slotEntryTime[slot] = this.slotTime[slot];
        this.siftDown(0, this.slotTime[slot], this.slotOrder[slot], slot);
      } else {
        return true;
      }
    }
    return false;
  }

  private slotOf(handle: EventHandle): number {
    if (handle <= 0) return -1;
    const slot = (handle - 1) % SLOTS_MAX;
    const generation = (handle - 1 - slot) / SLOTS_MAX;
    return slot < this.slots && this.slotGeneration[slot] === generation ? slot : -1;
  }

  private release(slot: number): void {
    this.slotGeneration[slot] = (this.slotGeneration[slot] + 1) & GENERATION_MASK;
    this.slotEntry[slot] = -1;
    this.slotPayload[slot] = undefined;
    this.freeSlots[this.free++] = slot;
  }

  private newSlot(): number {
    if (this.slots === SLOTS_MAX) throw new RangeError(`more than ${SLOTS_MAX} pending events`);
    if (this.slots === this.slotTime.length) {
      this.slotTime = grown(this.slotTime);
      this.slotOrder = grown(this.slotOrder);
      this.slotEntry = grown(this.slotEntry);
      this.slotEntryTime = grown(this.slotEntryTime);
      this.slotHandler = grown(this.slotHandler);
      this.slotA = grown(this.slotA);
      this.slotB = grown(this.slotB);
      this.slotGeneration = grown(this.slotGeneration);
      this.freeSlots = grown(this.freeSlots);
    }
    this.slotPayload.push(undefined);
    return this.slots++;
  }

  private insert(time: Micros, order: number, slot: number): void {
    if (this.entries === this.entryTime.length) {
      this.entryTime = grown(this.entryTime);
      this.entryOrder = grown(this.entryOrder);
      this.entrySlot = grown(this.entrySlot);
    }
    this.siftUp(this.entries++, time, order, slot);
  }

  private removeFirst(): void {
    const last = --this.entries;
    if (last > 0) this.siftDown(0, this.entryTime[last], this.entryOrder[last], this.entrySlot[last]);
  }

  private siftUp(start: number, time: Micros, order: number, slot: number): void {
    const { entryTime, entryOrder, entrySlot } = this;
    let i = start;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const parentTime = entryTime[parent];
      if (parentTime < time || (parentTime === time && entryOrder[parent] < order)) break;
      entryTime[i] = parentTime;
      entryOrder[i] = entryOrder[parent];
      entrySlot[i] = entrySlot[parent];
      i = parent;
    }
    entryTime[i] = time;
    entryOrder[i] = order;
    entrySlot[i] = slot;
  }

  private siftDown(start: number, time: Micros, order: number, slot: number): void {
    const { entryTime, entryOrder, entrySlot, entries } = this;
    let i = start;
    for (;;) {
      const first = 4 * i + 1;
      if (first >= entries) break;
      const end = Math.min(first + 4, entries);
      let best = first;
      let bestTime = entryTime[first];
      for (let child = first + 1; child < end; child++) {
        const childTime = entryTime[child];
        if (childTime < bestTime || (childTime === bestTime && entryOrder[child] < entryOrder[best])) {
          best = child;
          bestTime = childTime;
        }
      }
      if (time < bestTime || (time === bestTime && order < entryOrder[best])) break;
      entryTime[i] = bestTime;
      entryOrder[i] = entryOrder[best];
      entrySlot[i] = entrySlot[best];
      i = best;
    }
    entryTime[i] = time;
    entryOrder[i] = order;
    entrySlot[i] = slot;
  }

  /** Rebuilds the heap from its live entries (Floyd's bottom-up construction). */
  private compact(): void {
    const { entryTime, entryOrder, entrySlot } = this;
    let kept = 0;
    for (let i = 0; i < this.entries; i++) {
      const slot = entrySlot[i];
      if (this.slotEntry[slot] !== entryOrder[i]) continue;
      this.slotEntry[slot] = this.slotOrder[slot];
      this.slotEntryTime[slot] = this.slotTime[slot];
      entryTime[kept] = this.slotTime[slot];
      entryOrder[kept] = this.slotOrder[slot];
      entrySlot[kept] = slot;
      kept++;
    }
    this.entries = kept;
    this.dead = 0;
    for (let i = (kept - 2) >> 2; i >= 0; i--) this.siftDown(i, entryTime[i], entryOrder[i], entrySlot[i]);
  }
}

function grown<T extends Float64Array | Int32Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}
