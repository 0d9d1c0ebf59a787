/**
 * A campaign: what to try next, given what was found so far. Pure and steppable; what it proposes depends on (space, seed)
 * and on the outcomes fed to it, in the order of the runs, and not on how many threads ran them: runs are proposed in
 * batches, and a batch takes account only of those that lie a fixed number of batches before it.
 *
 * Plans that reach new states are kept and varied (coverage guidance); a share of the runs is always drawn anew. Plans that
 * break a property are not varied: one bug must not keep the campaign from finding others.
 */
import { randomStream } from '../core/random/random-stream.ts';
import { createCorpus } from './coverage/corpus.ts';
import { createDraw } from './draw/draw.ts';
import type { Finding } from './finding.ts';
import type { HuntSpace } from './hunt-space.ts';
import type { PlanOutcome } from './plan-outcome.ts';
import { cook, type Recipe } from './recipe.ts';

export interface CampaignOptions {
  readonly seed: number;
  /** Runs that an earlier call has made already. Default 0. */
  readonly firstRun?: number;
  /** Whether to vary plans that reached something new (default), or to draw all of them. */
  readonly guided?: boolean;
}

export interface Trial extends Recipe {
  /** Numbers the runs of a campaign, from 0. */
  readonly run: number;
}

export interface Campaign {
  /** The next run; undefined until outcomes that it depends on have been fed. */
  next(): Trial | undefined;
  /** What became of a run. In any order. Answers what has become certain by it, in the order of the runs. */
  feed(trial: Trial, outcome: PlanOutcome): readonly Finding[];
  /** What was fed out of order and waits for runs before it that nobody makes any more. */
  flush(): readonly Finding[];
  /** Runs of which everything before them is known too. */
  readonly completed: number;
  /** Distinct states among them. */
  readonly states: number;
}

interface Known {
  readonly trial: Trial;
  readonly outcome: PlanOutcome;
}

const BATCH = 64;
/** A batch is proposed when all those more than so many before it are known. */
const AHEAD = 3;
const FRESH = 0.5;

export function createCampaign(space: HuntSpace, options: CampaignOptions): Campaign {
  const { seed, firstRun = 0, guided = true } = options;
  const corpus = createCorpus();
  const draw = createDraw(randomStream(seed, `hunt/campaign/${firstRun}`));
  const known = new Map<number, Known>();
  const states = new Set<number>();
  let proposed = firstRun;
  let completed = firstRun;
  /** Runs before this one have gone into the corpus. */
  let learned = firstRun;

  const learnUpTo = (run: number): void => {
    for (; learned < run; learned++) {
      const entry = known.get(learned);
      known.delete(learned);
      if (entry === undefined || entry.outcome.violations.length > 0) continue;
      corpus.add(() => cook(space, entry.trial), entry.outcome.states);
    }
  };
  const recipe = (): Recipe => {
    const own = draw.integer(2 ** 32);
    const fresh = draw.chance(FRESH);
    if (!guided || fresh) return { seed: own };
    const plan = corpus.choose(draw);
    const other = corpus.choose(draw);
    return plan === undefined || other === undefined ? { seed: own } : { seed: own, near: { plan, other } };
  };

  const findingsOf = ({ trial, outcome }: Known): Finding[] => {
    const [violation] = outcome.violations;
    return violation === undefined ? [] : [{ violation, plan: cook(space, trial), run: trial.run }];
  };

  return {
    next() {
      const batch = Math.floor((proposed - firstRun) / BATCH);
      const needed = firstRun + (batch - AHEAD + 1) * BATCH;
      if (completed < needed) return undefined;
      // Not of more, though more may be known by now: that would depend on who was faster.
      learnUpTo(needed);
      return { run: proposed++, ...recipe() };
    },
    feed(trial, outcome) {
      known.set(trial.run, { trial, outcome });
      const findings: Finding[] = [];
      for (let entry = known.get(completed); entry !== undefined; entry = known.get(completed)) {
        completed++;
        for (const state of entry.outcome.states) states.add(state);
        findings.push(...findingsOf(entry));
      }
      return findings;
    },
    flush: () => [...known.values()].filter(({ trial }) => trial.run >= completed).flatMap(findingsOf),
    get completed() {
      return completed;
    },
    get states() {
      return states.size;
    },
  };
}
