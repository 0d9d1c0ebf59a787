/** "Flexible Paxos" §5: quorums of different phases intersect, whatever is set and however many vote. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../../../src/algorithms/consensus/multi-paxos/check-options.ts';
import {
  isQuorum,
  phase1Size,
  phase2Size,
  quorumValue,
} from '../../../../src/algorithms/consensus/multi-paxos/quorum.ts';
import { MILLISECOND, SECOND } from '../../../../src/core/time.ts';
import { createReplica, PAPER } from './lone-replica.ts';

const sizes = (phase1Quorum: number, phase2Quorum: number) => ({ phase1Quorum, phase2Quorum });

describe('sizes', () => {
  it('are majorities unless set', () => {
    expect([1, 2, 3, 4, 5].map((n) => [phase1Size(n, sizes(0, 0)), phase2Size(n, sizes(0, 0))])).toEqual([
      [1, 1],
      [2, 2],
      [2, 2],
      [3, 3],
      [3, 3],
    ]);
  });

  it('always intersect and can always be met (P5)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(12), fc.nat(12), (n, q1, q2) => {
        const [first, second] = [phase1Size(n, sizes(q1, q2)), phase2Size(n, sizes(q1, q2))];
        expect(first + second).toBeGreaterThan(n);
        expect(Math.max(first, second)).toBeLessThanOrEqual(n);
        expect(Math.min(first, second)).toBeGreaterThan(0);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('keep phase 2 as it was set when the membership changes', () => {
    expect([3, 4, 5, 6, 7].map((n) => [phase1Size(n, sizes(4, 2)), phase2Size(n, sizes(4, 2))])).toEqual([
      [3, 2],
      [4, 2],
      [4, 2],
      [5, 2],
      [6, 2],
    ]);
  });

  it('are counted over voters', () => {
    expect(isQuorum([1, 2, 3], 2, (id) => id !== 2)).toBe(true);
    expect(isQuorum([1, 2, 3], 3, (id) => id !== 2)).toBe(false);
    expect(quorumValue([1, 2, 3, 4, 5], 3, (id) => id * 10)).toBe(30);
  });

  it('are what a proposer waits for', () => {
    const options = { ...PAPER, phase1Quorum: 4, phase2Quorum: 2 };
    const leader = createReplica({ voters: [0, 1, 2, 3, 4], options }).campaign();
    for (const peer of [1, 2]) leader.promise(peer);
    expect(leader.state.role).toBe('candidate');
    leader.promise(3);
    expect(leader.state.role).toBe('leader');
    leader.consensus.propose({ data: 'x', bytes: 1 });
    leader.accept(4);
    expect(leader.state.commitIndex).toBe(1);
    leader.consensus.read(1);
    leader.answer(3);
    expect(leader.reads).toEqual([{ token: 1, ready: true }]);
  });
});

describe('what is refused when a scenario is read', () => {
  const timing = { electionTimeout: { min: SECOND, max: 2 * SECOND }, heartbeatInterval: 100 * MILLISECOND };

  it.each([
    [2, 2, 5, 'phase2Quorum', 'at least 4, or a phase1Quorum of at least 4'],
    [1, 0, 3, 'phase1Quorum', 'at least 2, or a phase2Quorum of at least 3'],
    [0, 1, 3, 'phase2Quorum', 'at least 2, or a phase1Quorum of at least 3'],
    [6, 0, 5, 'phase1Quorum', 'at most 5'],
    [0, 4, 3, 'phase2Quorum', 'at most 3'],
  ])('quorums of %i and %i of %i', (phase1Quorum, phase2Quorum, voters, option, expected) => {
    expect(checkOptions({ ...timing, phase1Quorum, phase2Quorum }, voters)).toMatchObject({ option, expected });
  });

  it.each([
    [0, 0, 5],
    [4, 2, 5],
    [5, 1, 5],
    [1, 5, 5],
    [0, 2, 3],
  ])('not quorums of %i and %i of %i', (phase1Quorum, phase2Quorum, voters) => {
    expect(checkOptions({ ...timing, phase1Quorum, phase2Quorum }, voters)).toBeUndefined();
  });

  it('nor anything while the number of voters is not known', () => {
    expect(checkOptions({ phase1Quorum: 1, phase2Quorum: 1 })).toBeUndefined();
  });

  it('heartbeats that come too late, and times that are no whole ticks', () => {
    expect(checkOptions({ ...timing, heartbeatInterval: SECOND })).toMatchObject({ option: 'heartbeatInterval' });
    const quick = { electionTimeout: { min: 50 * MILLISECOND, max: SECOND } };
    expect(checkOptions(quick)).toMatchObject({ option: 'electionTimeout' });
    const ticks = { ...timing, electionTick: 300 * MILLISECOND };
    expect(checkOptions(ticks)).toMatchObject({ option: 'electionTimeout' });
    expect(checkOptions({ ...timing, electionTick: 50 * MILLISECOND })).toBeUndefined();
  });
});
