import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { watchProbes } from '../../src/measure/availability/probe-log.ts';
import { coarsen } from '../../src/measure/coarsen.ts';
import { watchTimeline } from '../../src/measure/timeline.ts';
import { createScript, micros } from './script.ts';

const options = {
  service: 'store',
  names: ['n1', 'n2', 'n3'],
  nodes: [0, 1],
  start: micros(10),
  end: micros(20),
};

describe('the timeline of a run', () => {
  it('has roles with terms, down and paused spans that tile the period, and faults within it', () => {
    const script = createScript();
    const finish = watchTimeline(script.trace, options);
    script.role(1, 0, 'follower', 1);
    script.role(2, 0, 'leader', 1);
    script.node(12, 0, 'crash');
    script.node(14, 0, 'restart');
    script.role(14, 0, 'follower', 1);
    script.node(15, 1, 'pause');
    script.node(16, 1, 'resume');
    script.role(17, 2, 'candidate', 2);
    const faults = [
      { id: 1, kind: 'crash', description: 'crash of n1', nodes: [0], start: micros(12), end: micros(14) },
      { id: 2, kind: 'crash', description: 'early', nodes: [0], start: micros(2), end: micros(3) },
      { id: 3, kind: 'pause', description: 'for ever', nodes: [1], start: micros(15), end: Number.POSITIVE_INFINITY },
    ];
    const timeline = finish([], faults);
    const of = (name: string) =>
      timeline.spans
        .filter(({ node }) => node === name)
        .map(({ state, term, startSeconds, endSeconds }) => [state, term, startSeconds, endSeconds]);
    expect(timeline.nodes).toEqual(['n1', 'n2', 'n3']);
    expect(of('n1')).toEqual([
      ['leader', 1, 10, 12],
      ['down', 1, 12, 14],
      ['follower', 1, 14, 20],
    ]);
    expect(of('n2')).toEqual([
      ['follower', 0, 10, 15],
      ['paused', 0, 15, 16],
      ['follower', 0, 16, 20],
    ]);
    expect(of('n3').at(-1)).toEqual(['candidate', 2, 17, 20]);
    expect(timeline.faults.map(({ description, endSeconds }) => [description, endSeconds])).toEqual([
      ['crash of n1', 14],
      ['for ever', 20],
    ]);
    expect(timeline).not.toHaveProperty('coarsenedToSeconds');
  });

  it('says so when it had to coarsen, and loses no failure', () => {
    const script = createScript();
    const span = { start: 0, end: micros(20_000) };
    const clients = [{ name: 'probes', zones: ['a'], users: 1, probe: { every: micros(1), timeout: micros(1) } }];
    const log = watchProbes(script.trace, clients, span);
    for (let t = 0; t < 20_000; t++) script.operation(t % 3 === 0 ? 'fail' : 'ok', t, t + 0.5);
    const timeline = watchTimeline(script.trace, { ...options, ...span })(log.finish(), []);
    expect(timeline.probes.length).toBeLessThanOrEqual(5000);
    expect(timeline.coarsenedToSeconds).toBeGreaterThan(1);
    const drawn = timeline.probes.filter(({ outcome }) => outcome === 'fail');
    for (let t = 0; t < 20_000; t += 3) {
      if (!drawn.some(({ startSeconds, endSeconds }) => startSeconds <= t && endSeconds >= t + 1)) {
        throw new Error(`the failure at ${t} s vanished`);
      }
    }
  });
});

describe('coarsening', () => {
  it('keeps every lane covered, however it is shortened', () => {
    const lane = fc.array(
      fc.record({ state: fc.constantFrom('a', 'b', 'c'), length: fc.integer({ min: 1, max: 50 }) }),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(lane, lane, fc.integer({ min: 4, max: 40 }), (left, right, limit) => {
        const spans = [left, right].flatMap((lengths, number) => {
          let at = 0;
          return lengths.map(({ state, length }) => {
            at += length;
            return { lane: String(number), state, startSeconds: at - length, endSeconds: at };
          });
        });
        const result = coarsen(spans, {
          limit,
          lane: (span) => span.lane,
          mayVanish: () => true,
          same: (a, b) => a.state === b.state,
        });
        expect(result.spans.length).toBeLessThanOrEqual(limit);
        for (const number of ['0', '1']) {
          let covered = 0;
          for (const { startSeconds, endSeconds } of result.spans.filter((span) => span.lane === number)) {
            expect(startSeconds).toBe(covered);
            covered = endSeconds;
          }
          expect(covered).toBe(spans.findLast((span) => span.lane === number)?.endSeconds);
        }
        if (spans.length <= limit) expect(result.spans).toHaveLength(spans.length);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
