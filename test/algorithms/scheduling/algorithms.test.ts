import { describe, expect, it } from 'vitest';
import { firstComeFirstServed } from '../../../src/algorithms/scheduling/first-come-first-served.ts';
import { historyBased } from '../../../src/algorithms/scheduling/history-based.ts';
import { leastAllocated } from '../../../src/algorithms/scheduling/least-allocated.ts';
import { mostAllocated } from '../../../src/algorithms/scheduling/most-allocated.ts';
import { priority } from '../../../src/algorithms/scheduling/priority.ts';
import { random } from '../../../src/algorithms/scheduling/random.ts';
import { registerScheduling, schedulingAlgorithms } from '../../../src/algorithms/scheduling/registry.ts';
import { fakeHost, task } from './fake-host.ts';

describe('first come, first served', () => {
  const crowd = (backfill: string) => {
    const host = fakeHost(firstComeFirstServed, [[4], [4]], { backfill });
    for (const id of [0, 1]) host.submit(task(id, [3]));
    host.submit(task(2, [4], { priority: -1 }));
    for (const id of [3, 4, 5]) host.submit(task(id, [1], { priority: 9 }));
    host.settle();
    return host;
  };

  it('lets nobody pass without backfill', () => {
    const host = crowd('none');
    expect(host.log).toEqual(['0@0', '1@1']);
    host.end(1);
    expect(host.log.slice(2)).toEqual(['2@1', '3@0']);
  });

  it('lets others pass where the first in line does not wait', () => {
    const host = crowd('reserve');
    expect(host.log).toEqual(['0@0', '1@1', '3@1']);
    host.end(1);
    expect(host.log.slice(3)).toEqual(['4@1', '5@1']);
    host.end(0);
    expect(host.log.slice(5)).toEqual(['2@0']);
  });

  it('lets all pass that fit', () => {
    const host = crowd('any');
    expect(host.log).toEqual(['0@0', '1@1', '3@0', '4@1']);
    host.end(1);
    expect(host.log.slice(4)).toEqual(['5@1']);
  });

  it('does not let small tasks starve a large one, nor a gang, unless told to', () => {
    const startOf = (backfill: string, count: number): number => {
      const host = fakeHost(firstComeFirstServed, [[4], [4]], { backfill });
      let id = 100;
      const small = (): void => host.submit(task(id++, [1]));
      for (let i = 0; i < 8; i++) small();
      host.settle();
      const large = Array.from({ length: count }, (_, i) =>
        task(i, [4], { submittedAt: 108, gang: count > 1 ? 7 : -1 }),
      );
      host.submit(...large);
      for (let ends = 0; ends < 100; ends++) {
        if (host.running.has(0)) return ends;
        small();
        host.end(Math.min(...host.running.keys()));
      }
      return 100;
    };
    // As many as ran on the machines that it waits for, and those that ended beside them.
    expect(startOf('reserve', 1)).toBeLessThanOrEqual(8);
    expect(startOf('none', 1)).toBeLessThanOrEqual(8);
    expect(startOf('reserve', 2)).toBe(8);
    expect(startOf('any', 1)).toBe(100);
    expect(startOf('any', 2)).toBe(100);
  });

  it('gives machines free that were held for somebody who is wanted no more', () => {
    const host = fakeHost(firstComeFirstServed, [[4]], {});
    host.submit(task(0, [2]));
    host.submit(task(1, [4]));
    host.submit(task(2, [2]));
    host.settle();
    expect(host.log).toEqual(['0@0']);
    host.withdraw(1);
    expect(host.log).toEqual(['0@0', '2@0']);
  });

  it('keeps nobody waiting for what can never start, until it can', () => {
    const host = fakeHost(firstComeFirstServed, [[2], [8]], { backfill: 'none' });
    host.machine(1, false);
    host.submit(task(0, [5]));
    host.submit(task(1, [2]));
    host.settle();
    expect(host.log).toEqual(['1@0']);
    host.machine(1, true);
    expect(host.log).toEqual(['1@0', '0@1']);
  });
});

describe('priority', () => {
  it('stops as few and as unimportant tasks as it can, as Kubernetes picks them', () => {
    const host = fakeHost(priority, [[4], [4], [4]], {});
    // Machine 0: one of priority 3; machine 1: two of priority 2; machine 2: priorities 2 and 1.
    host.submit(task(0, [4], { priority: 3 }));
    for (const id of [1, 2]) host.submit(task(id, [2], { priority: 2 }));
    for (const [id, level] of [
      [3, 2],
      [4, 1],
    ])
      host.submit(task(id, [2], { priority: level }));
    host.settle();
    expect(host.log).toEqual(['0@0', '1@1', '2@1', '3@2', '4@2']);
    host.submit(task(5, [2], { priority: 4 }));
    host.settle();
    expect(host.preempted).toEqual([4]);
    host.submit(task(6, [4], { priority: 5 }));
    host.settle();
    // Machine 0 has but one victim, of priority 3; machine 1 two, of which none is above 2.
    expect(host.preempted).toEqual([4, 1, 2]);
    expect(host.running.get(6)?.machine).toBe(1);
  });

  it('judges machines by those who would really have to go', () => {
    const host = fakeHost(priority, [[4], [4]], {});
    const levels = [3, 0, 2, 2];
    levels.forEach((level, id) => {
      host.submit(task(id, [2], { priority: level, avoid: id < 2 ? 1 : 0 }));
    });
    host.settle();
    host.submit(task(4, [2], { priority: 4 }));
    host.settle();
    expect(host.preempted).toEqual([1]);
  });

  it('lets those go on who turn out not to be in the way of a gang', () => {
    const host = fakeHost(priority, [[2], [4]], {});
    host.submit(task(0, [2], { gang: 1, priority: 1 }), task(1, [2], { gang: 1, priority: 1 }));
    host.submit(task(2, [2]));
    host.settle();
    expect(host.log).toEqual(['0@0', '1@1', '2@1']);
    host.submit(task(3, [2], { gang: 2, priority: 2 }), task(4, [2], { gang: 2, priority: 2 }));
    host.settle();
    // 2 was to go first, but with the other gang gone from both machines there is room for it.
    expect(host.preempted.sort()).toEqual([0, 1]);
    expect([...host.running.keys()].sort()).toEqual([2, 3, 4]);
  });

  it('stops gangs as a whole, and starts gangs by stopping others', () => {
    const host = fakeHost(priority, [[2], [2]], {});
    host.submit(task(0, [2], { gang: 1 }), task(1, [2], { gang: 1 }));
    host.settle();
    host.submit(task(2, [1], { priority: 1 }));
    host.settle();
    expect(host.preempted.sort()).toEqual([0, 1]);
    host.submit(task(3, [2], { gang: 2, priority: 2 }), task(4, [2], { gang: 2, priority: 2 }));
    host.settle();
    expect(host.preempted.slice(2)).toEqual([2]);
    expect([...host.running.keys()]).toEqual([3, 4]);
  });

  it('stops nobody where it is told not to, or where that does not help', () => {
    const host = fakeHost(priority, [[4]], { preemption: false });
    host.submit(task(0, [4]));
    host.settle();
    host.submit(task(1, [4], { priority: 1 }));
    host.settle();
    expect(host.preempted).toEqual([]);
    const other = fakeHost(priority, [[4]], {});
    for (const [id, level] of [
      [0, 0],
      [1, 2],
    ])
      other.submit(task(id, [2], { priority: level }));
    other.settle();
    other.submit(task(2, [4], { priority: 1 }));
    other.settle();
    expect(other.preempted).toEqual([]);
  });

  it('takes over what is held for a lower priority', () => {
    const host = fakeHost(priority, [[4]], { preemption: false });
    host.submit(task(0, [2]));
    host.settle();
    host.submit(task(1, [4]));
    host.settle();
    host.submit(task(2, [2], { submittedAt: 3 }));
    host.submit(task(3, [2], { priority: 1, submittedAt: 4 }));
    host.settle();
    // What is held for 1 is not for 2, but for 3.
    expect(host.log).toEqual(['0@0', '3@0']);
  });
});

describe('history', () => {
  it('puts classes first that ran for a short time, and those that nothing is known of', () => {
    const host = fakeHost(historyBased, [[1]], { window: 2 });
    host.submit(task(0, [1], { jobClass: 1 }));
    host.settle();
    for (const [id, jobClass] of [
      [1, 1],
      [2, 2],
      [3, 1],
      [4, 2],
      [5, 1],
    ])
      host.submit(task(id, [1], { jobClass }));
    host.end(0, 100);
    expect(host.running.has(2)).toBe(true);
    host.end(2, 500);
    // 1: 100, 2: 500.
    expect(host.running.has(1)).toBe(true);
    host.end(1, 2000);
    // 1: 1050, 2: 500.
    expect(host.running.has(4)).toBe(true);
    host.end(4, 5000);
    expect(host.running.has(3)).toBe(true);
    host.end(3, 1);
    // The last two of class 1: 2000 and 1; the first is forgotten.
    expect(host.running.has(5)).toBe(true);
  });
});

describe('placement', () => {
  it('spreads, packs, or draws', () => {
    const start = (algorithm: typeof random) => {
      const host = fakeHost(
        algorithm,
        Array.from({ length: 4 }, () => [4, 4]),
        {},
        3,
      );
      for (let id = 0; id < 4; id++) host.submit(task(id, [1, 1]));
      host.settle();
      return host.log.map((entry) => entry.split('@')[1]).join('');
    };
    expect(start(leastAllocated)).toBe('0123');
    expect(start(mostAllocated)).toBe('0000');
    const host = fakeHost(
      random,
      Array.from({ length: 4 }, () => [1000]),
      {},
    );
    for (let id = 0; id < 2000; id++) host.submit(task(id, [1]));
    host.settle();
    const counts = [0, 1, 2, 3].map((machine) => 1000 - host.free(machine)[0]);
    // 500 each, standard deviation 19.
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(80);
  });
});

describe('the registry', () => {
  it('knows them by name and takes no name twice', () => {
    for (const [name, algorithm] of schedulingAlgorithms) expect(algorithm.name).toBe(name);
    expect(schedulingAlgorithms.size).toBeGreaterThanOrEqual(9);
    expect(() => registerScheduling(priority)).toThrow(/priority/);
  });
});
