import type { Windows } from './windows.ts';

/** In microseconds; never 0. */
export const windowLength = (windows: Windows, i: number): number =>
  Math.max(1, windows.bound(i + 1) - windows.bound(i));
