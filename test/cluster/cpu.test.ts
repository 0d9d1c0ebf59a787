import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { kinds, linkPlan, linkSpec, machineSpec, topology, type World, world } from './small-world.ts';

/** A receiver whose messages cost what their kind says: `s30` is 30 µs on the serial thread, `p30` on any core. */
function costly(w: World, limit?: number) {
  const refused: string[] = [];
  const actor = w.actor(1, {
    queueLimit: limit,
    cost: ({ kind }) => ({ time: Number(kind.slice(1)), thread: kind[0] === 's' ? 'serial' : 'parallel' }),
    refuse: (_from, { kind }) => void refused.push(kind),
  });
  return { actor, refused };
}

const direct = (cores = 1) =>
  world(topology(2, linkPlan(linkSpec({ latency: constantSpec(0) })), machineSpec({ cores })));

describe('CPU time', () => {
  it('is queued for in order of arrival on one core', () => {
    const w = direct();
    const sender = w.actor(0);
    const { actor } = costly(w);
    w.cluster.boot();
    w.at(0, () => {
      for (const kind of ['p100', 's50', 'p10']) sender.env.send(actor.id, { kind }, 0);
    });
    w.kernel.run(1000);
    expect(actor.seen.slice(1)).toEqual([
      { at: 100, what: '0: p100' },
      { at: 150, what: '0: s50' },
      { at: 160, what: '0: p10' },
    ]);
  });

  it('keeps serial messages in order, one at a time, and lets others pass on free cores', () => {
    const w = direct(2);
    const sender = w.actor(0);
    const { actor } = costly(w);
    w.cluster.boot();
    w.at(0, () => {
      for (const kind of ['s100', 's50', 'p10', 's0']) sender.env.send(actor.id, { kind }, 0);
    });
    w.kernel.run(1000);
    expect(actor.seen.slice(1)).toEqual([
      { at: 10, what: '0: p10' },
      { at: 100, what: '0: s100' },
      { at: 150, what: '0: s50' },
      { at: 150, what: '0: s0' },
    ]);
  });

  it('lets timers and messages without cost pass', () => {
    const w = direct();
    const sender = w.actor(0);
    const { actor } = costly(w);
    w.cluster.boot();
    w.at(0, () => {
      actor.env.setTimer(1, 5);
      for (const kind of ['p100', 'p0', 's0']) sender.env.send(actor.id, { kind }, 0);
    });
    w.kernel.run(1000);
    expect(kinds(actor).slice(1)).toEqual(['0: p0', '0: s0', 'timer 1', '0: p100']);
  });

  it('refuses what finds the queue full', () => {
    const w = direct();
    const sender = w.actor(0);
    const { actor, refused } = costly(w, 2);
    w.cluster.boot();
    w.at(0, () => {
      for (const kind of ['p1', 'p2', 'p3', 'p4', 'p5']) sender.env.send(actor.id, { kind }, 0);
    });
    w.kernel.run(1000);
    expect(kinds(actor).slice(1)).toEqual(['0: p1', '0: p2', '0: p3']);
    expect(refused).toEqual(['p4', 'p5']);
  });

  it('stretches running work when the CPU is slowed, stacked and undone', () => {
    const w = direct();
    const sender = w.actor(0);
    const { actor } = costly(w);
    w.cluster.boot();
    w.at(0, () => sender.env.send(actor.id, { kind: 'p1000' }, 0));
    const undo: (() => void)[] = [];
    w.at(200, () => undo.push(w.cluster.slowCpu(1, 0.5)));
    w.at(400, () => undo.push(w.cluster.slowCpu(1, 0.5)));
    w.at(800, () => undo[0]());
    w.at(1000, () => undo[1]());
    // 200 at full speed, 100 at half, 100 at a quarter, 100 at half, the other 500 at full speed.
    w.kernel.run(5000);
    expect(actor.seen.at(-1)).toEqual({ at: 1500, what: '0: p1000' });
  });

  it('stands still in a pause', () => {
    const w = direct();
    const sender = w.actor(0);
    const { actor } = costly(w);
    w.cluster.boot();
    w.at(0, () => sender.env.send(actor.id, { kind: 'p100' }, 0));
    w.at(40, () => w.cluster.pause(1));
    w.at(540, () => w.cluster.resume(1));
    w.kernel.run(5000);
    expect(actor.seen.at(-1)).toEqual({ at: 600, what: '0: p100' });
    expect(w.cluster.statistics(1).busy).toBe(100);
  });

  it('is forgotten in a crash', () => {
    const w = direct();
    const sender = w.actor(0);
    const { actor } = costly(w);
    w.cluster.boot();
    w.at(0, () => {
      for (const kind of ['p100', 's100', 's100']) sender.env.send(actor.id, { kind }, 0);
    });
    w.at(50, () => w.cluster.crash(1));
    w.at(60, () => w.cluster.restart(1));
    w.kernel.run(100_000);
    expect(kinds(actor)).toEqual(['start clean []', 'start clean []']);
  });

  it('adds up to busy, available and queue integrals', () => {
    const w = direct(2);
    const sender = w.actor(0);
    const { actor } = costly(w);
    w.cluster.boot();
    w.at(1000, () => {
      for (let i = 0; i < 3; i++) sender.env.send(actor.id, { kind: 'p100' }, 0);
    });
    w.at(2000, () => w.cluster.crash(1));
    w.kernel.run(3000);
    expect(w.cluster.statistics(1)).toEqual({ busy: 300, available: 4000, queueIntegral: 100, observed: 3000 });
    w.cluster.resetStatistics();
    expect(w.cluster.statistics(1)).toEqual({ busy: 0, available: 0, queueIntegral: 0, observed: 0 });
  });
});
