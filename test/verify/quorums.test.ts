import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Membership } from '../../src/algorithms/protocol-event.ts';
import { disjointQuorums, isQuorum } from '../../src/verify/quorums.ts';

const voters = (min: number) => fc.subarray([0, 1, 2, 3, 4, 5], { minLength: min });
const membership = fc.record({ voters: voters(1), outgoing: voters(0), learners: fc.constant<number[]>([]) });

it('finds disjoint quorums where there are any, and only there', () => {
  const byTrying = (a: Membership, b: Membership): boolean => {
    for (let side = 0; side < 64; side++) {
      const inA = (voter: number) => (side & (1 << voter)) > 0;
      if (isQuorum(a, inA) && isQuorum(b, (voter) => !inA(voter))) return true;
    }
    return false;
  };
  let apart = 0;
  fc.assert(
    fc.property(membership, membership, (a, b) => {
      const found = disjointQuorums(a, b);
      expect(found !== undefined).toBe(byTrying(a, b));
      if (found === undefined) return;
      apart++;
      const [of, and] = found;
      expect(isQuorum(a, (voter) => of.includes(voter)) && isQuorum(b, (voter) => and.includes(voter))).toBe(true);
      expect(of.some((voter) => and.includes(voter))).toBe(false);
    }),
    { seed: 1, numRuns: 1000 },
  );
  expect(apart).toBeGreaterThan(100);
});
