/**
 * Quorums. Phase 1 and phase 2 may need different numbers of acceptors, as long as any two quorums of different phases
 * have a member in common: |Q1| + |Q2| > n (Howard, Malkhi and Spiegelman, "Flexible Paxos", OPODIS 2016, §5). Nothing
 * else is required: two quorums of phase 1 need not intersect.
 *
 * The sizes that were set are meant for the cluster as it boots. When the membership changes, phase 2 keeps its size (it
 * is what every command waits for), at most all voters, and phase 1 has the size that was set or what then is necessary.
 */
import type { ProcessId } from '../../environment.ts';

export interface QuorumSizes {
  /** 0 stands for a majority. */
  readonly phase1Quorum: number;
  readonly phase2Quorum: number;
}

export const majority = (voters: number): number => Math.floor(voters / 2) + 1;

/** Acceptors that must accept a value for it to be chosen, and that a leader must hear to know that it still leads. */
export const phase2Size = (voters: number, { phase2Quorum }: QuorumSizes): number =>
  phase2Quorum === 0 ? majority(voters) : Math.min(phase2Quorum, voters);

/** Acceptors that must promise before anything may be proposed. */
export function phase1Size(voters: number, sizes: QuorumSizes): number {
  const wanted = sizes.phase1Quorum === 0 ? majority(voters) : Math.min(sizes.phase1Quorum, voters);
  return Math.max(wanted, voters - phase2Size(voters, sizes) + 1);
}

/** Whether `size` of `voters` have it. Voters are counted, never messages. */
export function isQuorum(voters: readonly ProcessId[], size: number, has: (voter: ProcessId) => boolean): boolean {
  let count = 0;
  for (let i = 0; i < voters.length; i++) if (has(voters[i])) count++;
  return count >= size;
}

/** The largest value that `size` of `voters` have reached. */
export function quorumValue(voters: readonly ProcessId[], size: number, read: (voter: ProcessId) => number): number {
  const values = voters.map(read).sort((a, b) => b - a);
  return values[size - 1];
}
