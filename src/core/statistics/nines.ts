/** Availability in nines: −log₁₀(1 − availability). 0.99999 has five. */
import { log10 } from '../maths/log10.ts';

/** What the subtraction 1 − availability loses shows from the seventh decimal on, for up to nine nines. */
const RESOLUTION = 1_000_000;

/** Of an availability in 0..1, rounded to six decimals; Infinity at 1. */
export const nines = (availability: number): number =>
  Math.round((0 - log10(1 - availability)) * RESOLUTION) / RESOLUTION;
