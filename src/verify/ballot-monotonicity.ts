/**
 * Ballots only rise at an acceptor: those that it promises, and those in which it accepts a given slot, restarts included.
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

export const ballotMonotonicity: Invariant = {
  name: 'ballot-monotonicity',
  statement: 'The ballots that an acceptor promises, and those in which it accepts a slot, never fall.',
  source: 'van Renesse & Altinbuken, Paxos Made Moderately Complex (2015), §2.1, invariants A1 and A2',
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
    trace.subscribe('protocol', ({ time, service, process, node, event }) => {
      if (event.type !== 'promise') return;
      const acceptor = acceptorOf(process, node);
      if (event.term < acceptor.promised) {
        report(time, `${service}: ${nodeName(node)} promised ballot ${event.term} after ballot ${acceptor.promised}`);
      }
      acceptor.promised = event.term;
    });
    trace.subscribe('log', ({ time, service, process, node, change, index, term }) => {
      if (change !== 'append') return;
      const { accepted } = acceptorOf(process, node);
      const before = acceptedIn(accepted, index);
      if (before === undefined) return;
      if (term < before) {
        report(time, `${service}: ${nodeName(node)} accepted slot ${index} in ballot ${term} after ballot ${before}`);
      }
      accept(accepted, index, term);
    });
    return () => {};
  },
};
