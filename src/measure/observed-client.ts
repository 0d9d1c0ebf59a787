/** A client as the measures need to know it: plain values. */
import type { Micros } from '../core/time.ts';

export interface ObservedClient {
  readonly name: string;
  readonly zones: readonly string[];
  /** Distinct users. */
  readonly users: number;
  /** For probes: one write per zone at every tick, which has `timeout` to succeed. */
  readonly probe?: { readonly every: Micros; readonly timeout: Micros };
}

/**
 * Whether an operation counts as a user's request. Probes do not, since they are the observer's own; only where a
 * scenario has no other client do they stand in for one.
 */
export const countsProbes = (clients: readonly ObservedClient[]): boolean =>
  clients.every(({ probe }) => probe !== undefined);
