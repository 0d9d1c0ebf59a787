/** The contract of an arrival process: open-loop, so it never looks at what became of earlier requests. */
import type { Micros } from '../../core/time.ts';

export interface Arrivals {
  /** Calendar time of the next arrival: ascending, fractions allowed; Infinity when there are no more. */
  (): Micros;
  /** Present where the rate never changes. */
  readonly stationary?: StationaryArrivals;
}

export interface StationaryArrivals {
  readonly perSecond: number;
  /** If arrivals come in an even rhythm, its length. */
  readonly period?: Micros;
  /** Passes over the arrivals before `until` and returns how many they were. */
  passOver(until: Micros): number;
}
