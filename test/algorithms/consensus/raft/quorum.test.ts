import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { majorityValue, quorumValue, voteOutcome } from '../../../../src/algorithms/consensus/raft/quorum.ts';

const values = fc.array(fc.nat(20), { minLength: 1, maxLength: 9 });
const identity = (value: number) => value;
const isMajority = (count: number, of: number) => 2 * count > of;

describe('majorities', () => {
  it('the majority value is the largest that more than half have reached', () => {
    fc.assert(
      fc.property(values, (list) => {
        const value = majorityValue(list, identity);
        expect(isMajority(list.filter((v) => v >= value).length, list.length)).toBe(true);
        expect(isMajority(list.filter((v) => v > value).length, list.length)).toBe(false);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('in joint consensus it is the smaller of both halves’', () => {
    fc.assert(
      fc.property(values, values, (incoming, outgoing) => {
        const joint = quorumValue({ incoming, outgoing }, identity);
        expect(joint).toBe(Math.min(majorityValue(incoming, identity), majorityValue(outgoing, identity)));
        expect(quorumValue({ incoming, outgoing: [] }, identity)).toBe(majorityValue(incoming, identity));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('votes win when both halves have a majority, and lose when one cannot have it any more', () => {
    const ids = fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 7 });
    const ballots = fc.dictionary(fc.nat(9).map(String), fc.boolean());
    fc.assert(
      fc.property(ids, fc.oneof(fc.constant([]), ids), ballots, (voters, outgoing, dictionary) => {
        const votes = new Map(Object.entries(dictionary).map(([id, vote]) => [Number(id), vote]));
        const halves = [voters, outgoing].filter((half) => half.length > 0);
        const count = (half: readonly number[], vote: boolean) => half.filter((id) => votes.get(id) === vote).length;
        const won = halves.every((half) => isMajority(count(half, true), half.length));
        const lost = halves.some((half) => !isMajority(half.length - count(half, false), half.length));
        const outcome = voteOutcome({ voters, outgoing, learners: [] }, votes);
        expect(outcome).toBe(won ? 'won' : lost ? 'lost' : 'pending');
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
