/**
 * Active health checking (Envoy, "Health checking"; HAProxy `check`): every period each listed server is asked; one that
 * does not answer in time has failed the check. So many failures in a row make it unhealthy, so many successes in a row
 * healthy again. A server that joins the list counts as healthy.
 *
 * Answers carry no number: one that comes late, to the check before, counts for the present one.
 */
import type { HealthCheckSpec } from '../pool.ts';

export interface HealthChecks {
  readonly spec: HealthCheckSpec;
  /** By server: checks in a row that say the opposite of what it counts as. */
  readonly against: Int32Array;
  readonly unhealthy: Uint8Array;
  /** By server: 1 while its answer is due. */
  readonly due: Uint8Array;
}

export const createHealthChecks = (spec: HealthCheckSpec, servers: number): HealthChecks => ({
  spec,
  against: new Int32Array(servers),
  unhealthy: new Uint8Array(servers),
  due: new Uint8Array(servers),
});

/** Its answer is here; false if none was due. */
export function takeAnswer(checks: HealthChecks, server: number): boolean {
  if (checks.due[server] === 0) return false;
  checks.due[server] = 0;
  return true;
}

/** Counts a check of `server`; whether that changes what it counts as. */
export function countCheck(checks: HealthChecks, server: number, passed: boolean): boolean {
  const { spec, against, unhealthy } = checks;
  const healthy = unhealthy[server] === 0;
  if (passed === healthy) {
    against[server] = 0;
    return false;
  }
  against[server]++;
  if (against[server] < (healthy ? spec.unhealthyAfter : spec.healthyAfter)) return false;
  against[server] = 0;
  unhealthy[server] = healthy ? 1 : 0;
  return true;
}

/** `server` has left the list. */
export function forgetChecks(checks: HealthChecks, server: number): void {
  checks.against[server] = 0;
  checks.unhealthy[server] = 0;
  checks.due[server] = 0;
}
