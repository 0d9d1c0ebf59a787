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
/** Time and slot. */
const ENTRY = 2;
/** Of a bucket: its first chunk, and how many entries it has. */
const BUCKET_WORDS = 2;
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
  /** Head and count of each bucket, side by side. */
  heads: Int32Array;
}

export class FarEvents {
  /** Entries held. */
  count = 0;
  /** What was handed over last. */
  taken = 0;
  takenEntries = new Float64Array(2 * BUCKET_MAX * ENTRY);
  /** All entries are due after this instant. */
  horizon: Micros = Number.POSITIVE_INFINITY;

  /** What lies behind the first rung: a single bucket. */
  private readonly top = createRung(1);
  private readonly rungs: Rung[] = [];
  private depth = 0;

  private chunkEntries = new Float64Array(0);
  private nexts = new Int32Array(0);
  private chunks = 0;
  private freeChunk = -1;

  /** Adds an entry that is due after the horizon. */
  add(time: Micros, slot: number): void {
    this.sort(time, slot);
  }

  /** Takes over the first `count` entries, all due up to the horizon. `advance` must follow. */
  spill(entries: Float64Array, count: number): void {
    if (this.horizon < NEVER) {
      const end = this.horizon + 1;
      let first = this.horizon;
      for (let i = 0; i < count; i++) if (entries[i * ENTRY] < first) first = entries[i * ENTRY];
      this.open(first, end, end, bucketsFor(count));
    }
    for (let i = 0; i < count; i++) this.sort(entries[i * ENTRY], entries[i * ENTRY + 1]);
  }

  /** Hands over everything that is due up to a new, later horizon; at least one entry if there is any. */
  advance(): void {
    this.taken = 0;
    for (;;) {
      if (this.depth === 0) {
        const all = this.top.heads[1] <= BUCKET_MAX;
        this.take(this.top, 0);
        if (all || !this.openFirst()) {
          this.horizon = Number.POSITIVE_INFINITY;
          return;
        }
      }
      const rung = this.rungs[this.depth - 1];
      const { buckets, heads } = rung;
      let { next } = rung;
      while (next < buckets && heads[next * BUCKET_WORDS + 1] === 0) next++;
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
  takeAll(entries: Float64Array, count: number): void {
    this.taken = count;
    while (this.taken * ENTRY > this.takenEntries.length) this.growTaken();
    this.takenEntries.set(entries.subarray(0, count * ENTRY));
    this.take(this.top, 0);
    for (; this.depth > 0; this.depth--) {
      const rung = this.rungs[this.depth - 1];
      for (let bucket = rung.next; bucket < rung.buckets; bucket++) this.take(rung, bucket);
    }
  }

  /** Takes back what was handed over. */
  private restore(): void {
    const { taken, takenEntries } = this;
    this.taken = 0;
    for (let i = 0; i < taken; i++) this.sort(takenEntries[i * ENTRY], takenEntries[i * ENTRY + 1]);
  }

  /** Divides what waited behind the first rung and was handed over. False if all of it is never due. */
  private openFirst(): boolean {
    const { takenEntries, taken } = this;
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    let sum = 0;
    let finite = 0;
    for (let i = 0; i < taken; i++) {
      const time = takenEntries[i * ENTRY];
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

  private sort(time: Micros, slot: number): void {
    for (let level = this.depth - 1; level >= 0; level--) {
      const rung = this.rungs[level];
      if (time < rung.end) {
        this.append(rung, ((time - rung.base) * rung.perWidth) | 0, time, slot);
        return;
      }
    }
    this.append(this.top, 0, time, slot);
  }

  /** Adds a rung from `from` to at least `to`, but not beyond `limit`. */
  private open(from: Micros, to: Micros, limit: Micros, buckets: number): void {
    let rung = this.rungs[this.depth];
    if (rung === undefined) {
      rung = createRung(buckets);
      this.rungs.push(rung);
    } else if (rung.heads.length < buckets * BUCKET_WORDS) {
      rung.heads = new Int32Array(buckets * BUCKET_WORDS);
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

  private append(rung: Rung, bucket: number, time: Micros, slot: number): void {
    const { heads } = rung;
    const head = bucket * BUCKET_WORDS;
    const count = heads[head + 1];
    const within = count & (CHUNK - 1);
    let chunk: number;
    if (within === 0) {
      chunk = this.freeChunk;
      if (chunk >= 0) this.freeChunk = this.nexts[chunk];
      else chunk = this.newChunk();
      this.nexts[chunk] = heads[head];
      heads[head] = chunk;
    } else chunk = heads[head];
    heads[head + 1] = count + 1;
    const at = (chunk * CHUNK + within) * ENTRY;
    this.chunkEntries[at] = time;
    this.chunkEntries[at + 1] = slot;
    this.count++;
  }

  private take(rung: Rung, bucket: number): void {
    const head = bucket * BUCKET_WORDS;
    const count = rung.heads[head + 1];
    if (count === 0) return;
    rung.heads[head + 1] = 0;
    this.count -= count;
    let to = this.taken * ENTRY;
    this.taken += count;
    while (this.taken * ENTRY > this.takenEntries.length) this.growTaken();
    const { takenEntries, chunkEntries, nexts } = this;
    let chunk = rung.heads[head];
    // The first chunk is the one that was filled last, and may not be full.
    let length = ((count - 1) & (CHUNK - 1)) + 1;
    for (let left = count; left > 0; left -= length, length = CHUNK) {
      const first = chunk * CHUNK * ENTRY;
      const end = first + length * ENTRY;
      for (let at = first; at < end; at++, to++) takenEntries[to] = chunkEntries[at];
      const next = nexts[chunk];
      nexts[chunk] = this.freeChunk;
      this.freeChunk = chunk;
      chunk = next;
    }
  }

  private newChunk(): number {
    if (this.chunks === this.nexts.length) {
      const chunks = Math.max(INITIAL_CHUNKS, 2 * this.chunks);
      this.chunkEntries = resized(this.chunkEntries, chunks * CHUNK * ENTRY);
      this.nexts = resized(this.nexts, chunks);
    }
    return this.chunks++;
  }

  private growTaken(): void {
    this.takenEntries = resized(this.takenEntries, 2 * this.takenEntries.length);
  }
}

const createRung = (buckets: number): Rung => ({
  base: 0.5,
  end: 0.5,
  width: 0.5,
  perWidth: 0.5,
  buckets,
  next: 0,
  heads: new Int32Array(buckets * BUCKET_WORDS),
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
