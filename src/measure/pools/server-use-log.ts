/**
 * How busy the servers of one pool are and how long their queues, window by window, from what machines and servers count
 * themselves. It wants to be shown those figures when the period begins and at the end of each window; windows that were
 * passed over have the mean of what lies between two looks.
 */
import { windowLength } from '../window-length.ts';
import type { Windows } from '../windows.ts';

const BUSY = 0;
const AVAILABLE = 1;
const WAITED = 2;
const FIGURES = 3;

/** What has been counted so far, from any time on. */
export interface ServerUse {
  /** Of the machine, in microseconds × cores: in use, and there while it was on. */
  readonly busy: number;
  readonly available: number;
  /** Of the server, in microseconds × requests: waiting. */
  readonly waited: number;
}

export interface ServerUseLog {
  /** What is counted from now on belongs to the period. */
  begin(): void;
  /** The first of the windows that are not over yet is `window`. */
  look(window: number): void;
  /** By window: Σ load / Σ capacity, and requests in all queues. */
  readonly utilization: readonly number[];
  readonly queued: readonly number[];
  /** By row of the heat map, then by window; `busy` −1 while all of its machines were off, `queued` a server. */
  readonly rows: { readonly busy: readonly (readonly number[])[]; readonly queued: readonly (readonly number[])[] };
  /** Of a server, in the period so far. */
  waited(server: number): number;
  /** Of the period so far. */
  total(): { readonly utilization: number; readonly waited: number };
}

/** `rowOf`: the row of the heat map for each server, and how many rows there are; 0 for no heat map. */
export function createServerUseLog(
  windows: Windows,
  servers: number,
  use: (server: number) => ServerUse,
  rowOf: (server: number) => number,
  rowCount: number,
): ServerUseLog {
  const series = (value: number): number[] => new Array<number>(windows.count).fill(value);
  const before = Array.from({ length: FIGURES }, () => new Float64Array(servers));
  const waitedBy = new Float64Array(servers);
  const ofRow = Array.from({ length: FIGURES }, () => new Float64Array(rowCount));
  const serversIn = new Float64Array(rowCount);
  if (rowCount > 0) for (let server = 0; server < servers; server++) serversIn[rowOf(server)]++;
  const utilization = series(0);
  const queued = series(0);
  const rows = {
    busy: Array.from({ length: rowCount }, () => series(-1)),
    queued: Array.from({ length: rowCount }, () => series(0)),
  };
  const totals = new Float64Array(FIGURES);
  const sums = new Float64Array(FIGURES);
  let seen = 0;

  const add = (figure: number, server: number, now: number): number => {
    const since = now - before[figure][server];
    before[figure][server] = now;
    sums[figure] += since;
    if (rowCount > 0) ofRow[figure][rowOf(server)] += since;
    return since;
  };
  const count = (): void => {
    sums.fill(0);
    for (const row of ofRow) row.fill(0);
    for (let server = 0; server < servers; server++) {
      const { busy, available, waited } = use(server);
      add(BUSY, server, busy);
      add(AVAILABLE, server, available);
      waitedBy[server] += add(WAITED, server, waited);
    }
  };

  return {
    utilization,
    queued,
    rows,
    begin() {
      count();
      waitedBy.fill(0);
    },
    look(window) {
      if (window <= seen) return;
      count();
      let length = 0;
      for (let i = seen; i < window; i++) length += windowLength(windows, i);
      for (let figure = 0; figure < FIGURES; figure++) totals[figure] += sums[figure];
      for (let i = seen; i < window; i++) {
        utilization[i] = shareOf(sums[BUSY], sums[AVAILABLE], 0);
        queued[i] = sums[WAITED] / length;
        for (let row = 0; row < rowCount; row++) {
          rows.busy[row][i] = shareOf(ofRow[BUSY][row], ofRow[AVAILABLE][row], -1);
          rows.queued[row][i] = ofRow[WAITED][row] / length / serversIn[row];
        }
      }
      seen = window;
    },
    waited: (server) => waitedBy[server],
    total: () => ({ utilization: shareOf(totals[BUSY], totals[AVAILABLE], 0), waited: totals[WAITED] }),
  };
}

const shareOf = (part: number, whole: number, none: number): number => (whole > 0 ? part / whole : none);
