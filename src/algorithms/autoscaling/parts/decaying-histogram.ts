/**
 * A histogram in which samples lose half of their weight with each half-life, with buckets that grow by 5 %: from 0.01
 * cores up to 1000. Source: kubernetes/autoscaler, vertical-pod-autoscaler, pkg/recommender/util/decaying_histogram.go and
 * histogram_options.go; figures of model/aggregations_config.go.
 */
import { pow } from '../../../core/maths/pow.ts';
import type { Micros } from '../../../core/time.ts';

const SMALLEST = 0.01;
const LARGEST = 1000;
const GROWTH = 1.05;
/** Beyond 2^this the weights are scaled down: only their proportions matter. */
const LARGEST_EXPONENT = 100;

/** Bucket n starts at 0.01 (1.05ⁿ − 1) / 0.05. */
const BUCKET_STARTS = bucketStarts();

export interface DecayingHistogram {
  add(value: number, weight: number, time: Micros): void;
  /** The end of the bucket in which the quantile lies; 0 if the histogram is empty. `p` in 0..1. */
  quantile(p: number): number;
}

export function decayingHistogram(halfLife: Micros): DecayingHistogram {
  const weights = new Float64Array(BUCKET_STARTS.length);
  let total = 0;
  /** Samples of this time have the weight that they are given. */
  let reference: Micros = 0;

  const shift = (time: Micros): void => {
    const halfLives = Math.round((time - reference) / halfLife);
    const factor = pow(2, -halfLives);
    for (let bucket = 0; bucket < weights.length; bucket++) weights[bucket] *= factor;
    total *= factor;
    reference += halfLives * halfLife;
  };

  return {
    add(value, weight, time) {
      if ((time - reference) / halfLife > LARGEST_EXPONENT) shift(time);
      const decayed = weight * pow(2, (time - reference) / halfLife);
      weights[bucketOf(value)] += decayed;
      total += decayed;
    },
    quantile(p) {
      if (total === 0) return 0;
      const threshold = p * total;
      const lastFilled = weights.findLastIndex((weight) => weight > 0);
      let bucket = 0;
      for (let sum = 0; bucket < lastFilled; bucket++) {
        sum += weights[bucket];
        if (sum >= threshold && sum > 0) break;
      }
      return BUCKET_STARTS[Math.min(bucket + 1, BUCKET_STARTS.length - 1)];
    },
  };
}

function bucketStarts(): Float64Array {
  const starts: number[] = [];
  for (let n = 0; starts.length === 0 || starts[starts.length - 1] < LARGEST; n++)
    starts.push((SMALLEST * (pow(GROWTH, n) - 1)) / (GROWTH - 1));
  return Float64Array.from(starts);
}

/** The last bucket that starts at or below `value`. */
function bucketOf(value: number): number {
  let low = 0;
  let high = BUCKET_STARTS.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (BUCKET_STARTS[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
