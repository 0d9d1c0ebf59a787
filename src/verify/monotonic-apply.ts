/**
 * Within one life a process applies entries in ascending order, each once. Only an installed snapshot may jump, and
 * only forward. A restart begins a new life: replaying from the last snapshot is then as it should be.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Invariant } from './invariant.ts';

export const monotonicApply: Invariant = {
  name: 'monotonic-apply',
  statement: 'Within one life, a process applies log entries in ascending order of index, none twice.',
  source: 'Ongaro & Ousterhout (extended), §5.3 and Figure 2 (lastApplied)',
  cost: 'always',
  watch(trace, { nodeName, report }) {
    const appliedByProcess = new Map<ProcessId, number>();
    const processesByNode = new Map<NodeId, Set<ProcessId>>();
    trace.subscribe('node', ({ node, change }) => {
      if (change !== 'start' && change !== 'restart') return;
      for (const process of processesByNode.get(node) ?? []) appliedByProcess.delete(process);
    });
    const advance = (process: ProcessId, node: NodeId, index: number): void => {
      appliedByProcess.set(process, index);
      const processes = processesByNode.get(node);
      if (processes === undefined) processesByNode.set(node, new Set([process]));
      else processes.add(process);
    };
    trace.subscribe('protocol', ({ time, service, process, node, event }) => {
      if (event.type !== 'snapshot' || event.action !== 'installed') return;
      const applied = appliedByProcess.get(process) ?? 0;
      if (event.index < applied) {
        report(time, `${service}: ${nodeName(node)} fell back from index ${applied} to a snapshot at ${event.index}`);
      }
      advance(process, node, event.index);
    });
    trace.subscribe('apply', ({ time, service, process, node, index }) => {
      const applied = appliedByProcess.get(process) ?? 0;
      if (index <= applied) report(time, `${service}: ${nodeName(node)} applied index ${index} after index ${applied}`);
      advance(process, node, index);
    });
    return () => {};
  },
};
