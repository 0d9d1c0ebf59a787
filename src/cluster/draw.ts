/** A distribution tied to its named stream, which is made at the first draw. Constants draw nothing. */
import type { Distribution } from '../core/distributions/distribution.ts';
import { type RandomStream, randomStream } from '../core/random/random-stream.ts';

export type Draw = () => number;

export function createDraw(distribution: Distribution, seed: number, name: string): Draw {
  const { mean, standardDeviation } = distribution;
  if (standardDeviation === 0) return () => mean;
  let stream: RandomStream | undefined;
  return () => {
    if (stream === undefined) stream = randomStream(seed, name);
    return distribution.sample(stream);
  };
}
