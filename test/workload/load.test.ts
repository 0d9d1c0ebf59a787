import { describe, expect, it } from 'vitest';
import { createDistribution } from '../../src/core/distributions/create-distribution.ts';
import { MILLISECOND, SECOND } from '../../src/core/time.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import type { ClientSpec } from '../../src/workload/client.ts';
import { createOperationSource } from '../../src/workload/operation-source.ts';
import { startClosedLoop } from '../../src/workload/start-closed-loop.ts';
import { startOpenLoop } from '../../src/workload/start-open-loop.ts';
import { startProbe } from '../../src/workload/start-probe.ts';

const base = {
  name: 'web',
  target: 'store',
  zones: ['a', 'b'],
  timeout: SECOND,
  attemptTimeout: SECOND,
  retry: { attempts: 1, backoff: { min: 0, max: 0 }, budget: 0 },
  keys: { kind: 'uniform', count: 10 },
  mix: { read: 0.7, write: 0.2, delete: 0.1 },
  valueBytes: 100,
  users: 7,
} as const;
const open: ClientSpec = { ...base, kind: 'open', arrivals: { kind: 'constant', rate: 10 } };
const closed = { ...base, kind: 'closed', concurrency: 5, think: { kind: 'constant', value: 0 } } as const;
const share = (index: number) => ({ seed: 1, client: 'web', zone: base.zones[index], index, count: 2 });

describe('what callers want', () => {
  it('has the weights of the mix', () => {
    const source = createOperationSource(open, share(0));
    const seen: Record<string, number> = {};
    const draws = 50_000;
    for (let i = 0; i < draws; i++) {
      const name = source.nextOperation();
      seen[name] = (seen[name] ?? 0) + 1 / draws;
    }
    // Binomial standard deviation at most 0.0021; three of them.
    expect(Object.keys(seen).sort()).toEqual(['delete', 'read', 'write']);
    expect(Math.abs(seen.read - 0.7)).toBeLessThan(0.0063);
    expect(Math.abs(seen.write - 0.2)).toBeLessThan(0.0063);
    expect(Math.abs(seen.delete - 0.1)).toBeLessThan(0.0063);
  });

  it('deals users out to machines: each belongs to one, and all are used', () => {
    const users = [0, 1].map((index) => {
      const source = createOperationSource(open, share(index));
      return [...new Set(Array.from({ length: 500 }, () => source.nextUser()))].sort();
    });
    expect(users).toEqual([
      [0, 2, 4, 6],
      [1, 3, 5],
    ]);
  });

  it('has a user even where there are more machines than users', () => {
    const source = createOperationSource({ ...open, users: 1 }, share(1));
    expect(source.nextUser()).toBe(0);
  });

  it('draws users, operations and keys apart: leaving one out does not shift the others', () => {
    const [all, some] = [createOperationSource(open, share(0)), createOperationSource(open, share(0))];
    for (let i = 0; i < 100; i++) {
      all.nextUser();
      all.nextOperation();
      expect(some.nextKey()).toBe(all.nextKey());
    }
  });

  it('refuses a mix without operations', () => {
    expect(() => createOperationSource({ ...open, mix: {} }, share(0))).toThrow(RangeError);
  });
});

describe('a probe', () => {
  it('ticks on the calendar, whatever becomes of its operations', () => {
    const kernel = new Kernel();
    const calls: string[] = [];
    startProbe(kernel, 250 * MILLISECOND, share(1), (key, user) => {
      calls.push(`${kernel.now / MILLISECOND} ${key} u${user}`);
    });
    kernel.run(SECOND);
    expect(calls).toEqual([0, 250, 500, 750, 1000].map((time) => `${time} web/b u1`));
  });

  it('does not tick in time that is skipped, and keeps its beat after it', () => {
    const kernel = new Kernel();
    const calls: number[] = [];
    startProbe(kernel, SECOND, share(0), () => void calls.push(kernel.now / SECOND));
    kernel.run(1.5 * SECOND);
    kernel.skip(0.4 * SECOND);
    kernel.run(3 * SECOND);
    expect(calls).toEqual([0, 1, 2, 3]);
  });
});

describe('an open loop', () => {
  it('starts an operation at every arrival, and ends with them', () => {
    const kernel = new Kernel();
    const times = [3, 5, 5, 9];
    const calls: number[] = [];
    startOpenLoop(
      kernel,
      () => times.shift() ?? Number.POSITIVE_INFINITY,
      () => {
        calls.push(kernel.now);
      },
    );
    kernel.run(SECOND);
    expect(calls).toEqual([3, 5, 5, 9]);
    expect(kernel.pending).toBe(0);
  });
});

describe('a closed loop', () => {
  it('never has more operations in flight than callers, each thinks in between', () => {
    const kernel = new Kernel();
    const service = 10 * MILLISECOND;
    const calls: string[] = [];
    const answer = kernel.register((user) => loop.completed(user));
    const think = createDistribution({ kind: 'constant', value: 30 * MILLISECOND });
    const loop = startClosedLoop(kernel, closed, think, share(0), (user) => {
      calls.push(`${kernel.now / MILLISECOND} u${user}`);
      kernel.after(service, answer, user);
    });
    kernel.run(100 * MILLISECOND);
    // Callers 0, 2 and 4 of 5 are here; a round takes 40 ms.
    expect(calls).toEqual([30, 70].flatMap((time) => [0, 2, 4].map((user) => `${time} u${user}`)));
  });
});
