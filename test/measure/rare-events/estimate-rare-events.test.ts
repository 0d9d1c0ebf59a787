import { describe, expect, it } from 'vitest';
import { addMoments, type Cycle, momentsOf, noCycles } from '../../../src/measure/rare-events/cycle-moments.ts';
import { estimateRareEvents } from '../../../src/measure/rare-events/estimate-rare-events.ts';

const cycle = (weight: number, seconds: number, busySeconds = 10): Cycle => ({
  busySeconds,
  weight,
  events: 100,
  incidents: seconds === 0 ? [] : [{ segments: [{ cause: 'loss of quorum', seconds }], weight }],
});

const REST = 990;
const CYCLES = [cycle(0.5, 4), cycle(1.5, 0), cycle(0.5, 0), cycle(1.5, 8)];

describe('the estimate of rare events', () => {
  const rare = estimateRareEvents(momentsOf(CYCLES, REST));

  it('is the weighted downtime of a cycle over its length', () => {
    expect(rare?.cycleSeconds).toBe(1000);
    expect(rare?.unavailability.mean).toBeCloseTo((0.5 * 4 + 1.5 * 8) / 4 / 1000, 15);
    expect(rare?.downtimeSecondsPerYear).toBeCloseTo(0.0035 * 31_536_000, 6);
    expect(rare?.nines).toBeCloseTo(-Math.log10(0.0035), 12);
    expect(rare?.incidentsPerYear.mean).toBeCloseTo(((0.5 + 1.5) / 4 / 1000) * 31_536_000, 6);
  });

  it('has the standard error of a ratio', () => {
    const residuals = [2, 0, 0, 12].map((y, i) => y - 0.0035 * 10 * CYCLES[i].weight);
    const mean = residuals.reduce((sum, r) => sum + r, 0) / 4;
    const variance = residuals.reduce((sum, r) => sum + (r - mean) ** 2, 0) / 3;
    expect((rare?.unavailability.relativeError ?? 0) * 3.5).toBeCloseTo(Math.sqrt(variance / 4), 9);
    expect(rare?.unavailability.ci95[0]).toBe(0);
  });

  it('counts effective cycles, and says when they are few', () => {
    expect(rare?.unavailability.effectiveCycles).toBeCloseTo(14 ** 2 / (2 ** 2 + 12 ** 2), 12);
    expect(rare?.likelihoodRatio.mean).toBe(1);
    expect(rare?.warnings).toEqual(['few-effective-cycles']);
  });

  it('is the same for cycles that were put together from parts', () => {
    const parts = addMoments(momentsOf(CYCLES.slice(0, 1), REST), momentsOf(CYCLES.slice(1), REST));
    expect(estimateRareEvents(parts)).toEqual(rare);
  });

  it('says what was seen nowhere, cut off, or off balance', () => {
    expect(estimateRareEvents(noCycles(REST))).toBeUndefined();
    const none = estimateRareEvents(momentsOf([cycle(1, 0), cycle(1, 0)], REST));
    expect(none?.unavailability).toEqual({
      mean: 0,
      ci95: [0, Number.POSITIVE_INFINITY],
      relativeError: null,
      effectiveCycles: 0,
      varianceReduction: null,
    });
    expect(none?.nines).toBeNull();
    const off = { ...momentsOf([cycle(0.5, 1), cycle(0.5, 1)], REST), cutOff: 3 };
    expect(estimateRareEvents(off)?.warnings).toEqual(['few-effective-cycles', 'weights-off', 'cycles-cut-off']);
  });

  it('weighs an incident by what happened up to its end, and a cause by its part of it', () => {
    const mixed: Cycle = {
      busySeconds: 10,
      weight: 2,
      events: 1,
      incidents: [
        {
          weight: 1,
          segments: [
            { cause: 'leader crash', seconds: 1 },
            { cause: 'loss of quorum', seconds: 3 },
          ],
        },
        { weight: 0.25, segments: [{ cause: 'loss of quorum', seconds: 4 }] },
      ],
    };
    const { all, causes } = momentsOf([mixed], REST);
    expect([all.seconds.sum, causes['leader crash'].seconds.sum, causes['loss of quorum'].seconds.sum]).toEqual([
      5, 1, 4,
    ]);
    expect([all.incidents.sum, causes['loss of quorum'].incidents.sum]).toEqual([1.25, 1.25]);
    expect(all.seconds.plainSquares).toBe(8 * 8 * 2);
  });
});
