import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarsen, type LaneSpan } from '../../../src/report/charts/coarsen.ts';

const span = (state: string, start: number, end: number): LaneSpan => ({ lane: 'n1', state, detail: '', start, end });

describe('coarsen', () => {
  it('leaves few spans alone', () => {
    const spans = [span('leader', 0, 1), span('down', 1, 2)];
    expect(coarsen(spans, 10)).toEqual({ spans, resolutionSeconds: 0 });
  });

  it('joins neighbours of one state and keeps a short outage between them', () => {
    const spans = [span('leader', 0, 10), span('down', 10, 10.001), span('leader', 10.001, 20), span('down', 19, 20)];
    const coarse = coarsen(spans, 3);
    expect(coarse.resolutionSeconds).toBeGreaterThan(0);
    expect(coarse.spans).toContainEqual(span('leader', 0, 20));
    expect(coarse.spans).toContainEqual(span('down', 10, 10.001));
  });

  it('ends below the limit, covering every span of its state', () => {
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
        const coarse = coarsen(given, 20);
        expect(coarse.spans.length).toBeLessThanOrEqual(20);
        for (const one of given) {
          const covering = coarse.spans.some(
            (other) =>
              other.lane === one.lane && other.state === one.state && other.start <= one.start && other.end >= one.end,
          );
          expect(covering).toBe(true);
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
