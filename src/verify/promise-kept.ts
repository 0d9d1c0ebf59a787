/**
 * An acceptor that promised a ballot accepts nothing below it, restarts included. What it tells between the start of a life
 * and its first role is what it finds on its disk, and no new acceptance.
 *
 * A replaced disk starts afresh. A disk that lies or rots owes everything. Memory: a number per acceptor.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Invariant } from './invariant.ts';

interface Acceptor {
  readonly node: NodeId;
  promised: number;
  recovering: boolean;
}

export const promiseKept: Invariant = {
  name: 'promise-kept',
  statement: 'An acceptor that promised a ballot never accepts a value in a lower one, unless its disk was replaced.',
  source: 'Lamport, Paxos Made Simple (2001), §2.2, P1a; Lamport, The Part-Time Parliament (1998), §2.2',
  cost: 'logs',
  of: 'slots',
  watch(trace, { nodeName, report }) {
    const acceptors = new Map<ProcessId, Acceptor>();
    const acceptorOf = (process: ProcessId, node: NodeId): Acceptor =>
      getOrCreate(acceptors, process, (): Acceptor => ({ node, promised: 0, recovering: false }));
    trace.subscribe('node', ({ node, change }) => {
      for (const acceptor of acceptors.values()) {
        if (acceptor.node !== node) continue;
        if (change === 'wipe') acceptor.promised = 0;
        else if (change === 'restart') acceptor.recovering = true;
      }
    });
    trace.subscribe('protocol', ({ process, node, event }) => {
      if (event.type !== 'promise' && event.type !== 'role') return;
      const acceptor = acceptorOf(process, node);
      if (event.type === 'role') acceptor.recovering = false;
      else acceptor.promised = Math.max(acceptor.promised, event.term);
    });
    trace.subscribe('log', ({ time, service, process, node, change, index, term }) => {
      if (change !== 'append') return;
      const { promised, recovering } = acceptorOf(process, node);
      if (recovering || term >= promised) return;
      const what = `accepted slot ${index} in ballot ${term} after it had promised ballot ${promised}`;
      report(time, `${service}: ${nodeName(node)} ${what}`);
    });
    return () => {};
  },
};
