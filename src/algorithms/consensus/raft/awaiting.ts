/** What has to come before a replica can go on, in one line for people: what a failed check of liveness prints. */
import type { ProcessId } from '../../environment.ts';
import type { Membership } from '../../protocol-event.ts';
import { lastIndex } from './log.ts';
import { currentMembership, isVoter, mayCampaign } from './membership.ts';
import type { Leadership, Raft } from './state.ts';

/** undefined for a replica that is up to date, or halted: it waits for nothing but its next message. */
export function awaitingOf(raft: Raft): string | undefined {
  const { state, environment } = raft;
  const { role, term, leadership, leader, installing, receiving } = state;
  if (state.halted) return undefined;
  if (installing !== undefined) return `its disk: the snapshot up to index ${installing.index}`;
  if (leadership !== undefined) return awaitedByLeader(raft, leadership);
  const membership = currentMembership(state);
  if (role === 'candidate' || role === 'pre-candidate') {
    const own = role === 'candidate' && !state.votes.has(environment.self) && isVoter(membership, environment.self);
    if (own) return `its disk: its own vote of term ${term}`;
    const what = role === 'candidate' ? `votes of term ${term}` : `pre-votes for term ${term + 1}`;
    return `${what}: ${gap(membership, (voter) => state.votes.get(voter) === true) ?? 'has them'}`;
  }
  if (receiving !== undefined) return `byte ${receiving.offset} of the snapshot up to index ${receiving.index}`;
  if (state.answerDue) return `its disk: entries up to index ${state.matchedIndex}`;
  if (leader === undefined) {
    return mayCampaign(raft) ? 'a leader, or its election timeout' : 'a leader: it is no voter and cannot stand itself';
  }
  const silence = state.lastContact === undefined ? 0 : environment.now() - state.lastContact;
  return silence < raft.options.electionTimeout.min ? undefined : `a message of leader ${leader}`;
}

function awaitedByLeader(raft: Raft, leadership: Leadership): string | undefined {
  const { state } = raft;
  const { transfer, progress, reads, round } = leadership;
  if (transfer !== undefined) return `process ${transfer.to}, to which it hands over`;
  const last = lastIndex(state.log);
  const membership = currentMembership(state);
  if (state.commitIndex < last) {
    const index = Math.max(state.commitIndex + 1, Math.min(leadership.noopIndex, last));
    const missing = gap(membership, (voter) => (progress.get(voter)?.match ?? 0) >= index);
    return `acknowledgements of index ${index}: ${missing ?? 'has them'}`;
  }
  if (reads.length === 0) return undefined;
  const missing = gap(membership, (voter) => (progress.get(voter)?.ackedRound ?? 0) >= reads[0].round);
  return `answers to heartbeat round ${reads[0].round === 0 ? round + 1 : reads[0].round}: ${missing ?? 'has them'}`;
}

/** Who has given what a majority of each half must give, and who else could; undefined if that is enough. */
function gap({ voters, outgoing }: Membership, has: (voter: ProcessId) => boolean): string | undefined {
  const needs = [voters, outgoing].flatMap((half) => {
    const given = half.filter(has).length;
    const needed = Math.floor(half.length / 2) + 1 - given;
    const open = half.filter((voter) => !has(voter));
    return half.length === 0 || needed <= 0 ? [] : `needs ${needed} of ${open.join(', ')}`;
  });
  if (needs.length === 0) return undefined;
  const given = [...new Set([...voters, ...outgoing])].filter(has);
  return `has ${given.length === 0 ? 'none' : given.join(', ')}; ${needs.join(' and ')}`;
}
