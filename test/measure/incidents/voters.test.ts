import { describe, expect, it } from 'vitest';
import type { NodeObservation } from '../../../src/kernel/observation.ts';
import { createVoters } from '../../../src/measure/incidents/voters.ts';

const begin = (connected?: (a: number, b: number) => boolean) => {
  const voters = createVoters({ service: 'store', voters: [0, 1, 2], connected });
  const change = (node: number, what: NodeObservation['change'], detail?: string) =>
    voters.node({ kind: 'node', time: 0, node, change: what, detail });
  const membership = (process: number, index: number, members: number[], committed: boolean, outgoing: number[] = []) =>
    voters.membership(process, {
      type: 'membership',
      index,
      committed,
      membership: { voters: members, outgoing, learners: [] },
    });
  for (let node = 0; node < 6; node++) voters.heard(node, node);
  return { voters, change, membership };
};

describe('the voters of a service', () => {
  it('have a quorum while a majority runs', () => {
    const { voters, change } = begin();
    change(0, 'crash');
    expect([voters.hasQuorum(), voters.hasMajority(0), voters.hasMajority(1)]).toEqual([true, false, true]);
    change(1, 'pause');
    expect(voters.hasQuorum()).toBe(false);
    change(1, 'resume');
    expect(voters.hasQuorum()).toBe(true);
    expect(voters.standstill(0)).toBe('crash');
    change(0, 'restart');
    expect(voters.standstill(0)).toBeUndefined();
  });

  it('need contact both ways', () => {
    const oneWay = begin((from) => from !== 0);
    expect(oneWay.voters.hasMajority(0)).toBe(false);
    expect(oneWay.voters.hasQuorum()).toBe(true);
    expect(begin(() => false).voters.hasQuorum()).toBe(false);
  });

  it('are not taken down by another service that gives up on the same node', () => {
    const { voters, change } = begin();
    change(0, 'halt', 'queue@n1: disk full');
    expect(voters.standstill(0)).toBeUndefined();
    change(0, 'halt', 'store@n1: disk full');
    expect(voters.standstill(0)).toBe('halt');
  });

  it('need both majorities during joint consensus', () => {
    const { voters, change, membership } = begin();
    membership(0, 5, [3, 4, 5], false, [0, 1, 2]);
    change(3, 'crash');
    expect(voters.hasQuorum()).toBe(true);
    change(4, 'crash');
    expect(voters.hasQuorum()).toBe(false);
  });

  it('follow what is appended, rolled back, and committed in its place', () => {
    const { voters, membership } = begin();
    const now = () => [...voters.nodes()];
    expect(membership(0, 5, [0, 1, 3], true)).toBe(true);
    expect(membership(1, 5, [0, 1, 3], true)).toBe(false);
    expect(voters.changing(0)).toBe(false);
    expect(voters.changing(2)).toBe(true);
    membership(0, 9, [0, 3, 4], false);
    expect(now()).toEqual([0, 3, 4]);
    expect(voters.changing(0)).toBe(true);
    // A follower that lags behind commits what was long known; the deposed leader rolls back.
    expect(membership(3, 5, [0, 1, 3], true)).toBe(false);
    expect(membership(0, 5, [0, 1, 3], true)).toBe(true);
    expect(now()).toEqual([0, 1, 3]);
    membership(0, 20, [0, 3, 4], false);
    expect(membership(1, 12, [1, 3, 5], true)).toBe(true);
    expect(now()).toEqual([1, 3, 5]);
  });

  it('take a voter that never spoke to run', () => {
    const { voters, membership } = begin();
    membership(0, 5, [0, 7, 8], true);
    expect([...voters.nodes()]).toEqual([0]);
    expect(voters.hasQuorum()).toBe(true);
  });
});
