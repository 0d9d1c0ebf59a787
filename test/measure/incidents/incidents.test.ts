import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../../src/measure/incidents/causes.ts';
import { type ObserveRunOptions, observeRun } from '../../../src/measure/observe-run.ts';
import { createScript, micros, type Script } from '../script.ts';

const START = 5;
const END = 105;

/** A service of three voters, probed from zones a and b every second with a timeout of one second. */
function begin(options: Partial<ObserveRunOptions> = {}) {
  const script = createScript();
  const observer = observeRun({
    trace: script.trace,
    nodes: ['n1', 'n2', 'n3'],
    services: [{ name: 'store', voters: [0, 1, 2] }],
    clients: [{ name: 'probes', zones: ['a', 'b'], users: 1, probe: { every: micros(1), timeout: micros(1) } }],
    start: micros(START),
    end: micros(END),
    timeline: true,
    ...options,
  });
  script.role(1, 0, 'leader', 1);
  const finish = () =>
    observer.finish({
      seed: 1,
      fingerprint: '0',
      virtualSeconds: END - START,
      skippedSeconds: 0,
      events: 0,
      load: {},
      violations: [],
    });
  return { script, finish };
}

/** Probes both zones at every tick; those in [from, to) of a zone's outages fail. `events` happen in between. */
function play(
  script: Script,
  down: Readonly<Record<string, readonly (readonly [number, number])[]>>,
  events: readonly (readonly [number, () => void])[] = [],
  reason?: string,
): void {
  const pending = [...events].sort(([a], [b]) => a - b);
  for (let t = START; t < END; t++) {
    const answers: [number, () => void][] = [];
    for (const zone of ['a', 'b']) {
      const fails = (down[zone] ?? []).some(([from, to]) => t >= from && t < to);
      const answer = script.invoke(t, { zone });
      if (fails) answers.push([t + 0.999, () => answer('info', t + 0.999, { reason })]);
      else answers.push([t + 0.01, () => answer('ok', t + 0.01)]);
    }
    while (pending.length > 0 && pending[0][0] < t + 1) answers.push(pending.shift() as [number, () => void]);
    for (const [, happen] of answers.sort(([a], [b]) => a - b)) happen();
  }
}

describe('incidents', () => {
  it('ties an outage to a crash, with phases and segments that add up', () => {
    const { script, finish } = begin();
    play(script, { a: [[10, 13]], b: [[10, 12]] }, [
      [10.005, () => script.fault(10.005, 1, 'start', 'crash', [0], 'crash of n1')],
      [10.006, () => script.node(10.005, 0, 'crash')],
      [11.205, () => script.suspect(11.205, 1, 1)],
      [11.5, () => script.protocol(11.5, 1, { type: 'split-vote', term: 2 })],
      [12.3, () => script.role(12.3, 1, 'leader', 3)],
    ]);
    const { incidents, availability } = finish();
    // Both zones 10–12, zone a alone 12–13: (2·2 + 1) / 2 s.
    expect(incidents).toEqual([
      {
        startSeconds: 10,
        endSeconds: 13,
        downSeconds: 2.5,
        zones: ['a', 'b'],
        cause: 'leader crash',
        // Down by the crash to 11.5 in both zones; then the split vote, up to 12.3, and finding the new leader.
        segments: [
          { cause: 'leader crash', startSeconds: 10, seconds: 1.5 },
          { cause: 'split vote', startSeconds: 11.5, seconds: 1 },
        ],
        trigger: 'crash of n1',
        detectionSeconds: 1.2,
        electionSeconds: 1.095,
        // Zone b's probe of tick 12 was answered before the election ended; the first write after it is at 13.01.
        recoverySeconds: 0.71,
        censored: false,
      },
    ]);
    expect((1 - (availability.time ?? 0)) * (END - START)).toBeCloseTo(2.5, 9);
  });

  it('calls a zone that cannot reach the working leader partitioned', () => {
    let cut = false;
    const connected = (a: number, b: number) => !(cut && (a === 11) !== (b === 11));
    const { script, finish } = begin({ connected });
    const partition = (phase: 'start' | 'end', at: number) => () => {
      cut = phase === 'start';
      script.fault(at, 1, phase, 'partition', [11], 'partition: zone b | rest');
    };
    play(script, { b: [[20, 30]] }, [
      [20, partition('start', 20)],
      [29.5, partition('end', 29.5)],
    ]);
    expect(finish().incidents).toMatchObject([
      {
        zones: ['b'],
        cause: 'partition',
        downSeconds: 5,
        trigger: 'partition: zone b | rest',
        segments: [{ cause: 'partition', seconds: 5 }],
      },
    ]);
  });

  it('charges failures under a working leader to the degrading fault, first by the order of causes', () => {
    const { script, finish } = begin();
    play(script, { a: [[20, 22]], b: [[20, 22]] }, [
      [18, () => script.fault(18, 1, 'start', 'slow-disk', [0], 'early slow disk')],
      [19, () => script.fault(19, 2, 'start', 'slow-disk', [0], 'slow disk')],
      [19, () => script.fault(19, 4, 'start', 'slow-cpu', [0], 'slow CPU')],
      [19, () => script.fault(19, 3, 'start', 'disk-full', [7], "somebody else's disk")],
    ]);
    expect(finish().incidents).toMatchObject([{ cause: 'disk stall', trigger: 'slow disk' }]);
  });

  it('says overload where requests were refused, and unknown where nothing was seen', () => {
    const refused = begin();
    play(refused.script, { a: [[20, 21]] }, [], 'overload');
    expect(refused.finish().incidents).toMatchObject([{ cause: 'overload', downSeconds: 0.5 }]);
    const silent = begin();
    play(silent.script, { a: [[20, 21]] });
    const [incident] = silent.finish().incidents;
    expect(incident.cause).toBe('unknown');
    expect(incident).not.toHaveProperty('trigger');
  });

  it('charges a probe that was under way to what struck it, and late rediscovery to what came before', () => {
    const { script, finish } = begin();
    play(script, { a: [[10, 16]] }, [
      [10.9, () => script.node(10.9, 0, 'crash')],
      [12, () => script.role(12, 1, 'leader', 2)],
    ]);
    expect(finish().incidents[0].segments).toEqual([{ cause: 'leader crash', startSeconds: 10, seconds: 3 }]);
  });

  it('gives callers two seconds to find the new leader before other faults are looked for', () => {
    const { script, finish } = begin();
    play(script, { a: [[10, 20]] }, [
      [10, () => script.fault(10, 1, 'start', 'slow-disk', [0], 'slow disk')],
      [10, () => script.node(10, 0, 'pause')],
      [12, () => script.role(12, 1, 'leader', 2)],
    ]);
    expect(finish().incidents[0].segments).toEqual([
      { cause: 'leader pause', startSeconds: 10, seconds: 2 },
      { cause: 'disk stall', startSeconds: 14, seconds: 3 },
    ]);
  });

  it('is censored by the end of the run', () => {
    const { script, finish } = begin();
    play(script, { a: [[100, 105]] });
    expect(finish().incidents).toMatchObject([{ startSeconds: 100, endSeconds: 105, censored: true }]);
  });

  it('adds up to the whole downtime, whatever happened', () => {
    const stretch = fc.tuple(fc.integer({ min: 5, max: 104 }), fc.integer({ min: 1, max: 15 }));
    const event = fc.tuple(
      fc.integer({ min: 6000, max: 104_000 }),
      fc.integer({ min: 0, max: 2 }),
      fc.constantFrom('crash', 'restart', 'pause', 'resume', 'leader', 'split', 'slow', 'healed'),
    );
    const outages = fc.array(stretch, { maxLength: 6 }).map((all) => all.map(([from, n]) => [from, from + n] as const));
    fc.assert(
      fc.property(outages, outages, fc.array(event, { maxLength: 30 }), (a, b, events) => {
        const { script, finish } = begin();
        let term = 1;
        play(
          script,
          { a, b },
          events.map(([at, node, what]) => [
            at / 1000,
            () => {
              if (what === 'leader') script.role(at / 1000, node, 'leader', ++term);
              else if (what === 'split') script.protocol(at / 1000, node, { type: 'split-vote', term });
              else if (what === 'slow') script.fault(at / 1000, node, 'start', 'slow-disk', [node]);
              else if (what === 'healed') script.fault(at / 1000, node, 'end', 'slow-disk', [node]);
              else script.node(at / 1000, node, what);
            },
          ]),
        );
        const { incidents, availability } = finish();
        let downSeconds = 0;
        let before = START;
        for (const incident of incidents) {
          expect(incident.startSeconds).toBeGreaterThanOrEqual(before);
          before = incident.endSeconds;
          let sum = 0;
          for (const { seconds, cause } of incident.segments) {
            sum += seconds;
            expect(Object.keys(CAUSES)).toContain(cause);
          }
          expect(sum).toBe(incident.downSeconds);
          downSeconds += sum;
        }
        expect(downSeconds).toBeCloseTo((1 - (availability.time ?? 0)) * (END - START), 9);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
