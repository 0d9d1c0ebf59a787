/**
 * The measured period in windows of equal length, for series over time: as many as a chart can show. Bounds are whole
 * microseconds, so that windows differ by one at most.
 */
import type { Micros } from '../core/time.ts';

export interface Windows {
  readonly start: Micros;
  readonly end: Micros;
  readonly count: number;
  /** Bounds of window i are `bound(i)` and `bound(i + 1)`. */
  bound(i: number): Micros;
  /** Of a time in whole microseconds within the period; its end belongs to the last window. */
  at(time: Micros): number;
  /** Adds `weight` × length of overlap (microseconds) with [from, to) to each window's area. */
  addOver(areas: Float64Array, from: Micros, to: Micros, weight: number): void;
}

const WINDOWS_MAX = 200;

export function windowsOf({ start, end }: { readonly start: Micros; readonly end: Micros }): Windows {
  const count = Math.max(1, Math.min(WINDOWS_MAX, end - start));
  const width = Math.max(1, end - start) / count;
  const bound = (i: number): Micros => start + Math.round(i * width);
  const at = (time: Micros): number => {
    const guess = Math.max(0, Math.min(count - 1, Math.floor((time - start) / width)));
    return guess < count - 1 && time >= bound(guess + 1) ? guess + 1 : guess;
  };
  return {
    start,
    end,
    count,
    bound,
    at,
    addOver(areas, from, to, weight) {
      let since = Math.max(start, from);
      const until = Math.min(end, to);
      if (since >= until) return;
      for (let i = at(since); since < until; i++) {
        const upTo = i === count - 1 ? until : Math.min(until, bound(i + 1));
        areas[i] += weight * (upTo - since);
        since = upTo;
      }
    },
  };
}
