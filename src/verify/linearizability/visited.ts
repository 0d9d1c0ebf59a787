/**
 * The configurations that a search has been in: (linearised set, state), compared exactly (G. Lowe, "Testing for
 * linearizability", 2017, §4). A hash table on typed arrays.
 *
 * Only the part of a set is kept that varies: every operation before the first one not yet linearised is in it, and none
 * that was called after the first return to come.
 */
const RECORD_HEAD = 4;
const FIRST_SLOTS = 64;
const FIRST_WORDS = 512;
/** Words of 32 bits: half a gibibyte. */
const WORDS_MAX = 1 << 27;

export interface Visited {
  /**
   * Adds the configuration, unless it is known. `hash` is of the whole set and the state; the set is `bits`, words `from`
   * (inclusive) to `to`, and words `tail` onwards.
   */
  add(hash: number, state: number, bits: Uint32Array, from: number, to: number, tail: number): Added;
  /** Configurations held. */
  size(): number;
}

export type Added = 'new' | 'known' | 'full';

export function createVisited(entriesMax: number): Visited {
  /** Offsets of records + 1; 0 is free. */
  let slots = new Int32Array(FIRST_SLOTS);
  /** Records: hash, state, from, to, words. */
  let records = new Uint32Array(FIRST_WORDS);
  let used = 0;
  let entries = 0;

  function same(at: number, state: number, bits: Uint32Array, from: number, to: number, tail: number): boolean {
    if (records[at + 1] !== state || records[at + 2] !== from || records[at + 3] !== to) return false;
    let word = at + RECORD_HEAD;
    for (let i = from; i < to; i++) if (records[word++] !== bits[i]) return false;
    for (let i = tail; i < bits.length; i++) if (records[word++] !== bits[i]) return false;
    return true;
  }

  function widen(): void {
    const wider = new Int32Array(slots.length * 2);
    const mask = wider.length - 1;
    for (const record of slots) {
      if (record === 0) continue;
      let slot = records[record - 1] & mask;
      while (wider[slot] !== 0) slot = (slot + 1) & mask;
      wider[slot] = record;
    }
    slots = wider;
  }

  return {
    add(hash, state, bits, from, to, tail) {
      const key = hash >>> 0;
      let slot = key & (slots.length - 1);
      for (; slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
        const at = slots[slot] - 1;
        if (records[at] === key && same(at, state, bits, from, to, tail)) return 'known';
      }
      const words = RECORD_HEAD + (to - from) + (bits.length - tail);
      if (entries >= entriesMax || used + words > WORDS_MAX) return 'full';
      if (used + words > records.length) {
        const longer = new Uint32Array(Math.min(WORDS_MAX, Math.max(records.length * 2, used + words)));
        longer.set(records.subarray(0, used));
        records = longer;
      }
      slots[slot] = used + 1;
      records[used] = key;
      records[used + 1] = state;
      records[used + 2] = from;
      records[used + 3] = to;
      records.set(bits.subarray(from, to), used + RECORD_HEAD);
      records.set(bits.subarray(tail), used + RECORD_HEAD + to - from);
      used += words;
      entries++;
      if (entries * 2 > slots.length) widen();
      return 'new';
    },
    size: () => entries,
  };
}
