/**
 * In which order the runs of a grid are handed to idle threads. Seed by seed, so that a comparison that is interrupted has
 * the same seeds of every variant; but the last quarter longest first whatever the seed, so that no thread is left with a
 * long run while the others have nothing to do.
 * Source: R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", SIAM J. Applied Mathematics 17 (1969): longest
 * processing time first ends at most a third later than the best order.
 *
 * No result depends on it.
 */
export interface Deal {
  readonly variant: number;
  readonly seed: number;
}

export interface Dealer {
  /** undefined when all are dealt. */
  next(): Deal | undefined;
  /** What a run of `variant` took, in seconds. */
  took(variant: number, seconds: number): void;
  /** Expected seconds of a run: the mean of those made, or the estimate in their measure. */
  expected(variant: number): number;
  /** Expected seconds of all runs not dealt yet. */
  readonly left: number;
}

/** Of the runs, dealt longest first. */
const LAST_SHARE = 1 / 4;

/**
 * `missing`: runs to be made, in the order of their seeds. `estimates`: by variant, in any measure of work, above 0.
 */
export function createDealer(missing: readonly Deal[], estimates: readonly number[]): Dealer {
  const made = estimates.map(() => ({ runs: 0, seconds: 0 }));
  let seconds = 0;
  let estimated = 0;
  const expected = (variant: number): number => {
    const { runs, seconds: own } = made[variant];
    if (runs > 0) return own / runs;
    return estimates[variant] * (estimated > 0 ? seconds / estimated : 1);
  };
  const bySeed = new Map<number, number[]>();
  const waiting = estimates.map((): number[] => []);
  const seedwise = Math.floor(missing.length * (1 - LAST_SHARE));
  missing.forEach(({ variant, seed }) => {
    const own = bySeed.get(seed);
    if (own === undefined) bySeed.set(seed, [variant]);
    else own.push(variant);
    waiting[variant].push(seed);
  });
  const rounds = [...bySeed.keys()].sort((a, b) => a - b);
  for (const seeds of waiting) seeds.sort((a, b) => b - a);
  let dealt = 0;
  let round: number[] = [];

  const longest = (variants: readonly number[]): number =>
    variants.reduce((best, variant) => (expected(variant) > expected(best) ? variant : best));
  const deal = (variant: number): Deal => {
    dealt += 1;
    // The lowest seed that is left, in either phase.
    return { variant, seed: waiting[variant].pop()! };
  };
  return {
    next() {
      if (dealt >= missing.length) return undefined;
      if (dealt < seedwise || round.length > 0) {
        if (round.length === 0) round = bySeed.get(rounds.shift()!)!;
        const variant = longest(round);
        round = round.filter((each) => each !== variant);
        return deal(variant);
      }
      return deal(longest(waiting.flatMap((seeds, variant) => (seeds.length > 0 ? [variant] : []))));
    },
    took(variant, took) {
      made[variant].runs += 1;
      made[variant].seconds += took;
      seconds += took;
      estimated += estimates[variant];
    },
    expected,
    get left() {
      return waiting.reduce((sum, seeds, variant) => sum + seeds.length * expected(variant), 0);
    },
  };
}
