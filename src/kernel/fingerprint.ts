/**
 * A 64-bit running hash of a run: every event delivered goes in. Two 32-bit lanes with different multipliers
 * (the round and the finaliser of MurmurHash3, A. Appleby), since JavaScript has no fast 64-bit integer.
 */
export class Fingerprint {
  private low = 0x9e3779b9 | 0;
  private high = 0x85ebca6b | 0;
  private readonly double = new Float64Array(1);
  private readonly words = new Int32Array(this.double.buffer);

  /** Mixes in a 32-bit integer. */
  mix(value: number): void {
    this.low = Math.imul(this.low ^ value, 0xcc9e2d51 | 0);
    this.low = (this.low << 15) | (this.low >>> 17);
    this.high = (Math.imul(this.high, 5) + (this.low ^ 0xe6546b64)) | 0;
    this.high = (this.high << 13) | (this.high >>> 19);
  }

  /** Mixes in any number, by its bits. */
  mixNumber(value: number): void {
    this.double[0] = value;
    this.mix(this.words[0]);
    this.mix(this.words[1]);
  }

  /**
   * Mixes in an event: its time (whole, any sign) and three 32-bit integers. One round for all of them, on the hot path
   * of every run: the words are folded into one per lane first, with multipliers of their own, so that no two of them
   * can change places or cancel out in both lanes.
   */
  mixEvent(time: number, handler: number, a: number, b: number): void {
    const timeLow = time | 0;
    const timeHigh = Math.floor(time * TWO_TO_MINUS_32) | 0;
    const first = Math.imul(a, 0x1b873593) + timeLow + Math.imul(b, 0x27d4eb2f);
    const second =
      Math.imul(timeLow, 0x165667b1) + a + Math.imul(handler, 0x85ebca77 | 0) + Math.imul(timeHigh + b, 0xc2b2ae3d | 0);
    const low = Math.imul(this.low ^ first, 0xcc9e2d51 | 0);
    this.low = (low << 15) | (low >>> 17);
    const high = (Math.imul(this.high ^ second, 5) + (this.low ^ 0xe6546b64)) | 0;
    this.high = (high << 13) | (high >>> 19);
  }

  /** 16 hex digits. */
  toString(): string {
    const low = finalise(this.low ^ Math.imul(this.high, 0x9e3779b1 | 0));
    const high = finalise(this.high ^ low);
    return hex(high) + hex(low);
  }
}

const TWO_TO_MINUS_32 = 2.3283064365386963e-10;

function finalise(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b | 0);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35 | 0);
  return h ^ (h >>> 16);
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');

/** FNV-1a, 32 bits: identity of short strings such as message kinds. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
