/**
 * One vote per term. Within a life every vote counts that was granted, and every candidacy as a vote for oneself. Across
 * lives only what was promised counts: a vote that a crash overtook before it left may be given anew.
 *
 * A replaced disk starts afresh. A disk that lies or rots owes everything. Memory: one vote per process and kind, since
 * terms only rise (monotonic-term); a vote in a term further back is not looked at.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Invariant } from './invariant.ts';

interface Vote {
  readonly term: number;
  readonly candidate: ProcessId;
}

interface Ballots {
  readonly node: NodeId;
  granted: Vote | undefined;
  promised: Vote | undefined;
}

export const oneVotePerTerm: Invariant = {
  name: 'one-vote-per-term',
  statement:
    'A process votes for at most one candidate in a given term, restarts included, unless its disk was replaced.',
  source: 'Ongaro & Ousterhout (extended), §5.2 and Figure 2 (votedFor); Lamport, Paxos Made Simple (2001), §2.2',
  cost: 'always',
  watch(trace, { nodeName, report }) {
    const ballotsByProcess = new Map<ProcessId, Ballots>();
    trace.subscribe('node', ({ node, change }) => {
      if (change !== 'start' && change !== 'restart' && change !== 'wipe') return;
      for (const ballots of ballotsByProcess.values()) {
        if (ballots.node !== node) continue;
        ballots.granted = undefined;
        if (change === 'wipe') ballots.promised = undefined;
      }
    });
    const name = (process: ProcessId): string => {
      const known = ballotsByProcess.get(process);
      return known === undefined ? `process ${process}` : nodeName(known.node);
    };
    trace.subscribe('protocol', ({ time, service, process, node, event }) => {
      const ballots = getOrCreate(
        ballotsByProcess,
        process,
        (): Ballots => ({
          node,
          granted: undefined,
          promised: undefined,
        }),
      );
      const contradicts = (earlier: Vote | undefined, vote: Vote): boolean => {
        if (earlier === undefined || earlier.term !== vote.term || earlier.candidate === vote.candidate) return false;
        const both = `${name(earlier.candidate)}, then for ${name(vote.candidate)}`;
        report(time, `${service}: ${nodeName(node)} voted in term ${vote.term} for ${both}`);
        return true;
      };
      if (event.type === 'promise') {
        const vote = { term: event.term, candidate: event.proposer };
        contradicts(ballots.promised, vote);
        ballots.promised = vote;
      } else if ((event.type === 'vote' && event.granted) || (event.type === 'role' && event.role === 'candidate')) {
        const vote = { term: event.term, candidate: event.type === 'vote' ? event.candidate : process };
        if (!contradicts(ballots.granted, vote)) contradicts(ballots.promised, vote);
        ballots.granted = vote;
      }
    });
    return () => {};
  },
};
