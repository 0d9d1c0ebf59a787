/**
 * Whether a candidate is a run at all, everything within its duration, and still asks no more of the protocol than the plan it came from did. Otherwise the shrinker might
 * walk from a bug to a run in which a correct protocol fails as well.
 */
import type { Plan } from '../plan.ts';

export function withinContract(candidate: Plan, original: Plan, liveness: boolean): boolean {
  const inTime = [...candidate.faults, ...candidate.orders, ...candidate.operations].every(
    ({ at }) => at >= 0 && at < candidate.duration,
  );
  return inTime && clocksBorne(candidate, original) && (!liveness || livenessOwed(candidate, original));
}

/** Options that say how bad clocks may be stay as they are while a clock is bad. */
function clocksBorne(candidate: Plan, original: Plan): boolean {
  if (!candidate.faults.some(({ kind }) => kind.startsWith('clock-'))) return true;
  return sameOptions(candidate, original, Object.keys({ ...candidate.options, ...original.options }));
}

/**
 * The bound on liveness was derived from the timeouts and the delays, and it is owed to a connected majority only: none
 * of these may get worse. Who has a vote at the end is told by all orders together.
 */
function livenessOwed(candidate: Plan, original: Plan): boolean {
  const { healing, voters, orders, latency, fsync } = candidate;
  if (healing === undefined || healing.at + healing.within > candidate.duration) return false;
  if (candidate.faults.some(({ at }) => at > healing.at) || orders.some(({ at }) => at > healing.at)) return false;
  if (latency.max > original.latency.max || fsync.max > original.fsync.max) return false;
  const timings = Object.keys({ ...candidate.options, ...original.options }).filter(
    (name) => typeof original.options[name] !== 'boolean',
  );
  if (!sameOptions(candidate, original, timings)) return false;
  if (orders.length > 0 && healing.without.length > 0) {
    return voters === original.voters && orders.length === original.orders.length;
  }
  return 2 * healing.without.filter((machine) => machine < voters).length < voters;
}

const sameOptions = (a: Plan, b: Plan, names: readonly string[]): boolean =>
  names.every((name) => JSON.stringify(a.options[name]) === JSON.stringify(b.options[name]));
