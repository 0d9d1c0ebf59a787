/** Election safety. Memory: one entry per term that had a leader. */
import type { ProcessId } from '../algorithms/environment.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Invariant } from './invariant.ts';

interface Winner {
  readonly process: ProcessId;
  readonly node: NodeId;
}

export const electionSafety: Invariant = {
  name: 'election-safety',
  statement: 'At most one process of a service becomes leader in a given term.',
  source: 'Ongaro & Ousterhout, In Search of an Understandable Consensus Algorithm (extended), §5.2, Figure 3',
  cost: 'always',
  watch(trace, { nodeName, report }) {
    const winnersByService = new Map<string, Map<number, Winner>>();
    trace.subscribe('protocol', ({ time, service, process, node, event }) => {
      if (event.type !== 'role' || event.role !== 'leader') return;
      const winners = getOrCreate(winnersByService, service, () => new Map<number, Winner>());
      const first = winners.get(event.term);
      if (first === undefined) winners.set(event.term, { process, node });
      else if (first.process !== process) {
        report(time, `${service}: ${nodeName(first.node)} and ${nodeName(node)} both led in term ${event.term}`);
      }
    });
    return () => {};
  },
};
