/**
 * A process gives up only over its disk: one that ran full, forgot what it had said was synced, or changed what it held.
 * Any other contradiction that a process finds in its own state was put there by the protocol. Memory: one entry per node
 * whose disk failed.
 */
import type { DiskObservation, NodeId } from '../kernel/observation.ts';
import type { Invariant } from './invariant.ts';

/** Either excuses it, from then on: a write that failed may be answered after there is room again. */
const DISK_FAULTS: ReadonlySet<string> = new Set(['lost-fsync', 'bit-rot', 'wipe']);
const DISK_ERRORS: ReadonlySet<DiskObservation['change']> = new Set(['full', 'io-error', 'corrupt'] as const);

export const halted: Invariant = {
  name: 'halted',
  statement: 'No process gives up unless its disk has failed it.',
  source: 'own: a replica that finds a contradiction stops, so that it does no harm; see halt in the environment',
  cost: 'always',
  watch(trace, { nodeName, report }) {
    const excused = new Set<NodeId>();
    trace.subscribe('fault', ({ fault, nodes }) => {
      if (DISK_FAULTS.has(fault)) for (const node of nodes) excused.add(node);
    });
    trace.subscribe('disk', ({ node, change }) => {
      if (DISK_ERRORS.has(change)) excused.add(node);
    });
    trace.subscribe('node', ({ time, node, change, detail }) => {
      if (change !== 'halt' || excused.has(node)) return;
      report(time, `${nodeName(node)} gave up${detail === undefined ? '' : `: ${detail}`}`);
    });
    return () => {};
  },
};
