/**
 * Acknowledged writes survive. A write is acknowledged with the position (index, term) that names its log entry; three
 * things contradict it, whenever they come to light:
 * - a replica applies another term at that index;
 * - a replica applies an entry of a *later* term at a *smaller* index: terms never fall along a log, so the log that
 *   this replica follows cannot hold the acknowledged entry any more;
 * - at the end of the run, nobody ever applied that entry although entries beyond it were applied.
 *
 * Memory: the last `WINDOW` indices entry by entry; of older acknowledgements only the highest is remembered, for the
 * second rule. A replica that replays far behind the window is the business of `state-machine-agreement`.
 */
import { getOrCreate } from '../core/get-or-create.ts';
import type { Micros } from '../core/time.ts';
import type { Invariant } from './invariant.ts';
import { enlarged, initialSize, sizeFor } from './window.ts';

const WINDOW = 65_536;

/** Of one service. `applied` and `acknowledged` hold terms, 0 where nothing is known; `indexAt` says for which index. */
interface Positions {
  indexAt: Float64Array;
  applied: Float64Array;
  acknowledged: Float64Array;
  lastApplied: number;
  highest: { index: number; term: number };
}

export const durableAcknowledgement: Invariant = {
  name: 'durable-acknowledgement',
  statement: 'The log entry of an acknowledged write stays where it was acknowledged, in every replica, for ever.',
  source: 'Ongaro & Ousterhout (extended), §5.4 and Figure 3 (leader completeness); §8',
  cost: 'always',
  watch(trace, { nodeName, report }) {
    const services = new Map<string, Positions>();
    let now: Micros = 0;
    trace.subscribe('apply', ({ time, service, node, index, term }) => {
      now = time;
      const positions = getOrCreate(services, service, emptyPositions);
      const slot = slotFor(positions, index, service, now, report);
      const { highest } = positions;
      if (index > positions.lastApplied) positions.lastApplied = index;
      if (index < highest.index && term > highest.term) {
        const acknowledged = `index ${highest.index} was acknowledged in term ${highest.term}`;
        report(time, `${service}: ${nodeName(node)} applied term ${term} at index ${index}, though ${acknowledged}`);
      }
      if (slot < 0) return;
      const acknowledged = positions.acknowledged[slot];
      if (acknowledged > 0 && acknowledged !== term) {
        const what = `applied term ${term} at index ${index}, which was acknowledged in term ${acknowledged}`;
        report(time, `${service}: ${nodeName(node)} ${what}`);
      }
      if (positions.applied[slot] === 0 || acknowledged === term) positions.applied[slot] = term;
    });
    trace.subscribe('operation', ({ time, service, type, position }) => {
      if (type !== 'ok' || position === undefined) return;
      now = time;
      const { index, term } = position;
      const positions = getOrCreate(services, service, emptyPositions);
      const slot = slotFor(positions, index, service, now, report);
      if (index > positions.highest.index) positions.highest = { index, term };
      if (slot < 0) return;
      const applied = positions.applied[slot];
      if (applied > 0 && applied !== term) {
        report(time, `${service}: index ${index} was acknowledged in term ${term}, where term ${applied} was applied`);
      }
      positions.acknowledged[slot] = term;
    });
    return () => {
      for (const [service, positions] of services) {
        for (let slot = 0; slot < positions.indexAt.length; slot++)
          reportUnapplied(positions, slot, service, now, report);
      }
    };
  },
};

type Report = (time: Micros, detail: string) => void;

const emptyPositions = (): Positions => ({
  indexAt: new Float64Array(initialSize(WINDOW)),
  applied: new Float64Array(initialSize(WINDOW)),
  acknowledged: new Float64Array(initialSize(WINDOW)),
  lastApplied: 0,
  highest: { index: 0, term: 0 },
});

function growFor(positions: Positions, index: number): void {
  const size = sizeFor(index, positions.indexAt.length, WINDOW);
  if (size === positions.indexAt.length) return;
  positions.indexAt = enlarged(positions.indexAt, size, 0);
  positions.applied = enlarged(positions.applied, size, 0);
  positions.acknowledged = enlarged(positions.acknowledged, size, 0);
}

/** The slot that holds `index`, taken over from an older index if need be; −1 if `index` itself has left the window. */
function slotFor(positions: Positions, index: number, service: string, time: Micros, report: Report): number {
  growFor(positions, index);
  const slot = index & (positions.indexAt.length - 1);
  if (positions.indexAt[slot] > index) return -1;
  if (positions.indexAt[slot] < index) {
    reportUnapplied(positions, slot, service, time, report);
    positions.indexAt[slot] = index;
    positions.applied[slot] = 0;
    positions.acknowledged[slot] = 0;
  }
  return slot;
}

/** The third rule, applied when an entry leaves the window and at the end. */
function reportUnapplied(positions: Positions, slot: number, service: string, time: Micros, report: Report): void {
  const { acknowledged, applied, indexAt, lastApplied } = positions;
  if (acknowledged[slot] === 0 || applied[slot] !== 0 || indexAt[slot] >= lastApplied) return;
  report(time, `${service}: index ${indexAt[slot]} was acknowledged in term ${acknowledged[slot]} but never applied`);
}
