/**
 * Availability by request: ok / (ok + failed + unknown). A request whose outcome is unknown was not answered, so it
 * lowers the share, and is counted apart. Requests invoked before the measured period or still under way at its end
 * are left out. Probes count only where there is no other client, see `countsProbes`. Requests credited for
 * skipped calendar count as answered.
 *
 * Also why requests failed: the reasons by count, which add up to failed + unknown.
 */
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

export function watchRequests(
  trace: Trace,
  clients: readonly ObservedClient[],
  period: { readonly start: Micros; readonly end: Micros },
): () => AvailabilityByRequest {
  const probesToo = countsProbes(clients);
  const reasons = new Map<string, number>();
  let ok = 0;
  let failed = 0;
  let unknown = 0;
  trace.subscribe('operation', (operation) => {
    if (operation.type === 'invoke') return;
    const { type, probe, time, invokedAt, reason } = operation;
    if ((probe && !probesToo) || invokedAt < period.start || time > period.end) return;
    if (answered(operation)) {
      ok++;
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
    const attempted = ok + failed + unknown;
    const byCount = [...reasons].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    return {
      share: attempted === 0 ? undefined : ok / attempted,
      counts: { attempted, ok, failed, unknown },
      errors: Object.fromEntries(byCount),
    };
  };
}
