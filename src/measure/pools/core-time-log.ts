/**
 * Busy shares of the servers of one pool, window by window, from what their machines have counted so far. It wants to
 * be shown those figures at the end of each window; a window that was passed over has the figures of those around it.
 */
import type { NodeId } from '../../kernel/observation.ts';
import type { Windows } from '../windows.ts';

/** Of a machine since the start of the measured period, in microseconds × cores: in use, and there while it was on. */
export interface CoreTime {
  readonly busy: number;
  readonly available: number;
}

export interface CoreTimeLog {
  /** The first of the windows that are not over yet is `window`. */
  look(window: number): void;
  readonly utilization: readonly number[];
  /** By row of the heat map, then by window; −1 while all of its machines were off. */
  readonly rows: readonly (readonly number[])[];
  /** Of the whole period so far. */
  total(): number;
}

/** `rowOf`: the row of the heat map for each server, and how many rows there are; 0 for no heat map. */
export function createCoreTimeLog(
  windows: Windows,
  nodes: readonly NodeId[],
  coreTime: (node: NodeId) => CoreTime,
  rowOf: (server: number) => number,
  rowCount: number,
): CoreTimeLog {
  const busyBefore = new Float64Array(nodes.length);
  const availableBefore = new Float64Array(nodes.length);
  const utilization: number[] = new Array<number>(windows.count).fill(0);
  const rows = Array.from({ length: rowCount }, () => new Array<number>(windows.count).fill(-1));
  const rowBusy = new Float64Array(rowCount);
  const rowAvailable = new Float64Array(rowCount);
  let seen = 0;
  let totalBusy = 0;
  let totalAvailable = 0;
  return {
    utilization,
    rows,
    look(window) {
      if (window <= seen) return;
      rowBusy.fill(0);
      rowAvailable.fill(0);
      let busy = 0;
      let available = 0;
      for (let server = 0; server < nodes.length; server++) {
        const now = coreTime(nodes[server]);
        const usedSince = now.busy - busyBefore[server];
        const availableSince = now.available - availableBefore[server];
        busyBefore[server] = now.busy;
        availableBefore[server] = now.available;
        busy += usedSince;
        available += availableSince;
        if (rowCount > 0) {
          rowBusy[rowOf(server)] += usedSince;
          rowAvailable[rowOf(server)] += availableSince;
        }
      }
      totalBusy += busy;
      totalAvailable += available;
      for (let i = seen; i < window; i++) {
        utilization[i] = available > 0 ? busy / available : 0;
        for (let row = 0; row < rowCount; row++) {
          rows[row][i] = rowAvailable[row] > 0 ? rowBusy[row] / rowAvailable[row] : -1;
        }
      }
      seen = window;
    },
    total: () => (totalAvailable > 0 ? totalBusy / totalAvailable : 0),
  };
}
