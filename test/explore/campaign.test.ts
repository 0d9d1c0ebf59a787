import { describe, expect, it } from 'vitest';
import { type Campaign, createCampaign, type Trial } from '../../src/explore/campaign.ts';
import type { Finding } from '../../src/explore/finding.ts';
import type { PlanOutcome } from '../../src/explore/plan-outcome.ts';
import { cook } from '../../src/explore/recipe.ts';
import { runPlan } from '../../src/explore/run-plan.ts';
import { RAFT } from './raft-space.ts';

/** As if runs met the state of their number, and every 50th broke something. */
const pretend = ({ run }: Trial): PlanOutcome => ({
  violations: run % 50 === 49 ? [{ property: 'broken', seed: 1, atSeconds: 1, detail: `run ${run}` }] : [],
  states: [run, run % 10],
  fingerprint: '',
  events: 1,
});

/** Makes `runs` runs, `lanes` at a time, those under way finished last first. */
function play(campaign: Campaign, runs: number, lanes: number): { trials: Trial[]; findings: Finding[] } {
  const trials: Trial[] = [];
  const findings: Finding[] = [];
  let under: Trial[] = [];
  while (trials.length < runs || under.length > 0) {
    const trial = trials.length < runs && under.length < lanes ? campaign.next() : undefined;
    if (trial === undefined) {
      for (const done of under.reverse()) findings.push(...campaign.feed(done, pretend(done)));
      under = [];
    } else {
      trials.push(trial);
      under.push(trial);
    }
  }
  return { trials, findings };
}

describe('a campaign', () => {
  it('proposes the same runs, whatever order their outcomes come in', () => {
    const one = play(createCampaign(RAFT, { seed: 3 }), 600, 1);
    const many = play(createCampaign(RAFT, { seed: 3 }), 600, 40);
    expect(many.trials).toEqual(one.trials);
    expect(many.findings).toEqual(one.findings);
    expect(one.trials.map(({ run }) => run)).toEqual(Array.from({ length: 600 }, (_, run) => run));
    expect(one.findings.map(({ run }) => run)).toEqual(Array.from({ length: 12 }, (_, i) => 50 * i + 49));
    expect(play(createCampaign(RAFT, { seed: 4 }), 600, 1).trials).not.toEqual(one.trials);
  });

  it('waits for the outcomes that the next runs depend on', () => {
    const campaign = createCampaign(RAFT, { seed: 3 });
    let proposed = 0;
    for (let trial = campaign.next(); trial !== undefined; trial = campaign.next()) proposed++;
    expect(proposed).toBe(192);
  });

  it('varies plans that reached something new, draws the rest, and goes on from where another ended', () => {
    const { trials } = play(createCampaign(RAFT, { seed: 3 }), 640, 8);
    expect(trials.slice(0, 192).every(({ near }) => near === undefined)).toBe(true);
    const varied = trials.slice(192).filter(({ near }) => near !== undefined).length;
    expect(varied / 448).toBeGreaterThan(0.5);
    expect(varied / 448).toBeLessThan(0.7);
    const unguided = play(createCampaign(RAFT, { seed: 3, guided: false }), 400, 8).trials;
    expect(unguided.every(({ near }) => near === undefined)).toBe(true);
    expect(createCampaign(RAFT, { seed: 3, firstRun: 640 }).next()?.run).toBe(640);
  });

  it('hands out what was found out of order when nobody goes on', () => {
    const campaign = createCampaign(RAFT, { seed: 3 });
    const trials = Array.from({ length: 60 }, () => campaign.next() as Trial);
    expect(campaign.feed(trials[49], pretend(trials[49]))).toEqual([]);
    expect(campaign.flush().map(({ run }) => run)).toEqual([49]);
    expect(campaign.completed).toBe(0);
  });

  it('reports nothing on the correct Raft', () => {
    const campaign = createCampaign(RAFT, { seed: 1 });
    for (let i = 0; i < 500; i++) {
      const trial = campaign.next() as Trial;
      expect(campaign.feed(trial, runPlan(cook(RAFT, trial)))).toEqual([]);
    }
    expect(campaign.states).toBeGreaterThan(2000);
  });
});
