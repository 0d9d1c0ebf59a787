/**
 * Jump consistent hash (Lamping & Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm", arXiv:1406.2294, 2014,
 * Figure 1): a pseudo-random sequence of ever farther jumps; the last one within the buckets is the key's. Exactly the
 * paper's 64-bit arithmetic, in halves of 32 bits.
 */
const MULTIPLIER_HIGH = 0x27bb2ee6;
const MULTIPLIER_LOW = 0x87b0b0fd;
const TWO_TO_16 = 65_536;
const TWO_TO_31 = 2_147_483_648;
const TWO_TO_32 = 4_294_967_296;

/** The bucket, in 0..buckets − 1, of the key high · 2³² + low; both halves in [0, 2³²), `buckets` ≥ 1. */
export function jumpBucket(high: number, low: number, buckets: number): number {
  let keyHigh = high;
  let keyLow = low;
  let bucket = 0;
  let jump = 0;
  while (jump < buckets) {
    bucket = jump;
    // key · multiplier + 1 modulo 2⁶⁴: a product of 32 by 16 bits is exact in a double.
    const lower = keyLow * (MULTIPLIER_LOW % TWO_TO_16) + 1;
    const upper = keyLow * (MULTIPLIER_LOW >>> 16) + Math.floor(lower / TWO_TO_16);
    keyHigh =
      (Math.imul(keyHigh, MULTIPLIER_LOW) + Math.imul(keyLow, MULTIPLIER_HIGH) + Math.floor(upper / TWO_TO_16)) >>> 0;
    keyLow = ((upper % TWO_TO_16) * TWO_TO_16 + (lower % TWO_TO_16)) % TWO_TO_32;
    jump = Math.floor((bucket + 1) * (TWO_TO_31 / ((keyHigh >>> 1) + 1)));
  }
  return bucket;
}
