/**
 * The entries that are not due for a while: a ladder of buckets, after W. T. Tang, R. Goh and I. Thng, "Ladder queue: an
 * O(1) priority queue structure for large-scale discrete event simulation", ACM TOMACS 15 (3), 2005.
 *
 * A *rung* divides a stretch of time into buckets of equal width, without order inside. Time moves on bucket by bucket:
 * `advance` hands over the next one, or, if it is too full, divides it among the buckets of a further rung. What lies
 * behind the first rung waits in one heap of things (`top`) until that rung is used up. So an entry is moved two or
 * three times in its life, whatever the number of entries, where a heap moves it at every one of its levels, each in
 * another part of memory.
 *
 * A bucket is a list of chunks, so that reading one reads neighbouring memory. Widths are powers of two and times whole
 * numbers, so bucket numbers and bounds are exact and no tie is ever torn apart. Hot path: plain loops on purpose.
 */
import type { Micros } from '../core/time.ts';

/** Entries of a chunk; a power of two. */
const CHUNK = 16;
/** How full buckets are meant to be, and from where on they are divided. */
const BUCKET = 16;
const BUCKET_MAX = 96;
const BUCKETS_MAX = 131_072;
/** Times above are not told apart from never. */
const NEVER = Number.MAX_SAFE_INTEGER;
/** The first rung covers so many times the mean distance; the tail of the distribution waits. */
const MEANS = 4;
const INITIAL_CHUNKS = 16;

interface Rung {
  base: Micros;
  /** Later entries belong to the rung before this one. */
  end: Micros;
  width: Micros;
  perWidth: number;
  buckets: number;
  /** The first bucket that has not been handed over. */
  next: number;
  heads: Int32Array;
  counts: Int32Array;
}

export class FarEvents {
  /** Entries held. */
  count = 0;
  /** What was handed over last. */
  taken = 0;
  takenTimes = new Float64Array(2 * BUCKET_MAX);
  takenOrders = new Float64Array(2 * BUCKET_MAX);
  takenSlots = new Int32Array(2 * BUCKET_MAX);
  /** All entries are due after this instant. */
  horizon: Micros = Number.POSITIVE_INFINITY;

  /** What lies behind the first rung: a single bucket. */
  private readonly top = createRung(1);
  private readonly rungs: Rung[] = [];
  private depth = 0;

  private chunkTimes = new Float64Array(0);
  private chunkOrders = new Float64Array(0);
  private chunkSlots = new Int32Array(0);
  private nexts = new Int32Array(0);
  private chunks = 0;
  private freeChunk = -1;

  /** Adds an entry whose time, after the horizon, and order stand in `source` from `at` on. */
  add(source: Float64Array, at: number, slot: number): void {
    this.sort(source[at], source[at + 1], slot);
  }

  /** Takes over the first `count` entries of the arrays, all due up to the horizon. `advance` must follow. */
  spill(times: Float64Array, orders: Float64Array, slots: Int32Array, count: number): void {
    if (this.horizon < NEVER) {
      const end = this.horizon + 1;
      let first = this.horizon;
      for (let i = 0; i < count; i++) if (times[i] < first) first = times[i];
      this.open(first, end, end, bucketsFor(count));
    }
    for (let i = 0; i < count; i++) this.sort(times[i], orders[i], slots[i]);
  }

  /** Hands over everything that is due up to a new, later horizon; at least one entry if there is any. */
  advance(): void {
    this.taken = 0;
    for (;;) {
      if (this.depth === 0) {
        const all = this.top.counts[0] <= BUCKET_MAX;
        this.take(this.top, 0);
        if (all || !this.openFirst()) {
          this.horizon = Number.POSITIVE_INFINITY;
          return;
        }
      }
      const rung = this.rungs[this.depth - 1];
      const { buckets, counts } = rung;
      let { next } = rung;
      while (next < buckets && counts[next] === 0) next++;
      rung.next = next + 1;
      if (next >= buckets) {
        this.depth--;
        continue;
      }
      const from = rung.base + next * rung.width;
      const to = Math.min(from + rung.width, rung.end);
      this.take(rung, next);
      if (this.taken <= BUCKET_MAX || rung.width === 1) {
        this.horizon = to - 1;
        return;
      }
      this.open(from, to, to, bucketsFor(this.taken));
      this.restore();
    }
  }

  /** Hands over everything, behind `count` entries that it is given. The horizon stays where it is. */
  takeAll(times: Float64Array, orders: Float64Array, slots: Int32Array, count: number): void {
    this.taken = count;
    while (this.taken > this.takenTimes.length) this.growTaken();
    this.takenTimes.set(times.subarray(0, count));
    this.takenOrders.set(orders.subarray(0, count));
    this.takenSlots.set(slots.subarray(0, count));
    this.take(this.top, 0);
    for (; this.depth > 0; this.depth--) {
      const rung = this.rungs[this.depth - 1];
      for (let bucket = rung.next; bucket < rung.buckets; bucket++) this.take(rung, bucket);
    }
  }

  /** Takes back what was handed over. */
  private restore(): void {
    const { taken, takenTimes, takenOrders, takenSlots } = this;
    this.taken = 0;
    for (let i = 0; i < taken; i++) this.sort(takenTimes[i], takenOrders[i], takenSlots[i]);
  }

  /** Divides what waited behind the first rung and was handed over. False if all of it is never due. */
  private openFirst(): boolean {
    const { takenTimes, taken } = this;
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    let sum = 0;
    let finite = 0;
    for (let i = 0; i < taken; i++) {
      const time = takenTimes[i];
      if (time > NEVER) continue;
      if (time < first) first = time;
      if (time > last) last = time;
      sum += time;
      finite++;
    }
    if (finite === 0) return false;
    const far = first + MEANS * (sum / finite - first);
    this.open(first, Math.min(last, far) + 1, Number.POSITIVE_INFINITY, bucketsFor(finite));
    this.restore();
    return true;
  }

  private sort(time: Micros, order: number, slot: number): void {
    for (let level = this.depth - 1; level >= 0; level--) {
      const rung = this.rungs[level];
      if (time < rung.end) {
        this.append(rung, ((time - rung.base) * rung.perWidth) | 0, time, order, slot);
        return;
      }
    }
    this.append(this.top, 0, time, order, slot);
  }

  /** Adds a rung from `from` to at least `to`, but not beyond `limit`. */
  private open(from: Micros, to: Micros, limit: Micros, buckets: number): void {
    let rung = this.rungs[this.depth];
    if (rung === undefined) {
      rung = createRung(buckets);
      this.rungs.push(rung);
    } else if (rung.counts.length < buckets) {
      rung.heads = new Int32Array(buckets);
      rung.counts = new Int32Array(buckets);
    }
    this.depth++;
    let width = 1;
    while (width * buckets < to - from) width *= 2;
    rung.base = from;
    rung.end = Math.min(from + width * buckets, limit);
    rung.width = width;
    rung.perWidth = 1 / width;
    rung.buckets = buckets;
    rung.next = 0;
  }

  private append(rung: Rung, bucket: number, time: Micros, order: number, slot: number): void {
    const { heads, counts } = rung;
    const count = counts[bucket];
    const within = count & (CHUNK - 1);
    let chunk: number;
    if (within === 0) {
      chunk = this.freeChunk;
      if (chunk >= 0) this.freeChunk = this.nexts[chunk];
      else chunk = this.newChunk();
      this.nexts[chunk] = heads[bucket];
      heads[bucket] = chunk;
    } else chunk = heads[bucket];
    counts[bucket] = count + 1;
    const at = chunk * CHUNK + within;
    this.chunkTimes[at] = time;
    this.chunkOrders[at] = order;
    this.chunkSlots[at] = slot;
    this.count++;
  }

  private take(rung: Rung, bucket: number): void {
    const count = rung.counts[bucket];
    if (count === 0) return;
    rung.counts[bucket] = 0;
    this.count -= count;
    let to = this.taken;
    this.taken += count;
    while (this.taken > this.takenTimes.length) this.growTaken();
    const { takenTimes, takenOrders, takenSlots, chunkTimes, chunkOrders, chunkSlots, nexts } = this;
    let chunk = rung.heads[bucket];
    let last = chunk * CHUNK + ((count - 1) & (CHUNK - 1));
    for (let left = count; left > 0; ) {
      const first = chunk * CHUNK;
      for (let at = first; at <= last; at++, to++, left--) {
        takenTimes[to] = chunkTimes[at];
        takenOrders[to] = chunkOrders[at];
        takenSlots[to] = chunkSlots[at];
      }
      const next = nexts[chunk];
      nexts[chunk] = this.freeChunk;
      this.freeChunk = chunk;
      chunk = next;
      last = chunk * CHUNK + CHUNK - 1;
    }
  }

  private newChunk(): number {
    if (this.chunks === this.nexts.length) {
      const chunks = Math.max(INITIAL_CHUNKS, 2 * this.chunks);
      this.chunkTimes = resized(this.chunkTimes, chunks * CHUNK);
      this.chunkOrders = resized(this.chunkOrders, chunks * CHUNK);
      this.chunkSlots = resized(this.chunkSlots, chunks * CHUNK);
      this.nexts = resized(this.nexts, chunks);
    }
    return this.chunks++;
  }

  private growTaken(): void {
    const length = 2 * this.takenTimes.length;
    this.takenTimes = resized(this.takenTimes, length);
    this.takenOrders = resized(this.takenOrders, length);
    this.takenSlots = resized(this.takenSlots, length);
  }
}

const createRung = (buckets: number): Rung => ({
  base: 0.5,
  end: 0.5,
  width: 0.5,
  perWidth: 0.5,
  buckets,
  next: 0,
  heads: new Int32Array(buckets),
  counts: new Int32Array(buckets),
});

function bucketsFor(count: number): number {
  let buckets = 4;
  while (buckets * BUCKET < count && buckets < BUCKETS_MAX) buckets *= 2;
  return buckets;
}

function resized<T extends Float64Array | Int32Array>(array: T, length: number): T {
  const larger = new (array.constructor as new (length: number) => T)(length);
  larger.set(array);
  return larger;
}
