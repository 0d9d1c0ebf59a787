import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NodeClock } from '../../src/cluster/clock.ts';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { linkPlan, machineSpec, topology, world } from './small-world.ts';

describe('a machine clock', () => {
  it('is exact without drift', () => {
    const clock = new NodeClock(0, 77);
    expect([clock.now(0), clock.now(123_456_789_012), clock.wall(5)]).toEqual([0, 123_456_789_012, 82]);
    expect(clock.machineDelay(1500)).toBe(1500);
  });

  it('drifts by parts per million', () => {
    const clock = new NodeClock(20, 0);
    expect(clock.now(1_000_000_000)).toBe(1_000_020_000);
  });

  it('is monotonic and whole through any changes of rate, and timers never fire early on it', () => {
    const step = fc.record({ pause: fc.nat(1_000_000), ppm: fc.integer({ min: -400_000, max: 400_000 }) });
    const property = fc.property(
      fc.array(step),
      fc.integer({ min: -200, max: 200 }),
      fc.nat(10_000),
      (steps, own, delay) => {
        const clock = new NodeClock(own, 0);
        let machine = 0;
        let before = 0;
        const undo: ((machine: number) => number)[] = [];
        for (const { pause, ppm } of steps) {
          machine += pause;
          if (undo.length > 1) undo.shift()?.(machine);
          else undo.push(clock.drift(machine, ppm).undo);
          const now = clock.now(machine);
          expect(Number.isInteger(now)).toBe(true);
          expect(now).toBeGreaterThanOrEqual(before);
          before = now;
          expect(clock.now(machine + clock.machineDelay(delay))).toBeGreaterThanOrEqual(now + delay);
        }
      },
    );
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  it('keeps what it gained when its rate changes', () => {
    const clock = new NodeClock(0, 0);
    const { stretch, undo } = clock.drift(1000, 500_000);
    expect([clock.now(1000), clock.now(2000)]).toEqual([1000, 2500]);
    expect([stretch, undo(2000), undo(2000)]).toEqual([1 / 1.5, 1.5, 1]);
    expect(clock.now(3000)).toBe(3500);
  });

  it('refuses to run backwards', () => {
    expect(() => new NodeClock(0, 0).drift(0, -1_000_000)).toThrow(RangeError);
  });
});

describe('timers on a machine clock', () => {
  it('fire by their own drifting clock', () => {
    const w = world(topology(1));
    const actor = w.actor(0);
    w.cluster.boot();
    w.cluster.driftClock(0, 250_000);
    w.at(100, () => actor.env.setTimer(1, 1000));
    w.kernel.run(10_000);
    expect(actor.seen.at(-1)).toEqual({ at: 900, what: 'timer 1' });
  });

  it('are rescaled when the rate changes under them, there and back', () => {
    const w = world(topology(1));
    const actor = w.actor(0);
    w.cluster.boot();
    w.at(0, () => {
      actor.env.setTimer(1, 1000);
      actor.env.setTimer(900, 1000);
    });
    let undo = (): void => {};
    w.at(200, () => {
      undo = w.cluster.driftClock(0, -500_000);
    });
    w.at(600, () => undo());
    w.kernel.run(10_000);
    // 200 at full rate, 200 more in 400 at half rate, the other 600 at full rate.
    expect(actor.seen.slice(1)).toEqual([
      { at: 1200, what: 'timer 1' },
      { at: 1200, what: 'timer 900' },
    ]);
  });

  it('do not move when the wall clock jumps', () => {
    const w = world(topology(1, linkPlan(), machineSpec({ clock: { offset: constantSpec(50), drift: 0 } })));
    const actor = w.actor(0);
    w.cluster.boot();
    const wall: number[] = [];
    w.at(100, () => {
      actor.env.setTimer(1, 1000);
      wall.push(actor.env.wallClock());
      w.cluster.jumpClock(0, -5000);
    });
    w.at(200, () => wall.push(actor.env.wallClock(), actor.env.now()));
    w.kernel.run(10_000);
    expect(wall).toEqual([150, 200 + 50 - 5000, 200]);
    expect(actor.seen.at(-1)).toEqual({ at: 1100, what: 'timer 1' });
  });

  it('are re-armed, cancelled and forgotten in a crash', () => {
    const w = world(topology(1));
    const actor = w.actor(0);
    w.cluster.boot();
    w.at(0, () => {
      for (const id of [1, 2, 3, 1000]) actor.env.setTimer(id, 100);
    });
    w.at(50, () => {
      actor.env.setTimer(1, 100);
      actor.env.cancelTimer(2);
    });
    w.at(120, () => w.cluster.crash(0));
    w.at(130, () => w.cluster.restart(0));
    w.kernel.run(1000);
    expect(actor.seen.map(({ at, what }) => `${at} ${what}`)).toEqual([
      '0 start clean []',
      '100 timer 3',
      '100 timer 1000',
      '130 start clean []',
    ]);
  });

  it('differ from machine to machine by the drift of the topology, the same for the same seed', () => {
    const read = (seed: number): number[] => {
      const w = world(topology(3, linkPlan(), machineSpec({ clock: { offset: constantSpec(0), drift: 100 } })), seed);
      const actors = [0, 1, 2].map((node) => w.actor(node));
      w.cluster.boot();
      w.kernel.run(1_000_000_000);
      return actors.map(({ env }) => env.now());
    };
    const first = read(1);
    expect(read(1)).toEqual(first);
    expect(new Set(first).size).toBe(3);
    for (const now of first) expect(Math.abs(now - 1_000_000_000)).toBeLessThanOrEqual(100_000);
    expect(read(2)).not.toEqual(first);
  });
});
