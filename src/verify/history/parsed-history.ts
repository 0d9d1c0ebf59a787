/** What the readers of all formats answer. A history with problems is not to be checked. */
import type { HistoryEvent } from './history-event.ts';
import type { HistoryProblem } from './history-problem.ts';

export interface ParsedHistory {
  readonly events: readonly HistoryEvent[];
  readonly problems: readonly HistoryProblem[];
  /** Lines about somebody other than a client, such as Jepsen's nemesis. */
  readonly ignored: number;
}

/** Longer lines are refused: no operation needs them. UTF-16 code units. */
export const LINE_LENGTH_MAX = 1 << 20;

/** Larger histories would not fit into memory beside what checks them. */
export const EVENTS_MAX = 4_000_000;

export const TOO_MANY_EVENTS = `a history of more than ${EVENTS_MAX} events cannot be checked`;
