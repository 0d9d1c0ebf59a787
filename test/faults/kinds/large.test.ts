import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../src/core/time.ts';
import { strikeKind } from './strike-kind.ts';

describe('outage', () => {
  it('takes a zone down at once, and brings it back', () => {
    const { cluster, engine, observations } = strikeKind('outage', ['zone a']);
    expect(cluster.calls).toEqual(['crash n1', 'crash n2']);
    expect(cluster.impairments()).toEqual([]);
    expect(observations[0]).toMatchObject({ description: 'outage of zone a', nodes: [0, 1, 6] });
    engine.healAll();
    expect(cluster.calls).toEqual(['crash n1', 'crash n2', 'restart n1', 'restart n2']);
  });

  it('can cut off its network, clients included', () => {
    const { cluster, engine } = strikeKind('outage', ['zone a'], { network: true });
    expect(cluster.blocked(6, 2)).toBe(true);
    expect(cluster.blocked(2, 6)).toBe(true);
    expect(cluster.blocked(7, 2)).toBe(false);
    engine.healAll();
    expect(cluster.impairments()).toEqual([]);
  });

  it('can spread the crashes; a heal in between drops those to come', () => {
    const { cluster, engine, runFor } = strikeKind('outage', ['region eu'], { spread: 1000 });
    runFor(500);
    const crashed = cluster.calls.length;
    expect(crashed).toBeGreaterThan(0);
    expect(crashed).toBeLessThan(5);
    engine.healAll();
    runFor(2000);
    expect(cluster.calls).toHaveLength(2 * crashed);
    expect(cluster.state()).toMatchObject({ down: [] });

    const whole = strikeKind('outage', ['region eu'], { spread: 1000 });
    whole.runFor(1000);
    expect(whole.cluster.state()).toMatchObject({ down: [0, 1, 2, 3, 4] });
  });

  it('of a random zone says which', () => {
    expect(strikeKind('outage', ['a random zone']).observations[0].description).toMatch(/^outage of zone [abcd]$/);
  });
});

describe('rolling-restart', () => {
  const parameters = { down: 5 * SECOND, gap: 10 * SECOND };

  it('restarts node after node and ends by itself', () => {
    const { cluster, engine, runFor, observations } = strikeKind('rolling-restart', ['n1 and n2 and n3'], parameters);
    expect(cluster.calls).toEqual(['stop n1']);
    runFor(5 * SECOND);
    expect(cluster.calls).toEqual(['stop n1', 'restart n1']);
    runFor(15 * SECOND);
    expect(cluster.calls).toEqual(['stop n1', 'restart n1', 'stop n2']);
    expect(observations[0].until).toBe(1000 + 35 * SECOND);
    runFor(35 * SECOND);
    expect(cluster.calls.slice(3)).toEqual(['restart n2', 'stop n3', 'restart n3']);
    expect(engine.active()).toEqual([]);
    expect(cluster.state()).toMatchObject({ down: [] });
  });

  it('healed halfway, starts the node that is down and stops no other', () => {
    const { cluster, engine, runFor } = strikeKind('rolling-restart', ['n1 and n2 and n3'], parameters);
    runFor(16 * SECOND);
    engine.healAll();
    runFor(60 * SECOND);
    expect(cluster.calls).toEqual(['stop n1', 'restart n1', 'stop n2', 'restart n2']);
  });
});

describe('bad-release', () => {
  it('slows node after node, as many as the share says, until rolled back', () => {
    const parameters = { restart: 2 * SECOND, gap: 8 * SECOND, factor: 4, share: 0.4 };
    const { cluster, engine, runFor } = strikeKind('bad-release', ['nodes of store'], parameters);
    runFor(SECOND);
    expect(cluster.calls).toEqual(['stop n1']);
    runFor(9 * SECOND);
    expect(cluster.state()).toMatchObject({ down: [], speeds: [{ node: 0, factor: 0.25 }] });
    runFor(100 * SECOND);
    expect(cluster.calls).toEqual(['stop n1', 'restart n1', 'stop n2', 'restart n2']);
    expect(cluster.state()).toMatchObject({ speeds: [{ node: 0 }, { node: 1 }] });
    engine.healAll();
    expect(cluster.state()).toMatchObject({ down: [], speeds: [] });
  });

  it('crash-loops until rolled back', () => {
    const parameters = {
      effect: 'crash-loop',
      restart: SECOND,
      uptime: { kind: 'constant', value: 3 * SECOND },
    } as const;
    const { cluster, engine, runFor } = strikeKind('bad-release', ['n2'], parameters);
    runFor(9.5 * SECOND);
    expect(cluster.calls).toEqual(['stop n2', 'restart n2', 'crash n2', 'restart n2', 'crash n2', 'restart n2']);
    runFor(12.5 * SECOND);
    engine.healAll();
    const calls = [...cluster.calls];
    expect(calls.slice(6)).toEqual(['crash n2', 'restart n2']);
    runFor(100 * SECOND);
    expect(cluster.calls).toEqual(calls);
  });
});
