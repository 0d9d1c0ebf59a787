/** A first-in, first-out ring of jobs on parallel arrays: nothing is allocated per job. Doubles when full. */
/** Shared by the queues that were never used; `grow` replaces them. */
const NO_NUMBERS: number[] = [];
const NO_PAYLOADS: unknown[] = [];

export class JobQueue {
  length = 0;
  /** The job that the last `shift` took off. */
  work = 0;
  a = 0;
  private payload: unknown = undefined;

  private head = 0;
  private sequences = NO_NUMBERS;
  private works = NO_NUMBERS;
  private as = NO_NUMBERS;
  private payloads = NO_PAYLOADS;

  /** Sequence number of the oldest job; only while `length` > 0. */
  get headSequence(): number {
    return this.sequences[this.head];
  }

  push(sequence: number, work: number, a: number, payload: unknown): void {
    if (this.length === this.sequences.length) this.grow();
    const at = (this.head + this.length++) & (this.sequences.length - 1);
    this.sequences[at] = sequence;
    this.works[at] = work;
    this.as[at] = a;
    this.payloads[at] = payload;
  }

  /** Takes the oldest job off into `work`, `a` and `takePayload()`; only while `length` > 0. */
  shift(): void {
    const at = this.head;
    this.work = this.works[at];
    this.a = this.as[at];
    this.payload = this.payloads[at];
    this.payloads[at] = undefined;
    this.head = (at + 1) & (this.sequences.length - 1);
    this.length--;
  }

  /** The payload of the shifted job; it is not kept. */
  takePayload(): unknown {
    const payload = this.payload;
    this.payload = undefined;
    return payload;
  }

  /** Takes out all jobs with this `a` and `payload`, and returns how many they were. O(length). */
  remove(a: number, payload: unknown): number {
    const mask = this.sequences.length - 1;
    let kept = 0;
    for (let i = 0; i < this.length; i++) {
      const from = (this.head + i) & mask;
      if (this.as[from] === a && this.payloads[from] === payload) continue;
      const to = (this.head + kept++) & mask;
      this.sequences[to] = this.sequences[from];
      this.works[to] = this.works[from];
      this.as[to] = this.as[from];
      this.payloads[to] = this.payloads[from];
    }
    const removed = this.length - kept;
    for (let i = kept; i < this.length; i++) this.payloads[(this.head + i) & mask] = undefined;
    this.length = kept;
    return removed;
  }

  private grow(): void {
    const unrolled = <T>(ring: readonly T[], filler: T): T[] => {
      const larger = [...ring.slice(this.head), ...ring.slice(0, this.head)];
      while (larger.length < Math.max(8, 2 * ring.length)) larger.push(filler);
      return larger;
    };
    this.sequences = unrolled(this.sequences, 0);
    this.works = unrolled(this.works, 0);
    this.as = unrolled(this.as, 0);
    this.payloads = unrolled(this.payloads, undefined);
    this.head = 0;
  }
}
