/**
 * What a leader tells to be committed was appended by a quorum of the configuration in force there, at that moment. Whether
 * the copies were durable cannot be seen; a copy that was not comes to light after a crash, in leader-completeness or
 * durable-acknowledgement.
 *
 * A replica whose disk was replaced counts for what it held before. Raft takes storage to be stable: a leader cannot know.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import type { Invariant } from './invariant.ts';
import { isQuorum } from './quorums.ts';
import { holds, termAt } from './replica-log.ts';

export const commitQuorum: Invariant = {
  name: 'commit-quorum',
  statement: 'An entry that a leader commits is in the logs of a quorum of the configuration in force.',
  source: 'Ongaro & Ousterhout (extended), §5.3 and §6 (joint consensus)',
  cost: 'logs',
  of: 'contiguous',
  watch(trace, { nodeName, report, replicas }) {
    const all = replicas();
    const committed = new Map<ProcessId, number>();
    trace.subscribe('log', ({ time, service, process, node, change, index }) => {
      if (change !== 'commit') return;
      const before = getOrCreate(committed, process, () => 0);
      committed.set(process, index);
      const leader = all.of(process);
      if (index <= before || leader?.role !== 'leader') return;
      const configuration = leader.configurations[leader.configurations.length - 1];
      const term = termAt(leader.log, index);
      if (configuration === undefined || term === undefined) return;
      const { membership } = configuration;
      const has = (voter: ProcessId): boolean => {
        const replica = all.of(voter);
        return !replica?.toldLog || index <= replica.wipedUpTo || holds(replica.log, index, term);
      };
      if (isQuorum(membership, has)) return;
      const name = (voter: ProcessId): string => nodeName(all.of(voter)?.node ?? voter);
      const voters = [...new Set([...membership.voters, ...membership.outgoing])];
      const copies = voters.filter(has).map(name).join(', ') || 'nobody';
      const entry = `index ${index} of term ${term}`;
      report(
        time,
        `${service}: ${nodeName(node)} committed ${entry}, which only ${copies} of ${voters.map(name).join(', ')} had`,
      );
    });
    return () => {};
  },
};
