/**
 * The finaliser of MurmurHash3 (A. Appleby, 2011): a bijection on 32-bit words in which every bit of the input changes
 * every bit of the output with a chance of about one half. 0 stays 0.
 */

/** `word` counts modulo 2³²; the result is an integer in [0, 2³²). */
export function mix32(word: number): number {
  let hash = word ^ (word >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
