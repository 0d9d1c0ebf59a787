/**
 * Quorum intersection across configurations: a configuration that a leader puts into its log, and so in force, has no
 * quorum that is disjoint from one of the configurations in its log that may be in force elsewhere, the last one that
 * it knows to be committed and any after it. Joint configurations need a majority of both halves.
 *
 * Two leaders that both change a configuration they found uncommitted may each keep this: what then goes wrong is the
 * business of leader-completeness.
 */
import type { Membership } from '../algorithms/protocol-event.ts';
import type { Invariant } from './invariant.ts';
import { disjointQuorums } from './quorums.ts';

export const quorumIntersection: Invariant = {
  name: 'quorum-intersection',
  statement: 'Any quorum of a configuration that a leader begins meets any quorum of those that it may still replace.',
  source: 'Ongaro & Ousterhout (extended), §6; Ongaro, dissertation (2014), §4.1 and §4.3',
  cost: 'logs',
  of: 'contiguous',
  watch(trace, { nodeName, report, replicas }) {
    const all = replicas();
    trace.subscribe('protocol', ({ time, service, process, node, event }) => {
      if (event.type !== 'membership' || event.committed) return;
      const leader = all.of(process);
      if (leader?.role !== 'leader') return;
      const name = (voter: number): string => nodeName(all.of(voter)?.node ?? voter);
      const told = ({ voters, outgoing }: Membership): string =>
        [voters, outgoing]
          .filter((half) => half.length > 0)
          .map((half) => `{${half.map(name).join(', ')}}`)
          .join(' with ');
      for (const { index, membership } of leader.configurations) {
        if (index === event.index) continue;
        const disjoint = disjointQuorums(membership, event.membership);
        if (disjoint === undefined) continue;
        const change = `${told(membership)} of index ${index} by ${told(event.membership)} at index ${event.index}`;
        const quorums = disjoint.map((quorum) => `{${quorum.map(name).join(', ')}}`).join(' and ');
        report(time, `${service}: ${nodeName(node)} replaced ${change}: ${quorums} can decide apart`);
      }
    });
    return () => {};
  },
};
