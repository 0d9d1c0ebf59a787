/**
 * Counts of non-negative numbers in buckets of constant relative width, mergeable. Unit-agnostic: values from 6·10⁻⁸
 * to 10¹³ are kept to 0.8 %, smaller ones count as 0, larger ones as the upper end (`max` and `sum` stay exact).
 *
 * A bucket is an exponent and the six leading bits of the mantissa (64 buckets an octave), read off the double's upper
 * half: what HdrHistogram (G. Tene) does for integers. Recording allocates only when the range of buckets grows.
 */
import { highWord } from '../maths/float-bits.ts';
import { POWERS_OF_TWO } from '../maths/powers-of-two.ts';

/** Plain data that crosses threads. `buckets` is sparse, ascending; bucket 0 holds what counts as zero. */
export interface HistogramData {
  readonly count: number;
  readonly sum: number;
  readonly max: number;
  readonly buckets: readonly (readonly [bucket: number, count: number])[];
}

export interface Histogram {
  /** Throws a RangeError on negative numbers, infinities and NaN. */
  record(value: number): void;
  merge(other: HistogramData): void;
  /**
   * The value of rank ⌈p · count⌉, within 0.8 % of it: the middle of its bucket, never above `max`; `max` itself at
   * p = 1. NaN when empty.
   */
  quantile(p: number): number;
  /** How many values are above `value`, to the resolution of the buckets. */
  countAbove(value: number): number;
  readonly count: number;
  readonly sum: number;
  /** 0 when empty. */
  readonly max: number;
  /** NaN when empty. */
  readonly mean: number;
  toData(): HistogramData;
}

const LOWEST_EXPONENT = -24;
const HIGHEST_EXPONENT = 43;
const BUCKETS_PER_OCTAVE = 64;
/** Of the high word: 20 bits of mantissa are there, six are kept. */
const SHIFT = 14;
const SMALLEST = POWERS_OF_TWO[1074 + LOWEST_EXPONENT];
const FIRST = ((LOWEST_EXPONENT + 1023) << 6) - 1;
const LAST = (HIGHEST_EXPONENT - LOWEST_EXPONENT + 1) * BUCKETS_PER_OCTAVE;

/** From 1; 0 is for values below `SMALLEST`. */
function bucketOf(value: number): number {
  if (value < SMALLEST) return 0;
  return Math.min((highWord(value) >>> SHIFT) - FIRST, LAST);
}

function lowerBound(bucket: number): number {
  const octave = Math.floor((bucket - 1) / BUCKETS_PER_OCTAVE);
  const step = (bucket - 1) % BUCKETS_PER_OCTAVE;
  return POWERS_OF_TWO[1074 + LOWEST_EXPONENT + octave] * (1 + step / BUCKETS_PER_OCTAVE);
}

const middle = (bucket: number): number => (bucket === 0 ? 0 : 0.5 * (lowerBound(bucket) + lowerBound(bucket + 1)));

/** Empty, or holding `data`. */
export function createHistogram(data?: HistogramData): Histogram {
  let zeros = 0;
  let count = 0;
  let sum = 0;
  let max = 0;
  /** Of buckets offset, offset + 1, … */
  let counts = new Float64Array(0);
  let offset = 1;

  /** Makes room for `bucket`, and half an octave around it. */
  const grow = (bucket: number): void => {
    const margin = BUCKETS_PER_OCTAVE / 2;
    const empty = counts.length === 0;
    const low = Math.max(1, Math.min(empty ? bucket : offset, bucket - margin));
    const high = Math.min(LAST, Math.max(empty ? bucket : offset + counts.length - 1, bucket + margin));
    const grown = new Float64Array(high - low + 1);
    grown.set(counts, empty ? 0 : offset - low);
    counts = grown;
    offset = low;
  };
  const add = (bucket: number, times: number): void => {
    if (bucket === 0) {
      zeros += times;
      return;
    }
    if (bucket < offset || bucket >= offset + counts.length) grow(bucket);
    counts[bucket - offset] += times;
  };
  const merge = (other: HistogramData): void => {
    for (const [bucket, times] of other.buckets) add(bucket, times);
    count += other.count;
    sum += other.sum;
    max = Math.max(max, other.max);
  };

  if (data) merge(data);
  return {
    record(value) {
      if (!(value >= 0 && value < Infinity)) throw new RangeError(`histogram: cannot record ${value}`);
      add(bucketOf(value), 1);
      count += 1;
      sum += value;
      if (value > max) max = value;
    },
    merge,
    quantile(p) {
      if (count === 0) return Number.NaN;
      if (p >= 1) return max;
      const rank = Math.max(1, Math.ceil(p * count));
      let seen = zeros;
      if (seen >= rank) return 0;
      for (let i = 0; i < counts.length; i++) {
        seen += counts[i];
        if (seen >= rank) return Math.min(middle(offset + i), max);
      }
      return max;
    },
    countAbove(value) {
      let above = 0;
      for (let i = Math.max(0, bucketOf(value) + 1 - offset); i < counts.length; i++) above += counts[i];
      return above;
    },
    get count() {
      return count;
    },
    get sum() {
      return sum;
    },
    get max() {
      return max;
    },
    get mean() {
      return count === 0 ? Number.NaN : sum / count;
    },
    toData() {
      const buckets: [number, number][] = zeros > 0 ? [[0, zeros]] : [];
      for (let i = 0; i < counts.length; i++) if (counts[i] > 0) buckets.push([offset + i, counts[i]]);
      return { count, sum, max, buckets };
    },
  };
}
