import { ln1p } from '../../core/maths/ln1p.ts';
import type { RandomStream } from '../../core/random/random-stream.ts';

/** One draw from the exponential law of mean 1: the gap between the events of a Poisson process of rate 1. */
export const exponentialGap = (random: RandomStream): number => -ln1p(-random());
