/** Puts skipped calendar back into a curve of users: all who were active where it was left out are up throughout. */
import type { Micros } from '../../core/time.ts';
import type { UptimeCurve } from './uptime-curve.ts';

export interface Gap {
  /** On the clock of the curve, which stood still meanwhile. Ascending. */
  readonly at: Micros;
  readonly length: Micros;
}

export function withGaps(curve: UptimeCurve, gaps: readonly Gap[]): UptimeCurve {
  if (gaps.length === 0) return curve;
  const times: number[] = [];
  const up: number[] = [];
  const down: number[] = [];
  const step = (time: Micros, upUsers: number, downUsers: number): void => {
    times.push(time);
    up.push(upUsers);
    down.push(downUsers);
  };
  let shift = 0;
  let next = 0;
  const last = curve.times.length - 1;
  for (let i = 0; i <= last; i++) {
    step(curve.times[i] + shift, curve.up[i], curve.down[i]);
    const until = i < last ? curve.times[i + 1] : Number.POSITIVE_INFINITY;
    for (; next < gaps.length && gaps[next].at < until; next++) {
      const { at, length } = gaps[next];
      step(at + shift, curve.up[i] + curve.down[i], 0);
      shift += length;
      step(at + shift, curve.up[i], curve.down[i]);
    }
  }
  return { times: Float64Array.from(times), up: Float64Array.from(up), down: Float64Array.from(down) };
}
