/** A quantity that changes in steps (servers that are ready, cores held): its mean over time, window by window and in all. */
import type { Micros } from '../core/time.ts';
import { windowLength } from './window-length.ts';
import type { Windows } from './windows.ts';

export interface WindowedSteps {
  readonly value: number;
  /** From `time` on it is `value`. Times never go back. */
  set(time: Micros, value: number): void;
  /** To be called once, at the end of the period. */
  finish(): { readonly means: readonly number[]; readonly mean: number };
}

export function createWindowedSteps(windows: Windows, initial: number): WindowedSteps {
  const areas = new Float64Array(windows.count);
  let value = initial;
  let since = windows.start;
  return {
    get value() {
      return value;
    },
    set(time, next) {
      windows.addOver(areas, since, time, value);
      since = Math.max(since, time);
      value = next;
    },
    finish() {
      windows.addOver(areas, since, windows.end, value);
      const length = windows.end - windows.start;
      const total = areas.reduce((sum, area) => sum + area, 0);
      return {
        means: Array.from(areas, (area, i) => area / windowLength(windows, i)),
        mean: length > 0 ? total / length : value,
      };
    },
  };
}
