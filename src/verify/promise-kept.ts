/**
 * An acceptor that promised a ballot accepts nothing below it, restarts included. What it accepted before it promised, and
 * tells anew after a restart, is no new acceptance.
 *
 * A replaced disk starts afresh. A disk that lies or rots owes everything. Memory: see `accepted-ballots.ts`.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import type { NodeId } from '../kernel/observation.ts';
import { type AcceptedBallots, accept, acceptedIn, createAcceptedBallots } from './accepted-ballots.ts';
import type { Invariant } from './invariant.ts';

interface Acceptor {
  readonly node: NodeId;
  promised: number;
  readonly accepted: AcceptedBallots;
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
      getOrCreate(acceptors, process, (): Acceptor => ({ node, promised: 0, accepted: createAcceptedBallots() }));
    trace.subscribe('node', ({ node, change }) => {
      if (change !== 'wipe') return;
      for (const [process, acceptor] of acceptors) if (acceptor.node === node) acceptors.delete(process);
    });
    trace.subscribe('protocol', ({ process, node, event }) => {
      if (event.type !== 'promise') return;
      const acceptor = acceptorOf(process, node);
      acceptor.promised = Math.max(acceptor.promised, event.term);
    });
    trace.subscribe('log', ({ time, service, process, node, change, index, term }) => {
      if (change !== 'append') return;
      const { promised, accepted } = acceptorOf(process, node);
      const before = acceptedIn(accepted, index);
      if (before === undefined || before === term) return;
      if (term < promised) {
        const what = `accepted slot ${index} in ballot ${term} after it had promised ballot ${promised}`;
        report(time, `${service}: ${nodeName(node)} ${what}`);
      }
      accept(accepted, index, term);
    });
    return () => {};
  },
};
