/** Leader append-only. Within a reign: from the moment a replica says that it leads until it says otherwise or goes down. */
import type { ProcessId } from '../algorithms/environment.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Invariant } from './invariant.ts';

interface Reign {
  readonly node: NodeId;
  leads: boolean;
  last: number;
}

export const leaderAppendOnly: Invariant = {
  name: 'leader-append-only',
  statement: 'A leader never overwrites or deletes entries in its log; it only appends new ones.',
  source: 'Ongaro & Ousterhout (extended), §5.3, Figure 3',
  cost: 'logs',
  of: 'contiguous',
  watch(trace, { nodeName, report }) {
    const reigns = new Map<ProcessId, Reign>();
    const reignOf = (process: ProcessId, node: NodeId): Reign => {
      const known = reigns.get(process);
      if (known !== undefined) return known;
      const reign = { node, leads: false, last: 0 };
      reigns.set(process, reign);
      return reign;
    };
    trace.subscribe('node', ({ node, change }) => {
      if (change === 'pause' || change === 'resume') return;
      for (const reign of reigns.values()) if (reign.node === node) reign.leads = false;
    });
    trace.subscribe('protocol', ({ process, node, event }) => {
      if (event.type === 'role') reignOf(process, node).leads = event.role === 'leader';
    });
    trace.subscribe('log', ({ time, service, process, node, change, index }) => {
      const reign = reignOf(process, node);
      if (change === 'truncate') {
        if (reign.leads && index <= reign.last) {
          report(time, `${service}: ${nodeName(node)} leads and deleted its entries ${index} to ${reign.last}`);
        }
        reign.last = index - 1;
      } else if (change === 'append') {
        if (reign.leads && index <= reign.last) {
          report(
            time,
            `${service}: ${nodeName(node)} leads and overwrote its entry ${index}, its last being ${reign.last}`,
          );
        }
        reign.last = Math.max(reign.last, index);
      }
    });
    return () => {};
  },
};
