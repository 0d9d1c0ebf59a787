/**
 * Majorities, also joint ones (§6): in joint consensus a decision needs a majority of the incoming voters and,
 * separately, one of the outgoing voters. A pure leaf.
 */
import type { ProcessId } from '../../environment.ts';
import type { Membership } from '../../protocol-event.ts';

/** The voters of both halves; `outgoing` is empty outside joint consensus. */
export interface Electorate<T> {
  readonly incoming: readonly T[];
  readonly outgoing: readonly T[];
}

export type VoteOutcome = 'won' | 'lost' | 'pending';

/** Reused between calls: the commit rule runs on every acknowledgement. */
const sorted: number[] = [];

/** The largest value that a majority of `voters` has reached; Infinity without voters (they decide nothing). */
export function majorityValue<T>(voters: readonly T[], read: (voter: T) => number): number {
  const count = voters.length;
  if (count === 0) return Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const value = read(voters[i]);
    let j = i;
    while (j > 0 && sorted[j - 1] < value) {
      sorted[j] = sorted[j - 1];
      j--;
    }
    sorted[j] = value;
  }
  return sorted[Math.floor(count / 2)];
}

/** The largest value that a majority of each half has reached. */
export const quorumValue = <T>(electorate: Electorate<T>, read: (voter: T) => number): number =>
  electorate.outgoing.length === 0
    ? majorityValue(electorate.incoming, read)
    : Math.min(majorityValue(electorate.incoming, read), majorityValue(electorate.outgoing, read));

function majorityVote(voters: readonly ProcessId[], votes: ReadonlyMap<ProcessId, boolean>): VoteOutcome {
  const needed = Math.floor(voters.length / 2) + 1;
  let granted = 0;
  let refused = 0;
  for (const voter of voters) {
    const vote = votes.get(voter);
    if (vote === true) granted++;
    else if (vote === false) refused++;
  }
  if (granted >= needed) return 'won';
  return voters.length - refused < needed ? 'lost' : 'pending';
}

/** The result of an election so far. Votes are counted by voter, never by message; others' votes do not count. */
export function voteOutcome(membership: Membership, votes: ReadonlyMap<ProcessId, boolean>): VoteOutcome {
  const incoming = majorityVote(membership.voters, votes);
  if (membership.outgoing.length === 0) return incoming;
  const outgoing = majorityVote(membership.outgoing, votes);
  if (incoming === 'won' && outgoing === 'won') return 'won';
  return incoming === 'lost' || outgoing === 'lost' ? 'lost' : 'pending';
}
