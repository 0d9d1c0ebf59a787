/** Single messages lost, held up and doubled, on both transports. Messages take 1 ms. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageTampering } from '../../src/cluster/control.ts';
import type { Transport } from '../../src/cluster/topology.ts';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { kinds, linkPlan, linkSpec, topology, type World, world } from './small-world.ts';

const MS = 1000;
const TRANSPORTS: readonly Transport[] = ['stream', 'datagram'];
const tampering = (changes: Partial<MessageTampering>): MessageTampering => ({
  action: 'drop',
  by: 0,
  skip: 0,
  count: 1,
  ...changes,
});

/** Process 0 sends `names` to process 1, one every 10 ms from time 0 on. */
function sendAll(w: World, names: readonly string[], transport: Transport) {
  const sender = w.actor(0, { transport });
  const receiver = w.actor(1, { transport });
  w.cluster.boot();
  names.forEach((kind, i) => {
    w.at(i * 10 * MS, () => sender.env.send(receiver.id, { kind }, 100));
  });
  return { sender, receiver };
}

const arrivals = (actor: { seen: readonly { at: number; what: string }[] }): string[] =>
  actor.seen.filter(({ what }) => what.startsWith('0: ')).map(({ at, what }) => `${at / MS} ${what.slice(3)}`);

describe.each(TRANSPORTS)('tampering on a %s', (transport) => {
  const run = (spec: MessageTampering, names = ['a', 'b', 'a', 'a'], prepare?: (w: World) => void): string[] => {
    const w = world(topology(2));
    const { receiver } = sendAll(w, names, transport);
    w.cluster.impair({ from: [0], to: [1], messages: spec });
    prepare?.(w);
    w.kernel.run(10_000 * MS);
    expect(w.cluster.lateMessages()).toBe(0);
    return arrivals(receiver);
  };

  it('drops for good: nothing waits for it', () => {
    expect(run(tampering({ kind: 'b' }))).toEqual(['1 a', '21 a', '31 a']);
    expect(run(tampering({}), ['a', 'b'])).toEqual(['11 b']);
  });

  it('holds: what follows overtakes it', () => {
    expect(run(tampering({ kind: 'b', action: 'hold', by: 15 * MS }))).toEqual(['1 a', '21 a', '26 b', '31 a']);
  });

  it('duplicates: the copy comes later, once', () => {
    const spec = tampering({ kind: 'b', action: 'duplicate', by: 15 * MS });
    expect(run(spec)).toEqual(['1 a', '11 b', '21 a', '26 b', '31 a']);
  });

  it('counts matching messages: `skip` pass, `count` are struck', () => {
    expect(run(tampering({ kind: 'a', skip: 1 }))).toEqual(['1 a', '11 b', '31 a']);
    expect(run(tampering({ skip: 1, count: 2 }))).toEqual(['1 a', '31 a']);
    expect(run(tampering({ kind: 'c' }))).toHaveLength(4);
  });

  it('counts for each link of its own, and one way only', () => {
    const w = world(topology(3));
    const [a, b, c] = [0, 1, 2].map((node) => w.actor(node, { transport }));
    w.cluster.boot();
    w.cluster.impair({ from: [0, 1], to: [2], messages: tampering({ skip: 1 }) });
    for (let i = 0; i < 3; i++) {
      w.at(i * 10 * MS, () => {
        a.env.send(c.id, { kind: `a${i}` }, 1);
        b.env.send(c.id, { kind: `b${i}` }, 1);
        c.env.send(a.id, { kind: `c${i}` }, 1);
      });
    }
    w.kernel.run(1000 * MS);
    expect(kinds(c).slice(1)).toEqual(['0: a0', '1: b0', '0: a2', '1: b2']);
    expect(kinds(a).slice(1)).toEqual(['2: c0', '2: c1', '2: c2']);
  });

  it('counts anew each time, ends with its undo, and does not count for others', () => {
    const w = world(topology(2));
    const { receiver } = sendAll(w, ['a', 'b', 'c', 'd', 'e'], transport);
    const undo = w.cluster.impair({ from: [0], to: [1], messages: tampering({}) });
    w.cluster.impair({ from: [0], to: [1], messages: tampering({ skip: 1 }) });
    w.at(25 * MS, () => {
      undo();
      undo();
      w.cluster.impair({ from: [0], to: [1], messages: tampering({ skip: 1 }) });
    });
    w.kernel.run(1000 * MS);
    expect(arrivals(receiver)).toEqual(['21 c', '31 d']);
  });

  it('says what it did', () => {
    const w = world(topology(2));
    const seen = w.observed('message');
    sendAll(w, ['a', 'b'], transport);
    w.cluster.impair({ from: [0], to: [1], messages: tampering({}) });
    w.kernel.run(1000 * MS);
    expect(seen.map(({ type, message, reason }) => [type, message.kind, reason])).toEqual([
      ['send', 'a', undefined],
      ['drop', 'a', 'tampered'],
      ['send', 'b', undefined],
      ['deliver', 'b', undefined],
    ]);
  });

  it('knows what is under way, and loses it to a partition or a machine that is down', () => {
    const w = world(topology(2));
    const seen = w.observed('message');
    sendAll(w, ['a', 'b', 'c'], transport);
    w.cluster.impair({ from: [0], to: [1], messages: tampering({ action: 'hold', by: 50 * MS, count: 3 }) });
    w.at(15 * MS, () => expect(w.cluster.lateMessages()).toBe(2));
    w.at(45 * MS, () => w.cluster.crash(1));
    w.at(55 * MS, () => w.cluster.restart(1));
    w.at(65 * MS, () => w.cluster.impair({ from: [0], to: [1], blocked: true }));
    w.kernel.run(1000 * MS);
    const ends = seen.filter(({ type }) => type !== 'send').map(({ type, reason }) => reason ?? type);
    // The second reaches the next life.
    expect(ends).toEqual(['node down', 'deliver', 'partition']);
  });

  it('sends nothing late into a partition, even one that will be over by then', () => {
    const w = world(topology(2));
    const { receiver } = sendAll(w, ['a', 'b'], transport);
    w.cluster.impair({ from: [0], to: [1], messages: tampering({ action: 'hold', by: 50 * MS, count: 2 }) });
    const heal = w.cluster.impair({ from: [0], to: [1], blocked: true });
    w.at(5 * MS, heal);
    w.kernel.run(1000 * MS);
    expect(arrivals(receiver)).toEqual(['61 b']);
  });

  it('spares a process that talks to itself', () => {
    const w = world(topology(1));
    const self = w.actor(0, { transport });
    w.cluster.boot();
    w.cluster.impair({ from: [0], to: [0], messages: tampering({}) });
    w.at(0, () => self.env.send(self.id, { kind: 'x' }, 1));
    w.kernel.run(MS * 10);
    expect(kinds(self)).toContain('0: x');
  });

  it('never loses or invents a message but those that it says', () => {
    const spec = fc.record({
      kind: fc.constantFrom(undefined, 'm0', 'm1'),
      action: fc.constantFrom('drop', 'hold', 'duplicate'),
      by: fc.integer({ min: 0, max: 60 * MS }),
      skip: fc.nat(5),
      count: fc.integer({ min: 1, max: 5 }),
    });
    const property = fc.property(fc.array(spec, { maxLength: 3 }), fc.nat(100), (specs, seed) => {
      const w = world(topology(2, linkPlan(linkSpec({ latency: { kind: 'exponential', mean: 5 * MS } }))), seed);
      const seen = w.observed('message');
      const names = Array.from({ length: 12 }, (_, i) => `m${i % 3}`);
      sendAll(w, names, transport);
      const extra = w.cluster.impair({ from: [0], to: [1], extraLatency: constantSpec(100) });
      for (const messages of specs) w.cluster.impair({ from: [0], to: [1], messages });
      w.at(50 * MS, extra);
      w.kernel.run(10_000 * MS);
      const ordinal = new Map<string, number>();
      const expected = names.map((kind) => {
        let decided: MessageTampering | undefined;
        specs.forEach((one, index) => {
          if (one.kind !== undefined && one.kind !== kind) return;
          const key = String(index);
          const n = ordinal.get(key) ?? 0;
          ordinal.set(key, n + 1);
          if (n >= one.skip && n < one.skip + one.count) decided ??= one;
        });
        return { drop: 0, hold: 1, duplicate: 2 }[decided?.action ?? 'hold'];
      });
      const ids = seen.filter(({ type }) => type === 'send').map(({ id }) => id);
      const delivered = ids.map((id) => seen.filter((one) => one.type === 'deliver' && one.id === id).length);
      expect(delivered).toEqual(expected);
      expect(seen.filter(({ type }) => type === 'drop').every(({ reason }) => reason === 'tampered')).toBe(true);
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
  });
});
