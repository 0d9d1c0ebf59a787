/**
 * A uniform number strictly between 0 and 1, for inverse transforms that are infinite at an end. The stream's draws
 * are multiples of 2⁻³²; this is the middle of the draw's cell, so the extremes are 2⁻³³ and 1 − 2⁻³³: events rarer
 * than 10⁻¹⁰ do not occur in samples.
 */
import type { RandomStream } from './random-stream.ts';

const HALF_CELL = 1.1641532182693481e-10;

/** One draw of `random`, in (0, 1). */
export const openUniform = (random: RandomStream): number => random() + HALF_CELL;
