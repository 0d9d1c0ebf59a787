/** When a service refused requests because it had too much to do; at most one time a second is kept. */
import { getOrCreate } from '../../core/get-or-create.ts';
import { type Micros, SECOND } from '../../core/time.ts';
import type { Trace } from '../../kernel/trace.ts';

const REASONS: ReadonlySet<string | undefined> = new Set(['overload', 'busy']);

/** Ascending times by service. */
export function watchRefusals(trace: Trace): (service: string) => readonly { readonly time: Micros }[] {
  const refusals = new Map<string, { time: Micros }[]>();
  trace.subscribe('operation', ({ type, reason, service, time }) => {
    if (type === 'ok' || type === 'invoke' || !REASONS.has(reason)) return;
    const times = getOrCreate(refusals, service, (): { time: Micros }[] => []);
    const last = times.at(-1);
    if (last === undefined || time >= last.time + SECOND) times.push({ time });
  });
  return (service) => refusals.get(service) ?? [];
}
