/**
 * Which servers may get requests, and whether the instance panics: when fewer than half of the listed servers are
 * available, all of them count as available, because sending everything to the few that are left would take those down
 * too, and because it is more likely that the instance is wrong (Envoy, `healthy_panic_threshold`, 50 %).
 */

/** Why a server may get nothing. A server without any of them is available. */
export const UNLISTED = 1;
export const UNHEALTHY = 2;
export const EJECTED = 4;
type Reason = typeof UNLISTED | typeof UNHEALTHY | typeof EJECTED;

/** Envoy's default. */
const PANIC_SHARE = 0.5;

export interface Availability {
  /** By server: a sum of reasons. */
  readonly reasons: Uint8Array;
  listed: number;
  available: number;
  panicking: boolean;
}

/** Nothing is listed at first. */
export const createAvailability = (servers: number): Availability => ({
  reasons: new Uint8Array(servers).fill(UNLISTED),
  listed: 0,
  available: 0,
  panicking: false,
});

export const has = ({ reasons }: Availability, server: number, reason: Reason): boolean =>
  (reasons[server] & reason) !== 0;

/** Adds or takes away a reason; nothing happens if it is there or away already. O(1). */
export function setReason(availability: Availability, server: number, reason: Reason, applies: boolean): void {
  const { reasons } = availability;
  const before = reasons[server];
  const after = applies ? before | reason : before & ~reason;
  reasons[server] = after;
  availability.listed += (before & UNLISTED) - (after & UNLISTED);
  availability.available += (after === 0 ? 1 : 0) - (before === 0 ? 1 : 0);
  availability.panicking = availability.available < PANIC_SHARE * availability.listed;
}

export const mayGetRequests = ({ panicking, reasons }: Availability, server: number): boolean =>
  reasons[server] === 0 || (panicking && (reasons[server] & UNLISTED) === 0);
