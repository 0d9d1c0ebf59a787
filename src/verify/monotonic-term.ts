/**
 * A process never goes back to an older term.
 *
 * Within one life every announced role counts. Across a restart only what must have been durable counts: the terms it
 * recovered before, and those in which it led or made a promise (a vote, its own for itself included).
 * A term that a candidate merely announced may be lost with the crash, since nobody had been told.
 *
 * A wiped disk starts afresh: its process owes nothing. A disk that lies about fsync or rots owes everything: what such
 * faults break is a finding, and is reported.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Invariant } from './invariant.ts';

interface Terms {
  readonly node: NodeId;
  announced: number;
  durable: number;
}

export const monotonicTerm: Invariant = {
  name: 'monotonic-term',
  statement: 'The current term of a process never decreases, restarts included, unless its disk was replaced.',
  source: 'Ongaro & Ousterhout (extended), §5.1 and Figure 2 (persistent state)',
  cost: 'always',
  watch(trace, { nodeName, report }) {
    const termsByProcess = new Map<ProcessId, Terms>();
    const onNode = (node: NodeId, change: (terms: Terms) => void): void => {
      for (const terms of termsByProcess.values()) if (terms.node === node) change(terms);
    };
    trace.subscribe('node', ({ node, change }) => {
      if (change === 'start' || change === 'restart')
        onNode(node, (terms) => {
          terms.announced = 0;
        });
      else if (change === 'wipe')
        onNode(node, (terms) => {
          terms.announced = 0;
          terms.durable = 0;
        });
    });
    trace.subscribe('protocol', ({ time, service, process, node, event }) => {
      if (event.type !== 'role' && event.type !== 'recovered' && event.type !== 'promise') return;
      const terms = getOrCreate(termsByProcess, process, (): Terms => ({ node, announced: 0, durable: 0 }));
      if (event.type === 'promise') {
        terms.durable = Math.max(terms.durable, event.term);
        return;
      }
      if (event.type === 'recovered') {
        if (event.term < terms.durable) {
          report(time, `${service}: ${nodeName(node)} recovered term ${event.term} after term ${terms.durable}`);
        }
        terms.durable = event.term;
        terms.announced = event.term;
        return;
      }
      if (event.term < terms.announced) {
        report(time, `${service}: ${nodeName(node)} went from term ${terms.announced} back to ${event.term}`);
      }
      terms.announced = event.term;
      if (event.role === 'leader' && event.term > terms.durable) terms.durable = event.term;
    });
    return () => {};
  },
};
