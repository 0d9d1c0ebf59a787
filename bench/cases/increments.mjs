/** Exponential increments with mean 10⁸, whole, the same for every subject. */
import { exponential, randomStream } from '../simulator.mjs';

export const INCREMENTS = 65_536;
const stream = randomStream(1, 'increments');
const { sample } = exponential(1e8);
export const increments = Float64Array.from({ length: INCREMENTS }, () => Math.round(sample(stream)));
