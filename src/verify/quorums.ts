/** Majorities of configurations, as an observer sees them: joint ones need one of each half. Pure. */
import type { ProcessId } from '../algorithms/environment.ts';
import type { Membership } from '../algorithms/protocol-event.ts';

/** Outside joint consensus there is one half. */
export const halvesOf = ({ voters, outgoing }: Membership): readonly (readonly ProcessId[])[] =>
  outgoing.length === 0 ? [voters] : [voters, outgoing];

export const isQuorum = (membership: Membership, has: (process: ProcessId) => boolean): boolean =>
  halvesOf(membership).every((half) => half.filter(has).length * 2 > half.length);

/**
 * A quorum of `a` and one of `b` without a common member; undefined if there are none. Tries the ways to divide the
 * voters up to which halves they belong to: the numbers per kind of voter, not the voters.
 */
export function disjointQuorums(a: Membership, b: Membership): readonly (readonly ProcessId[])[] | undefined {
  const halves = [...halvesOf(a), ...halvesOf(b)];
  const kinds = new Map<number, ProcessId[]>();
  for (const voter of new Set(halves.flat())) {
    const kind = halves.reduce((bits, half, i) => (half.includes(voter) ? bits | (1 << i) : bits), 0);
    kinds.set(kind, [...(kinds.get(kind) ?? []), voter]);
  }
  const groups = [...kinds.values()];
  const divide = (next: number, toA: readonly ProcessId[]): readonly (readonly ProcessId[])[] | undefined => {
    if (next === groups.length) {
      const rest = groups.flat().filter((voter) => !toA.includes(voter));
      const disjoint = isQuorum(a, (voter) => toA.includes(voter)) && isQuorum(b, (voter) => rest.includes(voter));
      return disjoint ? [toA, rest] : undefined;
    }
    for (let count = 0; count <= groups[next].length; count++) {
      const found = divide(next + 1, [...toA, ...groups[next].slice(0, count)]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return divide(0, []);
}
