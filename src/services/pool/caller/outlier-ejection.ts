/**
 * Passive health checking as in Envoy ("Outlier detection", consecutive 5xx; outlier_detection_impl.cc): a server that
 * fails so many times in a row is ejected for `baseTime` × its number of ejections, at most `maxTime`. While it stays in,
 * that number goes down by one every ten seconds (Envoy's `interval`). Where one more would exceed `maxShare` of the
 * listed servers nobody is ejected, and the server's failures are counted from 0 again.
 *
 * Unlike in Envoy, a server returns on time and not at the next interval, and without jitter.
 */
import type { Micros } from '../../../core/time.ts';
import { SECOND } from '../../../core/time.ts';
import type { OutlierEjectionSpec } from '../pool.ts';

export interface OutlierEjection {
  readonly spec: OutlierEjectionSpec;
  /** By server: failures in a row, ejections that count, and when it returns or returned. */
  readonly failures: Int32Array;
  readonly ejections: Int32Array;
  readonly returns: Float64Array;
  /** In the order of their ejection. */
  ejected: number[];
}

/** Envoy's default `interval`. */
const FORGIVENESS: Micros = 10 * SECOND;
/** A share of servers is a whole number of them but for rounding. */
const ROUNDING = 1e-9;

export const createOutlierEjection = (spec: OutlierEjectionSpec, servers: number): OutlierEjection => ({
  spec,
  failures: new Int32Array(servers),
  ejections: new Int32Array(servers),
  returns: new Float64Array(servers),
  ejected: [],
});

/** A request to `server`, one of `listed`, has ended; whether the server is ejected for it. */
export function judge(ejection: OutlierEjection, server: number, ok: boolean, listed: number, now: Micros): boolean {
  const { spec, failures, ejections, returns } = ejection;
  if (ok) {
    failures[server] = 0;
    return false;
  }
  failures[server]++;
  if (failures[server] < spec.consecutiveFailures || ejection.ejected.includes(server)) return false;
  failures[server] = 0;
  if (ejection.ejected.length + 1 > spec.maxShare * listed + ROUNDING) return false;
  const { baseTime } = spec;
  const maxTime = Math.max(baseTime, spec.maxTime);
  const forgiven = Math.floor((now - returns[server]) / FORGIVENESS);
  ejections[server] = Math.max(0, ejections[server] - forgiven);
  // No further than where the longest time is reached, or forgiving would take the longer for it.
  if (ejections[server] * baseTime < maxTime + baseTime) ejections[server]++;
  returns[server] = now + Math.min(baseTime * ejections[server], maxTime);
  ejection.ejected.push(server);
  return true;
}

/** When the next ejection ends; Infinity without any. */
export const nextReturn = ({ ejected, returns }: OutlierEjection): Micros =>
  ejected.reduce((soonest, server) => Math.min(soonest, returns[server]), Number.POSITIVE_INFINITY);

/** Takes back those whose time is over; they start without failures. */
export function takeReturning(ejection: OutlierEjection, now: Micros): number[] {
  const returning = ejection.ejected.filter((server) => ejection.returns[server] <= now);
  ejection.ejected = ejection.ejected.filter((server) => ejection.returns[server] > now);
  for (const server of returning) ejection.failures[server] = 0;
  return returning;
}

/** `server` has left the list: nothing is known of it any more. */
export function forgetOutlier(ejection: OutlierEjection, server: number): void {
  ejection.failures[server] = 0;
  ejection.ejections[server] = 0;
  ejection.returns[server] = 0;
  ejection.ejected = ejection.ejected.filter((other) => other !== server);
}
