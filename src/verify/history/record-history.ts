/**
 * Records what the clients of a service did as a history. A process has one operation at a time, so that operations
 * under way at once are spread over processes: each takes the one that was free longest ago. After an unknown outcome a
 * process number is not used again. Events keep the order in which the run published them.
 */
import type { OperationObservation } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { HistoryEvent } from './history-event.ts';
import type { HistoryValue } from './history-value.ts';

/** `service`: only what was asked of it. Returns the events so far. */
export function recordHistory(trace: Trace, service?: string): () => readonly HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const busy = new Map<number, number>();
  let free: number[] = [];
  let used = 0;
  let processes = 0;

  function takeProcess(): number {
    if (used === free.length) return processes++;
    const process = free[used++];
    if (used > 1024 && used * 2 > free.length) {
      free = free.slice(used);
      used = 0;
    }
    return process;
  }

  function record(observation: OperationObservation): void {
    const { id, type, f, key, value, time, reason } = observation;
    if (service !== undefined && observation.service !== service) return;
    let process = busy.get(id);
    if (process === undefined) {
      if (type !== 'invoke') return;
      process = takeProcess();
      busy.set(id, process);
    } else {
      busy.delete(id);
      if (type !== 'info') free.push(process);
    }
    const event = { process, type, f, key, value: value as HistoryValue, time };
    events.push(reason === undefined ? event : { ...event, reason });
  }

  trace.subscribe('operation', record);
  return () => events;
}
