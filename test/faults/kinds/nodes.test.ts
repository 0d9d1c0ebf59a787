import { describe, expect, it } from 'vitest';
import { strikeKind } from './strike-kind.ts';

const NOTHING = { down: [], paused: [], speeds: [], disks: [], drifts: [], links: [], clocks: [] };

describe('faults that take nodes down', () => {
  it.each([
    ['crash', {}, 'crash n1'],
    ['crash', { torn: true }, 'tear n1'],
    ['torn-write', {}, 'tear n1'],
    ['stop', {}, 'stop n1'],
  ])('%s %j takes the leader down and brings it back', (kind, parameters, call) => {
    const { cluster, engine, observations } = strikeKind(kind, ['leader of store'], parameters);
    expect(cluster.calls).toEqual([call]);
    expect(cluster.isUp(0)).toBe(false);
    expect(observations).toMatchObject([{ phase: 'start', fault: kind, nodes: [0], time: 1000 }]);
    expect(observations[0].description).toContain('n1 (leader of store)');
    engine.healAll();
    expect(cluster.calls).toEqual([call, 'restart n1']);
    expect(cluster.state()).toEqual(NOTHING);
  });

  it('wipe crashes the node and blanks its disk', () => {
    const { cluster, engine } = strikeKind('wipe', ['n2']);
    expect(cluster.calls).toEqual(['crash n2', 'wipe n2']);
    engine.healAll();
    expect(cluster.calls).toEqual(['crash n2', 'wipe n2', 'restart n2']);
  });

  it('a zone means its servers, not the client machines', () => {
    const { cluster, observations } = strikeKind('crash', ['zone a']);
    expect(cluster.calls).toEqual(['crash n1', 'crash n2']);
    expect(observations[0].nodes).toEqual([0, 1]);
    expect(observations[0].description).toBe('crash of zone a');
  });

  it('pause stops and resumes', () => {
    const { cluster, engine } = strikeKind('pause', ['n1 and n3']);
    expect(cluster.calls).toEqual(['pause n1', 'pause n3']);
    engine.healAll();
    expect(cluster.calls).toEqual(['pause n1', 'pause n3', 'resume n1', 'resume n3']);
  });
});

describe('faults of CPU and disk', () => {
  it.each([
    ['slow-cpu', { factor: 4 }, { speeds: [{ node: 2, factor: 0.25 }] }],
    ['overload', { share: 0.75 }, { speeds: [{ node: 2, factor: 0.25 }] }],
    ['slow-disk', { factor: 3, stall: 500 }, { disks: [{ node: 2, fault: { type: 'slow', factor: 3, stall: 500 } }] }],
    ['disk-full', {}, { disks: [{ node: 2, fault: { type: 'full' } }] }],
    ['lost-fsync', {}, { disks: [{ node: 2, fault: { type: 'lying-fsync' } }] }],
    ['clock-drift', { rate: -300 }, { drifts: [{ node: 2, ppm: -300 }] }],
    ['clock-skew', { by: -5000 }, { clocks: [[2, -5000]] }],
  ])('%s %j changes n3 and is undone', (kind, parameters, change) => {
    const { cluster, engine } = strikeKind(kind, ['n3'], parameters);
    expect(cluster.state()).toEqual({ ...NOTHING, ...change });
    engine.healAll();
    expect(cluster.state()).toEqual(NOTHING);
    expect(cluster.calls).toEqual([]);
  });

  it('disk-full restarts a node that gave up over it', () => {
    const { cluster, engine } = strikeKind('disk-full', ['n3']);
    cluster.halt(2);
    engine.healAll();
    expect(cluster.calls).toEqual(['restart n3']);
  });

  it.each([
    ['any', 'rot n3 any'],
    ['tail', 'rot n3 tail'],
  ])('bit-rot of %s records is over at once', (record, call) => {
    const { cluster, engine, observations } = strikeKind('bit-rot', ['n3'], { record });
    expect(cluster.calls).toEqual([call]);
    expect(engine.active()).toEqual([]);
    expect(observations.map(({ phase, time, until }) => [phase, time, until])).toEqual([
      ['start', 1000, 1000],
      ['end', 1000, 1000],
    ]);
  });

  it('clock-jump is for good', () => {
    const { cluster, engine } = strikeKind('clock-jump', ['n3'], { by: 7000 });
    expect(engine.active()).toEqual([]);
    engine.healAll();
    expect(cluster.state()).toEqual({ ...NOTHING, clocks: [[2, 7000]] });
  });
});
