/**
 * Availability by request: ok / (ok + failed + unknown). A request whose outcome is unknown was not answered, so it
 * lowers the share, and is counted apart. Requests invoked before the measured period are left out. One still under
 * way at its end is unknown if it has taken longer than any of its client's that was answered, else it is left out. Probes count only where there is no other client, see `countsProbes`. Requests credited for
 * skipped calendar count as answered.
 *
 * Also why requests failed: the reasons by count, which add up to failed + unknown.
 */
import { getOrCreate } from '../../core/get-or-create.ts';
import type { Micros } from '../../core/time.ts';
import type { Trace } from '../../kernel/trace.ts';
import { answered } from '../answered.ts';
import { countsProbes, type ObservedClient } from '../observed-client.ts';
import type { RequestCounts } from '../result.ts';

export interface AvailabilityByRequest {
  /** 0..1; undefined without requests. */
  readonly share: number | undefined;
  readonly counts: RequestCounts;
  /** Reasons of failed and unknown requests, by count, most frequent first. */
  readonly errors: Readonly<Record<string, number>>;
}

/** Of one client. */
interface Flights {
  /** When requests under way were invoked, by id. */
  readonly pending: Map<number, Micros>;
  /** The longest that an answered request took. */
  longest: Micros;
}

const newFlights = (): Flights => ({ pending: new Map(), longest: 0 });

const UNANSWERED = 'unanswered at the end';

export function watchRequests(
  trace: Trace,
  clients: readonly ObservedClient[],
  period: { readonly start: Micros; readonly end: Micros },
): () => AvailabilityByRequest {
  const probesToo = countsProbes(clients);
  const reasons = new Map<string, number>();
  const flights = new Map<string, Flights>();
  let ok = 0;
  let failed = 0;
  let unknown = 0;
  trace.subscribe('operation', (operation) => {
    const { type, probe, client, id, time, invokedAt, reason } = operation;
    if ((probe && !probesToo) || invokedAt < period.start || time > period.end) return;
    const of = getOrCreate(flights, client, newFlights);
    if (type === 'invoke') {
      of.pending.set(id, invokedAt);
      return;
    }
    of.pending.delete(id);
    if (answered(operation)) {
      ok++;
      of.longest = Math.max(of.longest, time - invokedAt);
      return;
    }
    if (type === 'fail') failed++;
    else unknown++;
    const name = reason ?? 'no reason given';
    reasons.set(name, (reasons.get(name) ?? 0) + 1);
  });
  trace.subscribe('skip', ({ credits }) => {
    for (const { probe, count } of credits) if (!probe || probesToo) ok += count;
  });
  return () => {
    for (const { pending, longest } of flights.values()) {
      const late = [...pending.values()].filter((invokedAt) => period.end - invokedAt > longest).length;
      if (late === 0) continue;
      unknown += late;
      reasons.set(UNANSWERED, (reasons.get(UNANSWERED) ?? 0) + late);
    }
    const attempted = ok + failed + unknown;
    const byCount = [...reasons].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    return {
      share: attempted === 0 ? undefined : ok / attempted,
      counts: { attempted, ok, failed, unknown },
      errors: Object.fromEntries(byCount),
    };
  };
}
