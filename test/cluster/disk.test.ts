import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiskSpec } from '../../src/cluster/topology.ts';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { kinds, linkPlan, machineSpec, topology, type World, world } from './small-world.ts';

/** Write 10 µs, fsync 1000 µs. */
function diskWorld(changes: Partial<DiskSpec> = {}, seed = 1): World {
  return world(topology(1, linkPlan(), machineSpec({ disk: { ...machineSpec().disk, ...changes } })), seed);
}

/** Restarts node 0 at `at` and returns what process 0 found. */
function recovery(w: World, actor: { seen: readonly { what: string }[] }, at: number): string {
  w.at(at, () => w.cluster.restart(0));
  w.kernel.run(at + 100_000);
  return actor.seen.filter(({ what }) => what.startsWith('start')).at(-1)?.what ?? '';
}

describe('what a process leaves that ended by itself', () => {
  it('is durable from the next start on: a later loss of power does not take it', () => {
    const w = diskWorld();
    const actor = w.actor(0);
    w.cluster.boot();
    w.at(0, () => actor.env.storage.append('vote', 1));
    w.at(10, () => actor.env.halt('enough'));
    const first = recovery(w, actor, 1000);
    expect(first).toContain('vote');
    w.at(w.kernel.now + 1, () => w.cluster.crash(0));
    expect(recovery(w, actor, w.kernel.now + 2)).toBe(first);
  });
});

describe('what survives a crash', () => {
  const operation = fc.oneof(
    { weight: 6, arbitrary: fc.constant('append') },
    { weight: 3, arbitrary: fc.constant('sync') },
    { weight: 1, arbitrary: fc.constant('rewrite') },
    { weight: 4, arbitrary: fc.constant('wait') },
  );

  it('is a prefix of what was written that holds everything synced; a rewrite is all or nothing', () => {
    const property = fc.property(
      fc.array(operation, { maxLength: 40 }),
      fc.integer({ min: 1, max: 12_000 }),
      fc.boolean(),
      fc.boolean(),
      (operations, crashAt, torn, groupCommit) => {
        const w = diskWorld({ groupCommit, fsync: { kind: 'exponential', mean: 700 } });
        // Every state the log went through, as lists of records; a token names the state that its sync covers.
        const states: string[][] = [[]];
        let acknowledged = 0;
        const actor = w.actor(0, {}, () => ({
          synced: (token) => {
            acknowledged = token;
          },
        }));
        w.cluster.boot();
        const { storage } = actor.env;
        let at = 0;
        for (const [i, name] of operations.entries()) {
          if (name === 'wait') at += 400;
          w.at(at, () => {
            const last = states[states.length - 1];
            if (name === 'append') {
              storage.append(`r${i}`, 1);
              states.push([...last, `r${i}`]);
            } else if (name === 'rewrite') {
              storage.rewrite([`s${i}`, `t${i}`], 2);
              states.push([`s${i}`, `t${i}`]);
            } else if (name === 'sync') storage.sync(states.length - 1);
          });
        }
        w.at(crashAt, () => w.cluster.crash(0, { torn }));
        const found = recovery(w, actor, crashAt + 1);
        const records = JSON.parse(found.slice(found.indexOf('['))) as string[];
        const state = states.findLastIndex((candidate) => JSON.stringify(candidate) === JSON.stringify(records));
        expect(state, found).toBeGreaterThanOrEqual(acknowledged);
      },
    );
    fc.assert(property, { seed: 1, numRuns: 400 });
  });

  it('is everything after an orderly stop and after a fail-stop, whose data a later power failure still takes', () => {
    for (const [end, found] of [
      ['stop', '["a"]'],
      ['halt', '["a"]'],
      ['halt and crash', '[]'],
    ]) {
      const w = diskWorld();
      const actor = w.actor(0);
      w.cluster.boot();
      w.at(0, () => {
        actor.env.storage.append('a', 1);
        actor.env.storage.sync(1);
        if (end === 'stop') w.cluster.stop(0);
        else actor.env.halt('test');
        if (end === 'halt and crash') w.cluster.crash(0);
      });
      expect(recovery(w, actor, 5)).toBe(`start clean ${found}`);
      expect(kinds(actor)).not.toContain('synced 1');
    }
  });

  it('is reported as torn if half a record was left', () => {
    const w = diskWorld();
    const observed = w.observed('disk');
    const actor = w.actor(0);
    w.cluster.boot();
    w.at(0, () => {
      actor.env.storage.append('a', 1);
      actor.env.storage.sync(1);
    });
    w.at(5000, () => {
      actor.env.storage.append('b', 1);
      actor.env.storage.append('c', 1);
      w.cluster.crash(0, { torn: true });
    });
    expect(recovery(w, actor, 6000)).toBe('start torn ["a"]');
    expect(observed.map(({ change, records }) => [change, records])).toEqual([
      ['lost-unsynced', 2],
      ['torn', 1],
    ]);
    w.at(200_000, () => w.cluster.crash(0));
    expect(recovery(w, actor, 200_001)).toBe('start clean ["a"]');
  });

  it('is nothing after the disk was replaced', () => {
    const w = diskWorld();
    const nodes = w.observed('node');
    const actor = w.actor(0);
    w.cluster.boot();
    w.at(0, () => {
      actor.env.storage.append('a', 1);
      actor.env.storage.sync(1);
    });
    w.at(5000, () => {
      w.cluster.wipeDisk(0);
      w.cluster.crash(0);
    });
    expect(recovery(w, actor, 6000)).toBe('start clean []');
    expect(nodes.map(({ change }) => change)).toEqual(['start', 'crash', 'wipe', 'restart']);
  });
});

describe('a sync', () => {
  it('waits for the writes before it, and is answered in order', () => {
    const w = diskWorld({ bandwidth: 1e6, groupCommit: false });
    const actor = w.actor(0);
    w.cluster.boot();
    w.at(0, () => {
      const { storage } = actor.env;
      storage.append('a', 100);
      storage.sync(1);
      storage.append('b', 200);
      storage.sync(2);
    });
    w.kernel.run(100_000);
    expect(actor.seen.slice(1)).toEqual([
      { at: 1110, what: 'synced 1' },
      { at: 2320, what: 'synced 2' },
    ]);
  });

  it('covers what was written before it and nothing later', () => {
    const w = diskWorld();
    const actor = w.actor(0);
    w.cluster.boot();
    w.at(0, () => {
      actor.env.storage.append('a', 1);
      actor.env.storage.sync(1);
    });
    w.at(500, () => actor.env.storage.append('b', 1));
    w.at(5000, () => w.cluster.crash(0));
    expect(recovery(w, actor, 5001)).toBe('start clean ["a"]');
  });

  it('shares one fsync with all that wait, with group commit', () => {
    const times = (groupCommit: boolean): number[] => {
      const w = diskWorld({ groupCommit, write: constantSpec(0) });
      const actor = w.actor(0);
      w.cluster.boot();
      for (let i = 0; i < 4; i++)
        w.at(i * 100, () => {
          actor.env.storage.append(i, 1);
          actor.env.storage.sync(i);
        });
      w.kernel.run(100_000);
      expect(kinds(actor).slice(1)).toEqual(['synced 0', 'synced 1', 'synced 2', 'synced 3']);
      return actor.seen.slice(1).map(({ at }) => at);
    };
    expect(times(true)).toEqual([1000, 2000, 2000, 2000]);
    expect(times(false)).toEqual([1000, 2000, 3000, 4000]);
  });

  it('is answered at once on a client machine', () => {
    const plan = topology(1);
    const w = world({ ...plan, nodes: [{ ...plan.nodes[0], role: 'client' }] });
    const actor = w.actor(0);
    w.cluster.boot();
    w.at(7, () => {
      actor.env.storage.append('a', 100);
      actor.env.storage.sync(1);
    });
    w.kernel.run(100);
    expect(actor.seen.at(-1)).toEqual({ at: 7, what: 'synced 1' });
  });
});

describe('a faulty disk', () => {
  it('is slow by a factor and a stall, for every operation, until it is undone', () => {
    const w = diskWorld();
    const actor = w.actor(0);
    w.cluster.boot();
    const undo = [
      w.cluster.faultDisk(0, { type: 'slow', factor: 2, stall: 5 }),
      w.cluster.faultDisk(0, { type: 'slow', factor: 3, stall: 0 }),
    ];
    w.at(0, () => {
      actor.env.storage.append('a', 1);
      actor.env.storage.sync(1);
    });
    w.at(10_000, () => {
      undo[0]();
      actor.env.storage.sync(2);
    });
    w.at(20_000, () => {
      undo[1]();
      undo[1]();
      actor.env.storage.sync(3);
    });
    w.kernel.run(100_000);
    expect(actor.seen.slice(1).map(({ at }) => at)).toEqual([6 * 10 + 5 + 6 * 1000 + 5, 13_000, 21_000]);
  });

  it('lies: answers, and loses the data unless a later sync was honest', () => {
    for (const honest of [false, true]) {
      const w = diskWorld();
      const actor = w.actor(0);
      w.cluster.boot();
      const heal = w.cluster.faultDisk(0, { type: 'lying-fsync' });
      w.at(0, () => {
        actor.env.storage.append('a', 1);
        actor.env.storage.sync(1);
      });
      w.at(5000, () => {
        heal();
        if (honest) actor.env.storage.sync(2);
      });
      w.at(10_000, () => w.cluster.crash(0));
      expect(recovery(w, actor, 10_001)).toBe(honest ? 'start clean ["a"]' : 'start clean []');
      expect(kinds(actor)).toContain('synced 1');
    }
  });

  it('is full: later writes fail too until a sync has said so, so there are no holes', () => {
    const w = diskWorld();
    const observed = w.observed('disk');
    const actor = w.actor(0);
    w.cluster.boot();
    const { storage } = actor.env;
    w.at(0, () => {
      storage.append('a', 1);
      storage.sync(1);
    });
    w.at(2000, () => {
      const heal = w.cluster.faultDisk(0, { type: 'full' });
      storage.append('b', 1);
      heal();
      storage.append('c', 1);
      storage.sync(2);
    });
    w.at(5000, () => {
      storage.append('d', 1);
      storage.sync(3);
    });
    w.at(9000, () => w.cluster.crash(0));
    expect(recovery(w, actor, 9001)).toBe('start clean ["a","d"]');
    expect(kinds(actor).slice(1, 4)).toEqual(['synced 1', 'failed 2 full', 'synced 3']);
    expect(observed.map(({ change }) => change)).toEqual(['full']);
  });

  it('answers for every write that it refused, those behind a failing sync included', () => {
    const w = diskWorld();
    const actor = w.actor(0);
    w.cluster.boot();
    const { storage } = actor.env;
    w.at(0, () => {
      const heal = w.cluster.faultDisk(0, { type: 'full' });
      storage.append('a', 1);
      storage.sync(1);
      heal();
    });
    w.at(100, () => storage.append('b', 1));
    w.at(5000, () => storage.sync(2));
    w.at(9000, () => {
      storage.append('c', 1);
      storage.sync(3);
    });
    w.at(15_000, () => w.cluster.crash(0));
    expect(recovery(w, actor, 15_001)).toBe('start clean ["c"]');
    expect(kinds(actor).slice(1, 4)).toEqual(['failed 1 full', 'failed 2 full', 'synced 3']);
  });

  it('keeps what is appended behind a rewrite that it refused', () => {
    const w = diskWorld({ capacity: 100 });
    const actor = w.actor(0);
    w.cluster.boot();
    const { storage } = actor.env;
    w.at(0, () => {
      storage.append('a', 40);
      storage.sync(1);
    });
    w.at(5000, () => {
      storage.rewrite(['big'], 90);
      storage.sync(2);
    });
    w.at(5100, () => storage.append('b', 40));
    w.at(9000, () => storage.sync(3));
    w.at(15_000, () => w.cluster.crash(0));
    expect(recovery(w, actor, 15_001)).toBe('start clean ["a","b"]');
    expect(kinds(actor).slice(1, 4)).toEqual(['synced 1', 'failed 2 full', 'synced 3']);
  });

  it('has a capacity in bytes, of which a rewrite needs room for both versions', () => {
    const w = diskWorld({ capacity: 100 });
    const actor = w.actor(0);
    w.cluster.boot();
    const { storage } = actor.env;
    w.at(0, () => {
      storage.append('a', 40);
      storage.append('b', 40);
      storage.sync(1);
    });
    w.at(5000, () => {
      storage.rewrite(['big'], 30);
      storage.sync(2);
    });
    w.at(10_000, () => {
      storage.rewrite(['small'], 20);
      storage.sync(3);
    });
    w.at(15_000, () => {
      storage.append('c', 80);
      storage.sync(4);
    });
    w.at(20_000, () => {
      storage.append('d', 1);
      storage.sync(5);
    });
    w.at(25_000, () => w.cluster.crash(0));
    expect(recovery(w, actor, 25_001)).toBe('start clean ["small","c"]');
    expect(kinds(actor).slice(1, 6)).toEqual(['synced 1', 'failed 2 full', 'synced 3', 'synced 4', 'failed 5 full']);
  });

  it('rots: found at recovery, corrupt before the tail and like a torn write at it', () => {
    for (const which of ['any', 'tail'] as const) {
      const w = diskWorld({}, 4);
      const observed = w.observed('disk');
      const actor = w.actor(0);
      w.cluster.boot();
      w.at(0, () => {
        for (let i = 0; i < 20; i++) actor.env.storage.append(i, 1);
        actor.env.storage.sync(1);
      });
      w.at(5000, () => {
        w.cluster.rotDisk(0, which);
        w.cluster.crash(0);
      });
      const found = recovery(w, actor, 6000);
      const records = JSON.parse(found.slice(found.indexOf('['))) as number[];
      expect(records).toEqual([...Array(records.length).keys()]);
      if (which === 'tail') expect(found).toMatch(/^start torn/);
      else expect(found).toMatch(/^start corrupt/);
      expect(records.length).toBeLessThanOrEqual(19);
      expect(observed).toMatchObject([{ change: 'corrupt', records: 20 - records.length }]);
    }
  });
});
