/**
 * Plans that reached states which no run before them had reached, and how often each state has been met since. Plans
 * whose states are met rarely are worth most, and those that were tried often less and less: the energy of AFLFast
 * (Böhme, Pham & Roychoudhury, CCS 2016) in a tournament, which needs no weights over the whole corpus.
 */
import type { Draw } from '../draw/draw.ts';
import type { Plan } from '../plan.ts';

export interface Corpus {
  /** Notes what a run met; the plan is kept if some of it was new, which is answered. */
  add(plan: () => Plan, states: readonly number[]): boolean;
  /** A plan to go on from; undefined while there is none. */
  choose(draw: Draw): Plan | undefined;
  readonly size: number;
}

interface Entry {
  readonly plan: Plan;
  /** The states that it was the first to reach. */
  readonly discovered: readonly number[];
  chosen: number;
}

const SIZE_MAX = 4096;
const TOURNAMENT = 6;
/** States of an entry that its worth is told by. */
const LOOKED_AT = 8;

export function createCorpus(): Corpus {
  const met = new Map<number, number>();
  const entries: Entry[] = [];
  let next = 0;

  /** The smaller the better. */
  const commonness = ({ discovered, chosen }: Entry): number => {
    let rarest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < discovered.length && i < LOOKED_AT; i++) {
      rarest = Math.min(rarest, met.get(discovered[i]) ?? 0);
    }
    return rarest * (1 + chosen);
  };

  return {
    add(plan, states) {
      const discovered = states.filter((state) => !met.has(state));
      for (const state of states) met.set(state, (met.get(state) ?? 0) + 1);
      if (discovered.length === 0) return false;
      entries[next % SIZE_MAX] = { plan: plan(), discovered, chosen: 0 };
      next++;
      return true;
    },
    choose(draw) {
      if (entries.length === 0) return undefined;
      let best = draw.pick(entries);
      for (let i = 1; i < TOURNAMENT; i++) {
        const candidate = draw.pick(entries);
        if (commonness(candidate) < commonness(best)) best = candidate;
      }
      best.chosen++;
      return best.plan;
    },
    get size() {
      return entries.length;
    },
  };
}
