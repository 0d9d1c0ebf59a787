/** Load: client requests served per node of a service, within the measured period. */
import { getOrCreate } from '../core/get-or-create.ts';
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';

/** Answers how many requests a node served for a service. */
export type RequestsServed = (service: string, node: NodeId) => number;

export function watchLoad(trace: Trace, period: { readonly start: Micros; readonly end: Micros }): RequestsServed {
  const served = new Map<string, number[]>();
  trace.subscribe('served', ({ time, service, node }) => {
    if (time < period.start || time > period.end) return;
    const counts = getOrCreate(served, service, (): number[] => []);
    counts[node] = (counts[node] ?? 0) + 1;
  });
  trace.subscribe('skip', ({ credits }) => {
    for (const { service, servedBy, count } of credits) {
      if (servedBy === undefined) continue;
      const counts = getOrCreate(served, service, (): number[] => []);
      counts[servedBy] = (counts[servedBy] ?? 0) + count;
    }
  });
  return (service, node) => served.get(service)?.[node] ?? 0;
}
