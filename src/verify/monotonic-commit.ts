/** Within one life the commit index only rises. It is volatile: a new life may begin further down. */
import type { ProcessId } from '../algorithms/environment.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Invariant } from './invariant.ts';

export const monotonicCommit: Invariant = {
  name: 'monotonic-commit',
  statement: 'Within one life, the index up to which a process knows its log to be committed never falls.',
  source: 'Ongaro & Ousterhout (extended), Figure 2 (commitIndex: "increases monotonically")',
  cost: 'logs',
  watch(trace, { nodeName, report }) {
    const committed = new Map<ProcessId, { readonly node: NodeId; index: number }>();
    trace.subscribe('node', ({ node, change }) => {
      if (change !== 'start' && change !== 'restart') return;
      for (const known of committed.values()) if (known.node === node) known.index = 0;
    });
    trace.subscribe('log', ({ time, service, process, node, change, index }) => {
      if (change !== 'commit') return;
      const known = committed.get(process);
      if (known === undefined) {
        committed.set(process, { node, index });
        return;
      }
      if (index < known.index) {
        report(time, `${service}: ${nodeName(node)} took its commit index from ${known.index} back to ${index}`);
      }
      known.index = index;
    });
    return () => {};
  },
};
