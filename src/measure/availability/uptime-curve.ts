/**
 * How many users are up and how many are down at every moment, and the windowed user-uptime that follows from it.
 *
 * Source: Hauer, Hoffmann, Lunney, Ardelean, Diwan, "Meaningful Availability", NSDI 2020, §4–5.
 */
import type { Micros } from '../../core/time.ts';
import { SECOND } from '../../core/time.ts';
import type { WindowedUptime } from '../result.ts';

/** A step function: `up[i]` and `down[i]` users from `times[i]` to `times[i + 1]`. The first time is the start, the last the end. */
export interface UptimeCurve {
  readonly times: Float64Array;
  readonly up: Float64Array;
  readonly down: Float64Array;
}

/** ∫ up / ∫ (up + down) over the whole curve; undefined if no user was ever active. */
export function userUptime({ times, up, down }: UptimeCurve): number | undefined {
  let uptime = 0;
  let active = 0;
  for (let i = 0; i + 1 < times.length; i++) {
    const length = times[i + 1] - times[i];
    uptime += up[i] * length;
    active += (up[i] + down[i]) * length;
  }
  return active === 0 ? undefined : uptime / active;
}

/** MCR for windows of 1, 2, 4, … seconds, and of the whole period. Empty if no user was ever active. */
export function windowedUptime(curve: UptimeCurve): WindowedUptime[] {
  const length = curve.times[curve.times.length - 1] - curve.times[0];
  const integrals = integrate(curve);
  const result: WindowedUptime[] = [];
  for (let window = SECOND; window < length; window *= 2) {
    const mcr = worstWindow(curve, integrals, window);
    if (mcr !== undefined) result.push({ windowSeconds: window / SECOND, mcr });
  }
  const whole = userUptime(curve);
  if (whole !== undefined) result.push({ windowSeconds: length / SECOND, mcr: whole });
  return result;
}

interface Integrals {
  /** ∫ up and ∫ (up + down) from the start to `times[i]`. */
  readonly up: Float64Array;
  readonly active: Float64Array;
}

function integrate({ times, up, down }: UptimeCurve): Integrals {
  const upTo = new Float64Array(times.length);
  const activeTo = new Float64Array(times.length);
  for (let i = 0; i + 1 < times.length; i++) {
    const length = times[i + 1] - times[i];
    upTo[i + 1] = upTo[i] + up[i] * length;
    activeTo[i + 1] = activeTo[i] + (up[i] + down[i]) * length;
  }
  return { up: upTo, active: activeTo };
}

/**
 * The worst ratio over *all* windows of length `window`, in O(n).
 *
 * While a window slides and neither of its ends crosses a change, numerator and denominator are linear in its position
 * and their ratio is monotone. So the worst ratio occurs where one end stands on a change. A window without activity
 * has no ratio; where the denominator reaches 0 at one end of such a slide the ratio is constant along it, and the
 * other end has it.
 */
function worstWindow(curve: UptimeCurve, integrals: Integrals, window: Micros): number | undefined {
  const { times, up, down } = curve;
  const last = times.length - 1;
  let worst = Number.POSITIVE_INFINITY;
  let at = 0;
  const consider = (fixed: number, other: Micros, sign: 1 | -1): void => {
    while (at < last && times[at + 1] <= other) at++;
    const beyond = other - times[at];
    const uptime = sign * (integrals.up[at] + up[at] * beyond - integrals.up[fixed]);
    const active = sign * (integrals.active[at] + (up[at] + down[at]) * beyond - integrals.active[fixed]);
    if (active > 0 && uptime < worst * active) worst = Math.max(0, uptime / active);
  };
  for (let i = 0; i <= last && times[i] + window <= times[last]; i++) consider(i, times[i] + window, 1);
  at = 0;
  for (let i = 0; i <= last; i++) if (times[i] - window >= times[0]) consider(i, times[i] - window, -1);
  return worst === Number.POSITIVE_INFINITY ? undefined : Math.min(1, worst);
}
