import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MILLISECOND } from '../../../src/core/time.ts';
import type { QueueSpec } from '../../../src/services/pool/pool.ts';
import type { PoolRequest } from '../../../src/services/pool/pool-messages.ts';
import { createQueue } from '../../../src/services/pool/queues/create-queue.ts';
import { createServerJob, type ServerJob } from '../../../src/services/pool/server-job.ts';

const spec = (discipline: QueueSpec['discipline'], limit = 100): QueueSpec => ({
  discipline,
  limit,
  target: 5 * MILLISECOND,
  interval: 100 * MILLISECOND,
});

function jobOf(number: number, priority = 0, arrivedAt = 0): ServerJob {
  const request: PoolRequest = {
    kind: 'pool/request',
    call: number,
    attempt: 1,
    key: 0,
    session: -1,
    priority,
    work: 1,
    patience: 1,
  };
  return { ...createServerJob(number), request, arrivedAt };
}

/** Queues jobs of these priorities, numbered from 0; says who had to go, and in which order the others are served. */
function play(discipline: QueueSpec['discipline'], limit: number, priorities: readonly number[]) {
  const queue = createQueue(spec(discipline, limit), () => {});
  const refused = priorities.flatMap((priority, number) => queue.push(jobOf(number, priority))?.slot ?? []);
  const served: number[] = [];
  for (let job = queue.shift(0); job !== undefined; job = queue.shift(0)) served.push(job.slot);
  return { refused, served };
}

describe('a queue', () => {
  it('serves in its order, and one more than its limit has to go', () => {
    expect(play('fifo', 3, [0, 0, 0, 0, 0])).toEqual({ refused: [3, 4], served: [0, 1, 2] });
    expect(play('lifo', 3, [0, 0, 0, 0, 0])).toEqual({ refused: [0, 1], served: [4, 3, 2] });
    expect(play('codel', 3, [0, 0, 0, 0, 0])).toEqual({ refused: [3, 4], served: [0, 1, 2] });
    expect(play('priority', 3, [1, 1, 5, 1, 0, 2, 5])).toEqual({ refused: [3, 4, 1, 0], served: [2, 6, 5] });
  });

  it('takes nobody where nobody may wait', () => {
    for (const discipline of ['fifo', 'lifo', 'priority', 'codel'] as const) {
      expect(play(discipline, 0, [0, 3])).toEqual({ refused: [0, 1], served: [] });
    }
  });

  it('says how many are ahead of a newcomer', () => {
    const ahead = (discipline: QueueSpec['discipline'], priority: number): number => {
      const queue = createQueue(spec(discipline), () => {});
      [0, 2, 1, 2].forEach((of, number) => void queue.push(jobOf(number, of)));
      return queue.ahead(priority);
    };
    expect(ahead('fifo', 9)).toBe(4);
    expect(ahead('codel', 9)).toBe(4);
    expect(ahead('lifo', 0)).toBe(0);
    expect([0, 1, 2, 3].map((priority) => ahead('priority', priority))).toEqual([4, 3, 2, 0]);
  });

  it('gives back whatever was put in, once, removed ones apart', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('push' as const), priority: fc.integer({ min: -2, max: 2 }) }),
      fc.record({ do: fc.constant('shift' as const), priority: fc.constant(0) }),
      fc.record({ do: fc.constant('remove' as const), priority: fc.nat(30) }),
    );
    const discipline = fc.constantFrom('fifo', 'lifo', 'priority', 'codel' as const);
    const property = fc.property(discipline, fc.nat(6), fc.array(step, { maxLength: 60 }), (of, limit, steps) => {
      const dropped: ServerJob[] = [];
      const queue = createQueue(spec(of, limit), (job) => void dropped.push(job));
      const inside: ServerJob[] = [];
      let out = 0;
      const takeOut = (job: ServerJob): void => {
        out++;
        const at = inside.indexOf(job);
        expect(at).toBeGreaterThanOrEqual(0);
        inside.splice(at, 1);
      };
      steps.forEach(({ do: what, priority }, number) => {
        if (what === 'push') {
          const job = jobOf(number, priority, number * 20 * MILLISECOND);
          inside.push(job);
          const leaving = queue.push(job);
          if (leaving !== undefined) takeOut(leaving);
        } else if (what === 'shift') {
          const before = inside.length;
          const job = queue.shift(number * 20 * MILLISECOND);
          for (const gone of dropped.splice(0)) takeOut(gone);
          if (job !== undefined) takeOut(job);
          if (before > 0) expect(job).toBeDefined();
        } else if (inside.length > 0) {
          const job = inside[priority % inside.length];
          queue.remove(job);
          takeOut(job);
        }
        expect(queue.length).toBe(inside.length);
        expect(queue.length).toBeLessThanOrEqual(limit);
      });
      const pushed = steps.filter((step) => step.do === 'push').length;
      expect(out + inside.length).toBe(pushed);
    });
    fc.assert(property, { seed: 1, numRuns: 500 });
  });
});

describe('CoDel', () => {
  /** One request arrives every `gap` ms, one is served every `service` ms; the times of the drops, in ms. */
  function drops(gap: number, service: number, milliseconds: number, limit = 1e6) {
    const at: number[] = [];
    let now = 0;
    const queue = createQueue(spec('codel', limit), () => void at.push(now / MILLISECOND));
    let number = 0;
    for (let time = 0; time <= milliseconds; time++) {
      now = time * MILLISECOND;
      if (time % gap === 0) queue.push(jobOf(number++, 0, now));
      if (time % service === 0) queue.shift(now);
    }
    return at;
  }

  it('leaves a queue alone whose wait stays below the target', () => {
    expect(drops(2, 2, 1000)).toEqual([]);
    expect(drops(1, 1, 1000)).toEqual([]);
  });

  it('drops when the wait has been above the target for an interval, and then by its control law', () => {
    const at = drops(1, 2, 700);
    // The request that arrived at t is served at 2t: the wait is 5 ms or more from t = 5 on, seen at 10. `firstAboveTime` is
    // 110 then, and nothing is dropped before it is an interval ago: the first drop comes at 210.
    const expected = [210];
    let next = 210;
    for (let count = 1; next <= 700; count++) {
      // 2 ms pass between two looks at the queue.
      next += 100 / Math.sqrt(count);
      expected.push(Math.ceil(next / 2 - 1e-9) * 2);
    }
    expect(at).toEqual(expected.filter((time) => time <= 700));
    expect(at).toHaveLength(10);
  });

  it('begins a new cycle close to the rate that controlled the last one', () => {
    const queue = createQueue(spec('codel', 1e6), () => void dropped.push(now));
    const dropped: number[] = [];
    let now = 0;
    let number = 0;
    const overload = (from: number, to: number): void => {
      for (let time = from; time < to; time += 2) {
        now = time * MILLISECOND;
        queue.push(jobOf(number++, 0, now - 50 * MILLISECOND));
        queue.push(jobOf(number++, 0, now - 50 * MILLISECOND));
        queue.shift(now);
      }
    };
    overload(1000, 1800);
    const before = dropped.length;
    // An empty queue ends the cycle, with 50 ms to the next drop.
    while (queue.length > 0) queue.shift(now);
    const between = dropped.length;
    overload(1802, 2100);
    const again = dropped.slice(between).map((time) => time / MILLISECOND);
    expect(before).toBeGreaterThan(5);
    // Above the target from 1802: ok to drop at 1902, at once, since the last cycle ended less than an interval ago.
    expect(again[0]).toBe(1902);
    expect(again[1] - again[0]).toBeLessThan(100 / Math.sqrt(3));
  });

  it('never drops the last one', () => {
    expect(drops(50, 49, 2000)).toEqual([]);
  });
});
