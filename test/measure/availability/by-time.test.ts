import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availabilityByTime } from '../../../src/measure/availability/by-time.ts';
import { outagesOfPlace } from '../../../src/measure/availability/outages-of-place.ts';
import { watchProbes } from '../../../src/measure/availability/probe-log.ts';
import { createScript, micros } from '../script.ts';

const probes = (every = 1, timeout = 1, zones = ['a', 'b']) => [
  { name: 'probes', zones, users: 1, probe: { every: micros(every), timeout: micros(timeout) } },
];
const period = { start: micros(10), end: micros(20) };

describe('availability by time', () => {
  it('is undefined without probes', () => {
    const log = watchProbes(createScript().trace, probes(), period);
    expect(availabilityByTime(log.finish(), micros(10))).toEqual({ mean: undefined, byZone: {} });
  });

  it('counts a failed tick from the tick to the next one, per zone', () => {
    const script = createScript();
    const log = watchProbes(script.trace, probes(), period);
    for (let t = 0; t < 20; t++) {
      // Zone a fails at 12 and 13, and in the warm-up, which does not count.
      script.operation(t === 5 || t === 12 || t === 13 ? 'info' : 'ok', t, t + 0.1, { zone: 'a' });
      script.operation('ok', t, t + 0.1, { zone: 'b' });
    }
    const places = log.finish();
    expect(outagesOfPlace(places[0])).toEqual([{ start: micros(12), end: micros(14) }]);
    expect(availabilityByTime(places, micros(10))).toEqual({ mean: 0.9, byZone: { a: 0.8, b: 1 } });
  });

  it('counts fail and info alike and puts late answers in the order of their ticks', () => {
    const script = createScript();
    const log = watchProbes(script.trace, probes(1, 2.5, ['a']), period);
    const first = script.invoke(10);
    const second = script.invoke(11);
    const third = script.invoke(12);
    third('ok', 12.1);
    second('fail', 12.2);
    first('info', 12.5);
    expect(log.finish()[0].runs).toEqual([
      { outcome: 'info', start: micros(10), end: micros(11) },
      { outcome: 'fail', start: micros(11), end: micros(12) },
      { outcome: 'ok', start: micros(12), end: micros(20) },
    ]);
  });

  it('takes a probe that is under way at the end to be like the one before', () => {
    const script = createScript();
    const log = watchProbes(script.trace, probes(1, 1, ['a']), period);
    script.operation('ok', 10, 10.1);
    script.operation('fail', 18, 19);
    script.invoke(19);
    expect(availabilityByTime(log.finish(), micros(10)).mean).toBe(0.8);
  });

  it('takes it to be unknown if it has taken longer than any that was answered, and so those after it', () => {
    const script = createScript();
    const log = watchProbes(script.trace, probes(1, 15, ['a']), period);
    for (const t of [10, 11, 12, 13]) script.operation('ok', t, t + 2.5);
    for (const t of [14, 15, 16, 17, 18, 19]) script.invoke(t);
    expect(availabilityByTime(log.finish(), micros(10)).mean).toBe(0.4);
  });

  it('clips the last tick to the period', () => {
    const script = createScript();
    const log = watchProbes(script.trace, probes(4, 1, ['a']), period);
    for (const t of [10, 14]) script.operation('ok', t, t + 0.1);
    script.operation('info', 18, 19);
    expect(availabilityByTime(log.finish(), micros(10)).mean).toBe(0.8);
  });

  it('takes calendar without ticks, which was skipped, as up', () => {
    const script = createScript();
    const log = watchProbes(script.trace, probes(1, 1, ['a']), period);
    script.operation('info', 12, 13);
    script.operation('info', 17, 18);
    expect(log.finish()[0].runs.map(({ outcome, start }) => [outcome, start / 1e6])).toEqual([
      ['ok', 10],
      ['info', 12],
      ['ok', 13],
      ['info', 17],
      ['ok', 18],
    ]);
  });

  it('agrees with counting ticks, whatever the outcomes and the order of answers', () => {
    const tick = fc.record({
      outcome: fc.constantFrom('ok' as const, 'fail' as const, 'info' as const),
      delay: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(tick, { minLength: 1, maxLength: 40 }), (ticks) => {
        const script = createScript();
        const span = { start: 0, end: micros(ticks.length) };
        const log = watchProbes(script.trace, probes(1, 3, ['a']), span);
        const answers: { at: number; send: () => void }[] = [];
        ticks.forEach(({ outcome, delay }, t) => {
          const answer = script.invoke(t);
          answers.push({ at: t + delay / 10, send: () => answer(outcome, t + delay / 10) });
        });
        for (const { send } of answers.sort((a, b) => a.at - b.at)) send();
        const failed = ticks.filter(({ outcome }) => outcome !== 'ok').length;
        const places = log.finish();
        expect(availabilityByTime(places, span.end).mean).toBeCloseTo(1 - failed / ticks.length, 12);
        let covered = 0;
        for (const { start, end } of places[0].runs) {
          expect(start).toBe(covered);
          covered = end;
        }
        expect(covered).toBe(span.end);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
