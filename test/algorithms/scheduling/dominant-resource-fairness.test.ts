import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dominantResourceFairness } from '../../../src/algorithms/scheduling/dominant-resource-fairness.ts';
import { fakeHost, task } from './fake-host.ts';

/** How many tasks each user has on one machine when everybody always wants more. */
function allocate(
  capacity: readonly number[],
  demands: readonly (readonly number[])[],
  backfill = 'reserve',
): number[] {
  const host = fakeHost(dominantResourceFairness, [capacity], { backfill });
  const most = Math.max(...demands.map((demand) => Math.min(...capacity.map((amount, kind) => amount / demand[kind]))));
  let id = 0;
  for (let round = 0; round <= most; round++) {
    demands.forEach((demand, user) => {
      host.submit(task(id++, demand, { user }));
    });
  }
  host.settle();
  return demands.map((_, user) => [...host.running.values()].filter((running) => running.user === user).length);
}

describe('dominant resource fairness', () => {
  it("shares the paper's cluster as the paper does (NSDI 2011, §4.1)", () => {
    for (const backfill of ['none', 'reserve', 'any']) {
      expect(
        allocate(
          [9, 18],
          [
            [1, 4],
            [3, 1],
          ],
          backfill,
        ),
      ).toEqual([3, 2]);
    }
  });

  it('goes through the steps of its Table 1, in some order of equals', () => {
    const host = fakeHost(dominantResourceFairness, [[9, 18]], {});
    for (let i = 0; i < 5; i++) {
      host.submit(task(2 * i, [3, 1], { user: 1 }));
      host.submit(task(2 * i + 1, [1, 4], { user: 0 }));
    }
    host.settle();
    // B, A, A, B, A.
    expect(host.log.map((entry) => (Number.parseInt(entry, 10) % 2 === 0 ? 'B' : 'A')).join('')).toBe('BAABA');
  });

  it('turns to whoever holds least after something has ended', () => {
    const host = fakeHost(dominantResourceFairness, [[4, 4]], {});
    for (let id = 0; id < 4; id++) host.submit(task(id, [1, 1], { user: 0 }));
    host.settle();
    for (let id = 4; id < 8; id++) host.submit(task(id, [1, 1], { user: id % 2 }));
    for (let id = 0; id < 3; id++) host.end(id);
    const users = [...host.running.values()].map(({ user }) => user);
    expect(users.sort()).toEqual([0, 0, 1, 1]);
  });

  // Tasks are at most a hundredth of the cluster: the laws hold up to two of the largest.
  const TWO_TASKS = 0.02;
  const CAPACITY = [1000, 1000];
  const demand = fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 10 }));
  const shareOf = (each: readonly number[]): number => Math.max(...each.map((amount, kind) => amount / CAPACITY[kind]));
  const useful = (bundle: readonly number[], own: readonly number[]): number =>
    Math.min(...own.map((amount, kind) => Math.floor(bundle[kind] / amount)));

  it('gives everybody an n-th, and nobody reason for envy', () => {
    fc.assert(
      fc.property(fc.array(demand, { minLength: 2, maxLength: 4 }), (demands) => {
        const counts = allocate(CAPACITY, demands);
        const bundles = demands.map((each, user) => each.map((amount) => amount * counts[user]));
        demands.forEach((own, user) => {
          expect(counts[user] * shareOf(own)).toBeGreaterThanOrEqual(1 / demands.length - TWO_TASKS);
          for (const bundle of bundles)
            expect((useful(bundle, own) - counts[user]) * shareOf(own)).toBeLessThanOrEqual(TWO_TASKS);
        });
      }),
      { seed: 3, numRuns: 30 },
    );
  });

  it('does not reward asking for something else than is needed', () => {
    fc.assert(
      fc.property(fc.array(demand, { minLength: 1, maxLength: 3 }), demand, demand, (others, own, said) => {
        const [honest] = allocate(CAPACITY, [own, ...others]);
        const [count] = allocate(CAPACITY, [said, ...others]);
        const bundle = said.map((amount) => amount * count);
        expect((useful(bundle, own) - honest) * shareOf(own)).toBeLessThanOrEqual(TWO_TASKS);
      }),
      { seed: 4, numRuns: 30 },
    );
  });
});
