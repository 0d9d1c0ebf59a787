/**
 * Cluster membership changes (dissertation §4; joint consensus §4.3 and paper §6): the pure rules, and the bookkeeping
 * of the configurations in the log. A configuration is in force from the moment it is in the log, committed or not,
 * and leaves with its entry when the log is truncated.
 */
import type { ProcessId } from '../../environment.ts';
import type { Membership } from '../../protocol-event.ts';
import type { MembershipChange } from '../consensus.ts';
import { type LogEntry, termAt } from './log.ts';
import type { Configuration, Raft, RaftState } from './state.ts';

export const currentConfiguration = (state: RaftState): Configuration =>
  state.configurations[state.configurations.length - 1];

export const currentMembership = (state: RaftState): Membership => currentConfiguration(state).membership;

export const isJoint = (membership: Membership): boolean => membership.outgoing.length > 0;

export const isVoter = (membership: Membership, process: ProcessId): boolean =>
  membership.voters.includes(process) || membership.outgoing.includes(process);

/** Voters of both halves and learners, each once. */
export const membersOf = (membership: Membership): readonly ProcessId[] => [
  ...new Set([...membership.voters, ...membership.outgoing, ...membership.learners]),
];

/**
 * The configuration that `change` leads to; undefined if it would leave no voters. Changes of one server differ from
 * `current` by at most one voter, so majorities overlap (§4.1); `replace` goes through a joint configuration (§4.3).
 */
export function changedMembership(current: Membership, change: MembershipChange): Membership | undefined {
  const without = (list: readonly ProcessId[], process: ProcessId) => list.filter((member) => member !== process);
  switch (change.type) {
    case 'add-voter':
      return {
        voters: current.voters.includes(change.process) ? current.voters : [...current.voters, change.process],
        outgoing: [],
        learners: without(current.learners, change.process),
      };
    case 'add-learner':
    case 'remove': {
      const voters = without(current.voters, change.process);
      if (voters.length === 0) return undefined;
      const learners = without(current.learners, change.process);
      return { voters, outgoing: [], learners: change.type === 'remove' ? learners : [...learners, change.process] };
    }
    case 'replace': {
      const voters = [...new Set(change.voters)];
      if (voters.length === 0) return undefined;
      const learners = [...new Set(change.learners)].filter((learner) => !voters.includes(learner));
      return { voters, outgoing: current.voters, learners };
    }
  }
}

/** What follows a joint configuration once it is committed. Outgoing voters that became learners stay as such. */
export const withoutOutgoing = (membership: Membership): Membership => ({ ...membership, outgoing: [] });

/**
 * Whether a leader may append a configuration now: the last one is committed (one at a time, §4.1), and so is an
 * entry of its own term (raft-dev, 2015-07-10: otherwise two leaders' uncommitted changes may have disjoint majorities).
 */
export function mayChangeMembership(state: RaftState): boolean {
  const current = currentConfiguration(state);
  return (
    current.index <= state.commitIndex &&
    !isJoint(current.membership) &&
    termAt(state.log, state.commitIndex) === state.term
  );
}

/**
 * Whether this replica should stand for election: it is a voter, or its last configuration took that away but is not
 * known to be committed, so that the cluster may still need it (dissertation §4.2.2).
 */
export function mayCampaign(raft: Raft): boolean {
  const { self } = raft.environment;
  const { configurations, commitIndex } = raft.state;
  for (let i = configurations.length - 1; i >= 0; i--) {
    if (isVoter(configurations[i].membership, self)) return true;
    if (configurations[i].index <= commitIndex) return false;
  }
  return false;
}

/** Puts the configurations among `entries` in force. Answers whether there were any. */
export function noteAppended(raft: Raft, entries: readonly LogEntry[]): boolean {
  let found = false;
  for (let i = 0; i < entries.length; i++) {
    const { index, membership } = entries[i];
    if (membership === undefined) continue;
    raft.state.configurations.push({ index, membership });
    raft.environment.observe({ type: 'membership', index, membership, committed: false });
    found = true;
  }
  return found;
}

/** Takes the configurations from `from` on out of force again: their entries are truncated. */
export function rollBackMembership(raft: Raft, from: number): void {
  const { configurations, commitIndex } = raft.state;
  const before = configurations.length;
  while (configurations.length > 1 && currentConfiguration(raft.state).index >= from) configurations.pop();
  if (configurations.length === before) return;
  const { index, membership } = currentConfiguration(raft.state);
  raft.environment.observe({ type: 'membership', index, membership, committed: index <= commitIndex });
}

/** The commit index moved: forgets what came before the last committed configuration. Answers whether one was committed. */
export function noteMembershipCommitted(raft: Raft): boolean {
  const { configurations, commitIndex } = raft.state;
  let committed = 0;
  while (committed + 1 < configurations.length && configurations[committed + 1].index <= commitIndex) committed++;
  if (committed === 0) return false;
  configurations.splice(0, committed);
  const { index, membership } = configurations[0];
  raft.environment.observe({ type: 'membership', index, membership, committed: true });
  return true;
}

/** The configuration in force at the commit index: what a snapshot there must carry, never a later, uncommitted one. */
export const committedMembership = (state: RaftState): Membership => state.configurations[0].membership;
