/**
 * State machine safety: all replicas apply the same entry at the same index. For Paxos this is agreement: no two values
 * are chosen for a slot, as far as anybody acts upon it. Memory: see `agreed-log.ts`.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import type { NodeId } from '../kernel/observation.ts';
import { type AgreedLog, createAgreedLog } from './agreed-log.ts';
import type { Invariant } from './invariant.ts';

export const stateMachineAgreement: Invariant = {
  name: 'state-machine-agreement',
  statement: 'If one replica has applied an entry at an index, no replica ever applies a different one there.',
  source:
    'Ongaro & Ousterhout (extended), §5.4.3, Figure 3 (state machine safety); Lamport, Paxos Made Simple (2001), §2.1',
  cost: 'always',
  watch(trace, { nodeName, report }) {
    const logs = new Map<string, AgreedLog>();
    const nodes = new Map<ProcessId, NodeId>();
    trace.subscribe('apply', ({ time, service, process, node, index, term, digest }) => {
      const log = getOrCreate(logs, service, createAgreedLog);
      nodes.set(process, node);
      const differs = log.apply(process, index, term, digest);
      if (differs === undefined) return;
      const other = nodeName(nodes.get(differs.firstBy) ?? differs.firstBy);
      report(
        time,
        differs.term === undefined
          ? `${service}: ${nodeName(node)} and ${other} differ somewhere in the indices ${differs.from} to ${differs.to}`
          : `${service}: at index ${index}, ${nodeName(node)} applied term ${term} digest ${hex(digest)}, ` +
              `${other} had applied term ${differs.term} digest ${hex(differs.digest ?? 0)}`,
      );
    });
    return () => {};
  },
};

const hex = (digest: number): string => (digest >>> 0).toString(16);
