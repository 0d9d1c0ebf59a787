/** A history as JSON Lines, which `parseJsonl` reads back. */
import type { HistoryEvent } from './history-event.ts';

export function formatJsonl(events: readonly HistoryEvent[]): string {
  return events
    .map(({ process, type, f, key, value, time, reason }) =>
      JSON.stringify({ process, type, f, key, value, time, reason }).concat('\n'),
    )
    .join('');
}
