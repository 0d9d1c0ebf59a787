/**
 * Raft's elections against figures from Ongaro's dissertation, chapter 9: the time that an election takes over a wide
 * area, and how often the votes are split. The model there has no pre-vote, no quorum check and no disk. In a world of
 * their own, small and independent of the simulator; `truth.test.ts` has the same on the whole simulator.
 */
import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../../src/core/random/random-stream.ts';
import { MILLISECOND, type Micros, SECOND } from '../../src/core/time.ts';
import { splitVoteProbability } from '../../validation/checks/raft-split-votes.ts';
import { createWorld, type Span } from '../algorithms/consensus/raft/world.ts';

interface ElectionPlan {
  readonly dead: number;
  readonly latency: Span;
  readonly electionTimeout: Span;
}

interface ElectionOutcome {
  /** When a candidate had its majority. */
  readonly time: Micros;
  readonly term: number;
}

const SERVERS = 5;

/** One election among five servers, all timers fresh at 0. Streams go on from trial to trial: seeding costs more than an election. */
function elect(plan: ElectionPlan, streams: (name: string) => RandomStream): ElectionOutcome {
  const world = createWorld({
    nodes: SERVERS,
    latency: plan.latency,
    options: { electionTimeout: plan.electionTimeout, preVote: false, checkQuorum: false },
    streams,
  });
  for (let id = 0; id < plan.dead; id++) world.crash(id);
  let outcome: ElectionOutcome | undefined;
  world.onEvent = (_, event) => {
    if (event.type === 'role' && event.role === 'leader') outcome = { time: world.now(), term: event.term };
  };
  world.runUntil(() => outcome !== undefined, 60 * SECOND);
  return outcome!;
}

function trials(plan: ElectionPlan, count: number): ElectionOutcome[] {
  const streams = new Map<string, RandomStream>();
  const stream = (name: string): RandomStream => {
    if (!streams.has(name)) streams.set(name, randomStream(1, name));
    return streams.get(name)!;
  };
  return Array.from({ length: count }, () => elect(plan, stream));
}

const quantile = (sorted: readonly number[], p: number) => sorted[Math.ceil(p * sorted.length) - 1];
const ms = (n: number) => n * MILLISECOND;

describe('elections over a WAN (dissertation, chapter 9: one-way 30..40 ms, timeouts 300..600 ms)', () => {
  it.each([
    { dead: 0, mean: 430.0, p50: 409.5, p90: 489.2, p999: 985 },
    { dead: 1, mean: 468.6, p50: 423.3, p90: 563.0, p999: 1385 },
  ])('$dead dead: mean $mean ms, p50 $p50, p90 $p90, p99.9 $p999', ({ dead, mean, p50, p90, p999 }) => {
    const plan = { dead, latency: { min: ms(30), max: ms(40) }, electionTimeout: { min: ms(300), max: ms(600) } };
    const times = trials(plan, 10_000).map(({ time }) => time / MILLISECOND);
    times.sort((a, b) => a - b);
    const figures = {
      mean: times.reduce((sum, time) => sum + time, 0) / times.length,
      p50: quantile(times, 0.5),
      p90: quantile(times, 0.9),
      p999: quantile(times, 0.999),
    };
    const off = (measured: number, expected: number) => Math.abs(measured / expected - 1);
    expect.soft(off(figures.mean, mean), `mean ${figures.mean}`).toBeLessThan(0.02);
    expect.soft(off(figures.p50, p50), `p50 ${figures.p50}`).toBeLessThan(0.02);
    expect.soft(off(figures.p90, p90), `p90 ${figures.p90}`).toBeLessThan(0.06);
    expect.soft(off(figures.p999, p999), `p99.9 ${figures.p999}`).toBeLessThan(0.08);
    if (process.env.SHOW_FIGURES) console.log(dead, figures);
  });
});

describe('split votes (dissertation, chapter 9: closed form, timeouts 1..2, fixed one-way latency)', () => {
  it.each([
    { latency: 0.01, expected: 0.00059 },
    { latency: 0.1, expected: 0.0523 },
    { latency: 0.2, expected: 0.1808 },
  ])('one of five dead, latency $latency: $expected', ({ latency, expected }) => {
    expect(splitVoteProbability(SERVERS, 4, latency)).toBeCloseTo(expected, 4);
    const span = { min: latency * SECOND, max: latency * SECOND };
    const plan = { dead: 1, latency: span, electionTimeout: { min: SECOND, max: 2 * SECOND } };
    const count = 20_000;
    const split = trials(plan, count).filter(({ term }) => term > 1).length / count;
    if (process.env.SHOW_FIGURES) console.log(latency, split);
    expect(Math.abs(split - expected)).toBeLessThan(0.008);
  });
});
