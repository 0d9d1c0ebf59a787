import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/core/random/random-stream.ts';
import { createCorpus } from '../../src/explore/coverage/corpus.ts';
import { watchStates } from '../../src/explore/coverage/watch-states.ts';
import { createDraw } from '../../src/explore/draw/draw.ts';
import type { Plan } from '../../src/explore/plan.ts';
import { createTrace, type Trace } from '../../src/kernel/trace.ts';

const ROLES = ['follower', 'candidate', 'leader'] as const;

function statesOf(play: (trace: Trace) => void): readonly number[] {
  const trace = createTrace();
  const states = watchStates(trace);
  play(trace);
  return states();
}

const role = (trace: Trace, process: number, at: number, term: number): void =>
  trace.publish({
    ...{ kind: 'protocol', time: 0, service: 'store', process, node: process },
    event: { type: 'role', role: ROLES[at], term },
  });
const append = (trace: Trace, process: number, index: number, term: number): void =>
  trace.publish({
    kind: 'log',
    time: 0,
    service: 'store',
    process,
    node: process,
    change: 'append',
    index,
    term,
    digest: 0,
  });
const crash = (trace: Trace, node: number): void => trace.publish({ kind: 'node', time: 0, node, change: 'crash' });

describe('abstract states', () => {
  const election = (names: readonly number[], from: number) => (trace: Trace) => {
    for (const name of names) role(trace, name, 0, from);
    role(trace, names[0], 1, from + 1);
    role(trace, names[0], 2, from + 1);
    append(trace, names[0], 10 * from + 1, from + 1);
    crash(trace, names[1]);
  };

  it('know replicas by what they are, not by their names, and numbers by how they compare', () => {
    const states = statesOf(election([0, 1, 2], 0));
    expect(states.length).toBeGreaterThanOrEqual(4);
    expect(statesOf(election([2, 0, 1], 5))).toEqual(states);
  });

  it('tell ends of logs and lost machines apart', () => {
    const last = (play: (trace: Trace) => void): number | undefined =>
      statesOf((trace) => {
        for (const name of [0, 1]) role(trace, name, 0, 1);
        play(trace);
        role(trace, 0, 0, 1);
      }).at(-1);
    const all = [
      last(() => {}),
      last((trace) => append(trace, 0, 1, 1)),
      last((trace) => crash(trace, 1)),
      last((trace) => {
        append(trace, 0, 1, 2);
        append(trace, 1, 1, 1);
        append(trace, 1, 2, 1);
      }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('the corpus', () => {
  const plan = (seed: number): Plan => ({ seed }) as Plan;

  it('keeps plans that reach something new, and prefers those whose states are rare', () => {
    const corpus = createCorpus();
    const draw = createDraw(randomStream(1, 'test'));
    expect(corpus.choose(draw)).toBeUndefined();
    expect(corpus.add(() => plan(1), [1, 2])).toBe(true);
    expect(corpus.add(() => plan(2), [2])).toBe(false);
    expect(corpus.add(() => plan(3), [3])).toBe(true);
    for (let i = 0; i < 50; i++) corpus.add(() => plan(4), [1, 2]);
    expect(corpus.size).toBe(2);
    const chosen = Array.from({ length: 20 }, () => corpus.choose(draw)?.seed);
    expect(chosen.filter((seed) => seed === 3).length).toBeGreaterThan(12);
  });

  it('turns away from what was tried often', () => {
    const corpus = createCorpus();
    const draw = createDraw(randomStream(2, 'test'));
    for (const seed of [1, 2, 3]) corpus.add(() => plan(seed), [seed]);
    const chosen = Array.from({ length: 300 }, () => corpus.choose(draw)?.seed);
    for (const seed of [1, 2, 3]) expect(chosen.filter((each) => each === seed).length).toBeGreaterThan(70);
  });
});
