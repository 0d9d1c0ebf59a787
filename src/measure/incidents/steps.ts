/** Look-ups in a step function given by its changes, ascending in time; undefined before the first. */
import type { Micros } from '../../core/time.ts';

/** Position of the last change at or before `time`; −1 before the first. */
export function stepAt(changes: readonly { readonly time: Micros }[], time: Micros): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (changes[middle].time <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
