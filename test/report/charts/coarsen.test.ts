import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarsen, type LaneSpan } from '../../../src/report/charts/coarsen.ts';

const span = (state: string, start: number, end: number): LaneSpan => ({ lane: 'n1', state, detail: '', start, end });

describe('coarsen', () => {
  it('leaves few spans alone', () => {
    const spans = [span('leader', 0, 1), span('down', 1, 2)];
    expect(coarsen(spans, 10, 5)).toEqual({ spans, joinedBelowSeconds: 0, dropped: 0 });
  });

  it('joins neighbours of one state and keeps a short outage between them', () => {
    const spans = [span('leader', 0, 10), span('down', 10, 10.001), span('leader', 10.001, 20), span('down', 19, 20)];
    const coarse = coarsen(spans, 3, 0.1);
    expect(coarse).toEqual({
      spans: [span('leader', 0, 20), span('down', 10, 10.001), span('down', 19, 20)],
      joinedBelowSeconds: 0.1,
      dropped: 0,
    });
  });

  it('never joins short failures across a gap that can be seen, and counts what it drops', () => {
    const spans = Array.from({ length: 10 }, (_, i) => span('fail', i * 10, i * 10 + 1 + i));
    const coarse = coarsen(spans, 4, 0.5);
    expect(coarse.spans).toEqual(spans.slice(6));
    expect(coarse.dropped).toBe(6);
  });

  it('keeps to its limit, and without dropping covers every span and adds no more than unseen gaps', () => {
    const spans = fc.array(
      fc.record({
        lane: fc.constantFrom('a', 'b'),
        state: fc.constantFrom('up', 'down'),
        start: fc.integer({ min: 0, max: 10_000 }),
        length: fc.integer({ min: 0, max: 50 }),
      }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(spans, (drawn) => {
        const given = drawn.map(({ lane, state, start, length }) => ({
          lane,
          state,
          detail: '',
          start,
          end: start + length,
        }));
        const coarse = coarsen(given, 60, 20);
        expect(coarse.spans.length).toBeLessThanOrEqual(60);
        if (coarse.dropped > 0) return;
        for (const one of given) {
          const covering = coarse.spans.some(
            (other) =>
              other.lane === one.lane && other.state === one.state && other.start <= one.start && other.end >= one.end,
          );
          expect(covering).toBe(true);
        }
        const total = (list: readonly LaneSpan[]): number => list.reduce((sum, one) => sum + one.end - one.start, 0);
        expect(total(coarse.spans)).toBeLessThanOrEqual(total(given) + 20 * (given.length - coarse.spans.length));
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
