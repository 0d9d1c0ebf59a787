/** What an availability allows: five nines are 315.36 s, five minutes and a quarter. */
import { toSeconds, YEAR } from '../time.ts';

/** Seconds down in a year of 365 days, for an availability in 0..1. */
export const downtimeSecondsPerYear = (availability: number): number => (1 - availability) * toSeconds(YEAR);
