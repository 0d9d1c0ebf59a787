import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ln } from '../../src/core/maths/ln.ts';
import { randomStream } from '../../src/core/random/random-stream.ts';
import { EventQueue } from '../../src/kernel/event-queue.ts';

interface Event {
  readonly id: number;
  readonly time: number;
  readonly priority: number;
  readonly order: number;
}

const isBefore = (x: Event, y: Event): boolean =>
  x.time !== y.time ? x.time < y.time : x.priority !== y.priority ? x.priority < y.priority : x.order < y.order;

/** The specification: the least of a set. */
class Model {
  private readonly events = new Map<number, Event>();
  private next = 0;

  push(id: number, time: number, priority: number): void {
    this.events.set(id, { id, time, priority, order: this.next++ });
  }

  cancel(id: number): boolean {
    return this.events.delete(id);
  }

  rearm(id: number, time: number): boolean {
    const event = this.events.get(id);
    if (event !== undefined) this.push(id, time, event.priority);
    return event !== undefined;
  }

  pop(): Event | undefined {
    let first: Event | undefined;
    for (const event of this.events.values()) if (first === undefined || isBefore(event, first)) first = event;
    if (first !== undefined) this.events.delete(first.id);
    return first;
  }

  get size(): number {
    return this.events.size;
  }
}

const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant('push'), time: fc.nat(20), pick: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('pop'), time: fc.constant(0), pick: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('cancel'), time: fc.constant(0), pick: fc.nat(400) }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('rearm'), time: fc.nat(20), pick: fc.nat(400) }) },
);

/** Runs the same operations on both; handles stay in the list after their end, so stale ones are tried as well. */
function agree(operations: readonly { op: string; time: number; pick: number }[]): void {
  const queue = new EventQueue();
  const model = new Model();
  const handles: number[] = [];
  const popBoth = (): boolean => {
    const expected = model.pop();
    const popped = queue.pop();
    expect(popped).toBe(expected !== undefined);
    if (expected !== undefined && (queue.poppedA !== expected.id || queue.poppedTime !== expected.time)) {
      expect([queue.poppedA, queue.poppedTime]).toEqual([expected.id, expected.time]);
    }
    return popped;
  };
  for (const { op, time, pick } of operations) {
    const id = handles.length === 0 ? -1 : pick % handles.length;
    if (op === 'push') {
      model.push(handles.length, time, pick);
      handles.push(queue.push(time, pick, 0, handles.length, 0, undefined));
    } else if (op === 'pop') popBoth();
    else if (op === 'cancel' && id >= 0) expect(queue.cancel(handles[id])).toBe(model.cancel(id));
    else if (op === 'rearm' && id >= 0) expect(queue.rearm(handles[id], time)).toBe(model.rearm(id, time));
    if (queue.size !== model.size) expect(queue.size).toBe(model.size);
  }
  while (popBoth());
}

describe('the event queue', () => {
  it('agrees with a sorted list on short programs', () => {
    fc.assert(fc.property(fc.array(operation, { maxLength: 60 }), agree), { seed: 1, numRuns: 2000 });
  });

  it('agrees with a sorted list on long programs, in which dead entries are compacted', () => {
    const long = fc.array(operation, { minLength: 600, maxLength: 1200 });
    fc.assert(fc.property(long, agree), { seed: 2, numRuns: 60 });
  });

  it('agrees with a sorted list on large populations, most of which wait in buckets', () => {
    const shapes: ((draw: () => number) => number)[] = [
      (draw) => -1e6 * ln(1 - draw()),
      (draw) => 1e9 * draw(),
      // Ties, and two clusters far apart.
      (draw) => 10 * draw() + (draw() < 0.5 ? 0 : 1e12),
      (draw) => (draw() < 0.1 ? Number.POSITIVE_INFINITY : 1000 * draw()),
      (draw) => -3e8 + 1e6 * draw() * draw() * draw() * draw(),
      () => 7,
    ];
    shapes.forEach((shape, seed) => {
      const draw = randomStream(seed, 'population');
      agree(
        Array.from({ length: 9000 }, (_, i) => {
          const time = Math.floor(shape(draw));
          // It grows, stays and shrinks; what is scheduled later is due later, as in a simulation.
          const kind = draw() * (i < 3000 ? 1.2 : i < 6000 ? 2.4 : 4);
          const op = kind < 1 ? 'push' : kind < 1.1 ? 'cancel' : kind < 1.2 ? 'rearm' : 'pop';
          return { op, time: time + i * 100, pick: Math.floor(draw() * 9000) };
        }),
      );
    });
  });

  it('keeps ties together wherever they wait', () => {
    for (let seed = 0; seed < 3; seed++) {
      const draw = randomStream(seed, 'ties');
      // Some ten events at every instant of the near future, and bursts of many at the next ones.
      agree(
        Array.from({ length: 12_000 }, (_, i) => {
          const burst = i % 4000 > 2500;
          const near = Math.floor(draw() * (burst ? 3 : 400));
          const op = draw() < (burst ? 0.99 : i < 4000 ? 0.8 : 0.35) ? 'push' : 'pop';
          return { op, time: (burst ? 0 : Math.floor(i / 30)) + near, pick: Math.floor(draw() * 3) };
        }),
      );
    }
  });

  it('moves events between buckets, to earlier and to later times', () => {
    const draw = randomStream(1, 'timers');
    const operations = Array.from({ length: 3000 }, (_, i) => ({ op: 'push', time: i * 1000, pick: 0 }));
    for (let i = 0; i < 3000; i++) {
      operations.push({ op: 'rearm', time: Math.floor(draw() * 5e6), pick: Math.floor(draw() * 3000) });
      if (i % 3 === 0) operations.push({ op: 'pop', time: 0, pick: 0 });
    }
    agree(operations);
  });

  it('drops dead entries from the buckets as well', () => {
    const queue = new EventQueue();
    const handles = Array.from({ length: 10_000 }, (_, i) => queue.push(i * 997, 0, 0, i, 0, undefined));
    queue.pop();
    for (const handle of handles.slice(100)) queue.cancel(handle);
    expect(queue.size).toBe(99);
    expect(queue.capacityInUse).toBeLessThanOrEqual(300);
    for (let i = 1; i < 100; i++) {
      queue.pop();
      expect(queue.poppedA).toBe(i);
    }
    expect(queue.pop()).toBe(false);
  });

  it('keeps the new time of an event whose re-arming sets off a compaction', () => {
    const queue = new EventQueue();
    const handles = Array.from({ length: 10 }, (_, i) => queue.push(1_000_000 + i, 0, 0, i, 0, undefined));
    // Every move to an earlier time leaves a dead entry; before long there are more dead ones than live ones.
    for (let time = 900_000; time > 899_000; time--) {
      expect(queue.rearm(handles[0], time)).toBe(true);
      expect(queue.peekTime()).toBe(time);
    }
  });

  it('lets slots stand in for timers that are brought forward, and takes them back', () => {
    const queue = new EventQueue();
    const timers = 500;
    const handles = Array.from({ length: timers }, (_, i) => queue.push(10_000 + i, 0, 0, i, 0, { i }));
    for (let round = 1; round <= 3; round++) {
      for (const [i, handle] of handles.entries()) queue.rearm(handle, 10_000 - 1000 * round - i);
    }
    for (const [i, handle] of handles.entries()) if (i % 2 === 0) queue.rearm(handle, 20_000 + i);
    for (const [i, handle] of handles.entries()) if (i % 5 === 0) expect(queue.cancel(handle)).toBe(true);
    expect(queue.capacityInUse).toBeLessThanOrEqual(2 * timers);
    const popped: [number, number][] = [];
    while (queue.pop()) {
      expect(queue.poppedPayload).toEqual({ i: queue.poppedA });
      popped.push([queue.poppedTime, queue.poppedA]);
    }
    const expected = handles.flatMap((_, i): [number, number][] =>
      i % 5 === 0 ? [] : [[i % 2 === 0 ? 20_000 + i : 7000 - i, i]],
    );
    expect(popped).toEqual(expected.sort(([a], [b]) => a - b));
    expect(handles.some((handle) => queue.isPending(handle))).toBe(false);
  });

  it('delivers simultaneous events by priority and then in the order of scheduling', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 300; i++) queue.push(5, i % 3, 0, i, 0, undefined);
    const order: number[] = [];
    while (queue.pop()) order.push(queue.poppedA);
    const expected = [0, 1, 2].flatMap((priority) => Array.from({ length: 100 }, (_, i) => 3 * i + priority));
    expect(order).toEqual(expected);
  });

  it('does not pile up entries for timers that are re-armed a million times', () => {
    const queue = new EventQueue();
    const handles = [1, 2, 3, 4].map((time) => queue.push(time, 0, 0, time, 0, undefined));
    let peak = 0;
    for (let i = 0; i < 1_000_000; i++) {
      // Mostly later, as heartbeats do it, now and then earlier.
      const time = 2_000_000 + i - (i % 7 === 0 ? 1_000_000 : 0);
      queue.rearm(handles[i & 3], time);
      if (queue.capacityInUse > peak) peak = queue.capacityInUse;
    }
    expect(queue.size).toBe(4);
    expect(peak).toBeLessThanOrEqual(140);
  });

  it('does not pile up entries for events that are pushed and cancelled', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 200_000; i++) queue.cancel(queue.push(i, 0, 0, i, 0, undefined));
    expect(queue.size).toBe(0);
    expect(queue.capacityInUse).toBeLessThanOrEqual(140);
  });

  it('gives payloads and integers back as they were', () => {
    const queue = new EventQueue();
    const payload = { any: 'thing' };
    queue.push(3, 1, 42, -7, 2_000_000_000, payload);
    expect(queue.pop()).toBe(true);
    expect([queue.poppedHandler, queue.poppedA, queue.poppedB]).toEqual([42, -7, 2_000_000_000]);
    expect(queue.poppedPayload).toBe(payload);
    expect(queue.pop()).toBe(false);
    expect(queue.peekTime()).toBe(Number.POSITIVE_INFINITY);
  });
});
