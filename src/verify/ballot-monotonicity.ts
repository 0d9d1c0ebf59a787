/**
 * Ballots only rise at an acceptor: those that it promises, restarts included, and within a life those in which it accepts a
 * given slot. A life begins with what is on the disk, told before its first role: a last acceptance may have been lost
 * with the crash, since nobody had been told.
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
  accepted: AcceptedBallots;
  recovering: boolean;
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
      getOrCreate(
        acceptors,
        process,
        (): Acceptor => ({
          node,
          promised: 0,
          accepted: createAcceptedBallots(),
          recovering: false,
        }),
      );
    trace.subscribe('node', ({ node, change }) => {
      if (change !== 'wipe' && change !== 'restart') return;
      for (const acceptor of acceptors.values()) {
        if (acceptor.node !== node) continue;
        if (change === 'wipe') acceptor.promised = 0;
        acceptor.accepted = createAcceptedBallots();
        acceptor.recovering = change === 'restart';
      }
    });
    trace.subscribe('protocol', ({ time, service, process, node, event }) => {
      if (event.type !== 'promise' && event.type !== 'role') return;
      const acceptor = acceptorOf(process, node);
      if (event.type === 'role') {
        acceptor.recovering = false;
        return;
      }
      if (event.term < acceptor.promised) {
        report(time, `${service}: ${nodeName(node)} promised ballot ${event.term} after ballot ${acceptor.promised}`);
      }
      acceptor.promised = event.term;
    });
    trace.subscribe('log', ({ time, service, process, node, change, index, term }) => {
      if (change !== 'append') return;
      const { accepted, recovering } = acceptorOf(process, node);
      const before = acceptedIn(accepted, index);
      if (before === undefined) return;
      if (term < before && !recovering) {
        report(time, `${service}: ${nodeName(node)} accepted slot ${index} in ballot ${term} after ballot ${before}`);
      }
      accept(accepted, index, term);
    });
    return () => {};
  },
};
