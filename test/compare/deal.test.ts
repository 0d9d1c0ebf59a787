import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDealer, type Deal } from '../../src/compare/deal.ts';

const grid = (variants: number, seeds: number): Deal[] =>
  Array.from({ length: seeds * variants }, (_, i) => ({ variant: i % variants, seed: Math.floor(i / variants) }));

/** Lanes take the next run when they are done with theirs. Answers when the last one is done. */
const makespan = (
  next: () => Deal | undefined,
  cost: (deal: Deal) => number,
  lanes: number,
  done?: (deal: Deal) => void,
) => {
  const free = new Array<number>(lanes).fill(0);
  for (;;) {
    const lane = free.indexOf(Math.min(...free));
    const deal = next();
    if (deal === undefined) return Math.max(...free);
    free[lane] += cost(deal);
    done?.(deal);
  }
};

describe('dealing runs', () => {
  it('deals every missing run once, each variant’s seeds in order', () => {
    const missing = fc.uniqueArray(fc.record({ variant: fc.nat(3), seed: fc.nat(9) }), {
      selector: ({ variant, seed }) => `${variant} ${seed}`,
    });
    fc.assert(
      fc.property(missing, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }), (deals, costs) => {
        const dealer = createDealer(deals, costs);
        const dealt: Deal[] = [];
        for (let deal = dealer.next(); deal !== undefined; deal = dealer.next()) {
          dealt.push(deal);
          if (dealt.length % 2 === 0) dealer.took(deal.variant, costs[3 - deal.variant]);
        }
        const sorted = (list: readonly Deal[]) => list.map(({ variant, seed }) => `${variant} ${seed}`).sort();
        expect(sorted(dealt)).toEqual(sorted(deals));
        expect(dealer.left).toBe(0);
        for (let variant = 0; variant < 4; variant++) {
          const own = dealt.filter((deal) => deal.variant === variant).map(({ seed }) => seed);
          expect(own).toEqual([...own].sort((a, b) => a - b));
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('goes seed by seed, longest variant first, and at the end longest first whatever the seed', () => {
    const dealer = createDealer(grid(3, 8), [1, 10, 3]);
    const dealt = grid(3, 8).map(() => dealer.next() as Deal);
    expect(dealt.slice(0, 6)).toEqual([
      { variant: 1, seed: 0 },
      { variant: 2, seed: 0 },
      { variant: 0, seed: 0 },
      { variant: 1, seed: 1 },
      { variant: 2, seed: 1 },
      { variant: 0, seed: 1 },
    ]);
    expect(dealt.slice(18).map(({ variant }) => variant)).toEqual([1, 1, 2, 2, 0, 0]);
  });

  it('learns what variants really take', () => {
    const dealer = createDealer(grid(2, 4), [1, 100]);
    expect(dealer.next()).toEqual({ variant: 1, seed: 0 });
    dealer.took(1, 2);
    // An estimate of one where a hundred took two seconds.
    expect(dealer.expected(0)).toBeCloseTo(0.02, 12);
    dealer.took(0, 8);
    expect(dealer.expected(0)).toBe(8);
    expect(dealer.next()).toEqual({ variant: 0, seed: 0 });
    expect(dealer.next()).toEqual({ variant: 0, seed: 1 });
    expect(dealer.left).toBe(2 * 8 + 3 * 2);
  });

  it('keeps two lanes busy: within 5 % of half the work, where the longest last would not', () => {
    const costs = [1, 2, 4, 40];
    const cost = ({ variant }: Deal) => costs[variant];
    const total = grid(4, 10).reduce((sum, deal) => sum + cost(deal), 0);
    const dealer = createDealer(grid(4, 10), [1, 1, 1, 1]);
    const took = makespan(dealer.next, cost, 2, ({ variant }) => dealer.took(variant, costs[variant]));
    expect(took).toBeLessThan((1.05 * total) / 2);
    const byVariant = grid(4, 9).sort((a, b) => a.variant - b.variant);
    const naive = byVariant.reduce((sum, deal) => sum + cost(deal), 0);
    expect(makespan(() => byVariant.shift(), cost, 2)).toBeGreaterThan((1.05 * naive) / 2);
  });
});
