import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkImpairment } from '../../src/cluster/control.ts';
import type { LinkSpec, Transport } from '../../src/cluster/topology.ts';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { kinds, linkPlan, linkSpec, nodePlan, topology, type World, world } from './small-world.ts';

const MS = 1000;
const both = (changes: Partial<LinkImpairment>, pull: (impairment: LinkImpairment) => () => void): (() => void) => {
  const there = pull({ from: [0], to: [1], ...changes });
  const back = pull({ from: [1], to: [0], ...changes });
  return () => {
    there();
    back();
  };
};

/** Process 0 on node 0 sends `m0`, `m1`, … to process 1 on node 1, one per `gap` from time 0 on. */
function sendMany(w: World, count: number, gap: number, transport: Transport) {
  const sender = w.actor(0, { transport });
  const receiver = w.actor(1, { transport });
  w.cluster.boot();
  for (let i = 0; i < count; i++) w.at(i * gap, () => sender.env.send(receiver.id, { kind: `m${i}` }, 100));
  return { sender, receiver };
}

const received = (actor: { seen: readonly { what: string }[] }): number[] =>
  actor.seen.filter(({ what }) => what.startsWith('0: m')).map(({ what }) => Number(what.slice(4)));

describe('links', () => {
  it('take the latency of the nearest common place', () => {
    const at = (value: number): LinkSpec => linkSpec({ latency: constantSpec(value) });
    const place = [
      nodePlan(0),
      nodePlan(1),
      nodePlan(2, { rack: 'a/r2' }),
      nodePlan(3, { rack: 'b/r1', zone: 'b' }),
      nodePlan(4, { rack: 'c/r1', zone: 'c', region: 'us' }),
      nodePlan(5, { rack: 'd/r1', zone: 'd', region: 'asia' }),
    ];
    const links = {
      sameNode: at(1),
      sameRack: at(2),
      sameZone: at(3),
      crossZone: at(4),
      crossRegion: at(5),
      regionPairs: { 'eu→asia': at(6) },
    };
    const w = world({ nodes: place, links });
    const actors = place.map(({ id }) => w.actor(id, { transport: 'datagram' }));
    w.cluster.boot();
    w.at(0, () => {
      for (const { id } of actors) actors[0].env.send(id, { kind: 'x' }, 1);
    });
    w.kernel.run(100);
    expect(actors.map(({ seen }) => seen.at(-1)?.at)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each(['stream', 'datagram'] as const)('queue for bandwidth (%s)', (transport) => {
    const w = world(topology(2, linkPlan(linkSpec({ bandwidth: 1e6 }))));
    const { receiver } = sendMany(w, 3, 0, transport);
    w.kernel.run(MS * 10);
    expect(receiver.seen.slice(1).map(({ at }) => at)).toEqual([1100, 1200, 1300]);
  });

  it('stack impairments: chances combine, latencies add, the smallest bandwidth counts; the undo is exact', () => {
    const w = world(topology(2, linkPlan(linkSpec({ loss: 0.5, bandwidth: 1e6 }))));
    const { receiver } = sendMany(w, 4000, 10 * MS, 'datagram');
    const undo = [
      w.cluster.impair({ from: [0], to: [1], loss: 0.5, extraLatency: constantSpec(300), bandwidth: 1e5 }),
      w.cluster.impair({ from: [0], to: [1], loss: 0.5, extraLatency: constantSpec(30), bandwidth: 1e7 }),
    ];
    w.at(20_000 * MS, () => {
      for (const heal of undo) heal();
      for (const heal of undo) heal();
    });
    w.kernel.run(50_000 * MS);
    const during = receiver.seen.filter(({ at }) => at > 0 && at < 20_000 * MS);
    const after = receiver.seen.filter(({ at }) => at > 20_002 * MS);
    expect(during.every(({ at }) => at % (10 * MS) === 1000 + 1000 + 330)).toBe(true);
    expect(after.every(({ at }) => at % (10 * MS) === 1000 + 100)).toBe(true);
    // Binomial: 2000 × 0.125 ± 4σ (15) and 2000 × 0.5 ± 4σ (22).
    expect(Math.abs(during.length - 250)).toBeLessThan(60);
    expect(Math.abs(after.length - 1000)).toBeLessThan(90);
  });

  it('of a machine to itself know no impairments', () => {
    const w = world(topology(1));
    const one = w.actor(0, { transport: 'datagram' });
    const other = w.actor(0, { transport: 'stream' });
    w.cluster.impair({ from: [0], to: [0], blocked: true });
    w.cluster.boot();
    w.at(0, () => {
      one.env.send(other.id, { kind: 'x' }, 1);
      other.env.send(other.id, { kind: 'y' }, 1);
    });
    w.kernel.run(MS * 10);
    expect(kinds(other)).toEqual(['start clean []', '0: x', '1: y']);
  });
});

describe('partitions', () => {
  it.each(['stream', 'datagram'] as const)('block one way and not the other (%s)', (transport) => {
    const w = world(topology(2));
    const a = w.actor(0, { transport });
    const b = w.actor(1, { transport });
    w.cluster.boot();
    w.cluster.impair({ from: [0], to: [1], blocked: true });
    w.at(0, () => {
      a.env.send(b.id, { kind: 'x' }, 1);
      b.env.send(a.id, { kind: 'y' }, 1);
    });
    w.kernel.run(100 * MS);
    expect(kinds(a)).toContain('1: y');
    expect(kinds(b)).not.toContain('0: x');
    expect([w.cluster.connected(0, 1), w.cluster.connected(1, 0)]).toEqual([false, true]);
  });

  it('may overlap: traffic flows when the last one has healed', () => {
    const w = world(topology(2));
    const undo = [1, 2].map(() => w.cluster.impair({ from: [0], to: [1], blocked: true }));
    undo[0]();
    undo[0]();
    expect(w.cluster.connected(0, 1)).toBe(false);
    w.cluster.boot();
    undo[1]();
    expect(w.cluster.connected(0, 1)).toBe(true);
  });

  it('lose a datagram that arrives during one, and spare one that only travels through it', () => {
    const w = world(topology(2));
    const { receiver } = sendMany(w, 2, 1000, 'datagram');
    let heal = (): void => {};
    w.at(500, () => {
      heal = w.cluster.impair({ from: [0], to: [1], blocked: true });
    });
    w.at(1000 + 500, () => heal());
    w.kernel.run(MS * 10);
    // m0 arrives at 1000; m1 was sent into it at 1000.
    expect(received(receiver)).toEqual([]);
    const through = world(topology(2));
    const passing = sendMany(through, 1, 0, 'datagram');
    through.at(300, () => {
      heal = through.cluster.impair({ from: [0], to: [1], blocked: true });
    });
    through.at(600, () => heal());
    through.kernel.run(MS * 10);
    expect(received(passing.receiver)).toEqual([0]);
  });

  it('make stream messages wait for the next retransmission', () => {
    const w = world(topology(2));
    const { receiver } = sendMany(w, 5, 100 * MS, 'stream');
    let heal = (): void => {};
    w.at(50 * MS, () => {
      heal = w.cluster.impair({ from: [0], to: [1], blocked: true });
    });
    w.at(650 * MS, () => heal());
    w.kernel.run(3000 * MS);
    // m1 is lost at 100 ms; tries at 300 and 700 ms; the second succeeds and takes the others along.
    expect(receiver.seen.slice(1).map(({ at, what }) => `${at / MS} ${what}`)).toEqual([
      '1 0: m0',
      '701 0: m1',
      '701 0: m2',
      '701 0: m3',
      '701 0: m4',
    ]);
  });
});

describe('datagrams', () => {
  const chance = fc.constantFrom(0, 0, 0.1, 0.5);
  const chaos = fc.record({
    loss: chance,
    duplicate: chance,
    reorder: chance,
    seed: fc.nat(1000),
    crash: fc.boolean(),
    pause: fc.boolean(),
    split: fc.boolean(),
  });

  it('are conserved: sent + duplicated = delivered + dropped', () => {
    const property = fc.property(chaos, ({ loss, duplicate, reorder, seed, crash, pause, split }) => {
      const latency = { kind: 'exponential', mean: 2000 } as const;
      const w = world(topology(2, linkPlan(linkSpec({ latency, loss, duplicate, reorder }))), seed);
      const seen = w.observed('message');
      const { receiver } = sendMany(w, 100, 500, 'datagram');
      if (split) w.at(20 * MS, () => both({ blocked: true }, w.cluster.impair));
      if (pause) w.at(10 * MS, () => w.cluster.pause(1));
      if (crash) w.at(15 * MS, () => w.cluster.crash(1));
      else if (pause) w.at(30 * MS, () => w.cluster.resume(1));
      w.kernel.run(1000 * MS);
      const ids = {
        send: new Map<number, number>(),
        deliver: new Map<number, number>(),
        drop: new Map<number, number>(),
      };
      for (const { type, id } of seen) ids[type].set(id, (ids[type].get(id) ?? 0) + 1);
      expect(ids.send.size).toBe(100);
      for (const id of ids.send.keys()) {
        const ends = (ids.deliver.get(id) ?? 0) + (ids.drop.get(id) ?? 0);
        expect(ends).toBeGreaterThanOrEqual(1);
        expect(ends).toBeLessThanOrEqual(duplicate > 0 ? 2 : 1);
      }
      const delivered = seen.filter(({ type }) => type === 'deliver').length;
      expect(received(receiver).length).toBe(delivered);
    });
    fc.assert(property, { seed: 1, numRuns: 60 });
  });

  it('are lost, doubled and overtaken as often as the link says', () => {
    const count = 10_000;
    const w = world(topology(2, linkPlan(linkSpec({ loss: 0.1, duplicate: 0.2, reorder: 0.05 }))));
    const { receiver } = sendMany(w, count, 700, 'datagram');
    w.kernel.run(count * 700 + 10 * MS);
    const order = received(receiver);
    const distinct = new Set(order);
    const overtaken = order.filter((id, i) => i > 0 && order[i - 1] > id).length;
    // Four standard deviations each.
    expect(Math.abs(distinct.size / count - 0.9)).toBeLessThan(0.012);
    expect(Math.abs((order.length - distinct.size) / count - 0.18)).toBeLessThan(0.016);
    expect(overtaken).toBeGreaterThan(0);
    expect(overtaken / count).toBeLessThan(0.1);
  });

  it('reach the next life of a receiver that was restarted meanwhile, for they know only its address', () => {
    const w = world(topology(2));
    const { receiver } = sendMany(w, 1, 0, 'datagram');
    w.at(300, () => w.cluster.crash(1));
    w.at(600, () => w.cluster.restart(1));
    w.kernel.run(MS * 10);
    expect(kinds(receiver)).toEqual(['start clean []', 'start clean []', '0: m0']);
  });
});

describe('streams', () => {
  const split = fc.record({ at: fc.nat(3000), length: fc.integer({ min: 1, max: 1500 }), forward: fc.boolean() });

  it('deliver in order and exactly once through loss and partitions shorter than the user timeout', () => {
    const property = fc.property(
      fc.array(split, { maxLength: 3 }),
      fc.constantFrom(0, 0.05, 0.3),
      fc.nat(1000),
      fc.constantFrom(1e6, Number.POSITIVE_INFINITY),
      (splits, loss, seed, bandwidth) => {
        const latency = { kind: 'exponential', mean: 20_000 } as const;
        const w = world(
          topology(2, linkPlan(linkSpec({ latency, loss, duplicate: 0.2, reorder: 0.2, bandwidth }))),
          seed,
        );
        const { sender, receiver } = sendMany(w, 200, 15 * MS, 'stream');
        for (const { at, length, forward } of splits) {
          w.at(at * MS, () => {
            const heal = w.cluster.impair({ from: [forward ? 0 : 1], to: [forward ? 1 : 0], blocked: true });
            w.at((at + length) * MS, heal);
          });
        }
        w.kernel.run(60_000 * MS);
        const order = received(receiver);
        if (kinds(sender).includes('disconnected 1')) {
          // Bad luck for five seconds: a gap is allowed, nothing else.
          expect(order.every((id, i) => i === 0 || order[i - 1] < id)).toBe(true);
        } else expect(order).toEqual(Array.from({ length: 200 }, (_, i) => i));
      },
    );
    fc.assert(property, { seed: 1, numRuns: 60 });
  });

  it('keep order, never repeat and lose no message unaccounted, whatever crashes, pauses and splits', () => {
    const event = fc.record({
      at: fc.nat(8000),
      length: fc.integer({ min: 1, max: 9000 }),
      kind: fc.constantFrom('crash', 'stop', 'pause', 'split', 'halt'),
      node: fc.nat(1),
    });
    const property = fc.property(fc.array(event, { maxLength: 5 }), fc.nat(1000), (events, seed) => {
      const latency = { kind: 'exponential', mean: 5000 } as const;
      const w = world(topology(2, linkPlan(linkSpec({ latency, loss: 0.02 }))), seed);
      const actors = [0, 1].map((node) => w.actor(node));
      let sent = 0;
      w.cluster.boot();
      const messages = w.observed('message');
      for (let i = 0; i < 400; i++) {
        w.at(i * 50 * MS, () => {
          for (const { env, id } of actors) env.send(1 - id, { kind: `m${sent++}` }, 10);
        });
      }
      for (const { at, length, kind, node } of events) {
        w.at(at * MS, () => {
          if (kind === 'split') w.at((at + length) * MS, both({ blocked: true }, w.cluster.impair));
          else if (kind === 'pause') {
            w.cluster.pause(node);
            w.at((at + length) * MS, () => w.cluster.resume(node));
          } else {
            if (kind === 'crash') w.cluster.crash(node);
            else if (kind === 'stop') w.cluster.stop(node);
            else if (w.cluster.isRunning(node)) actors[node].env.halt('test');
            w.at((at + length) * MS, () => w.cluster.restart(node));
          }
        });
      }
      w.kernel.run(60_000 * MS);
      for (const { seen, id } of actors) {
        const numbers = seen.filter(({ what }) => /: m/.test(what)).map(({ what }) => Number(what.split(': m')[1]));
        expect(numbers.every((number, i) => i === 0 || numbers[i - 1] < number)).toBe(true);
        // Everything has come to rest: the last messages, sent in peace, have arrived, unless somebody was left down.
        const peace = events.every(({ at, length }) => at + length < 12_000);
        if (peace && w.cluster.connected(0, 1)) expect(numbers.at(-1)).toBeGreaterThan(sent - 4);
        expect(id).toBeGreaterThanOrEqual(0);
      }
      const ends = new Map<number, number>();
      for (const { type, id } of messages) if (type !== 'send') ends.set(id, (ends.get(id) ?? 0) + 1);
      for (const { type, id } of messages) if (type === 'send') expect(ends.get(id), `message ${id}`).toBe(1);
    });
    fc.assert(property, { seed: 1, numRuns: 60 });
  });

  it('end behind what is still on the wire, or void it when the new life is faster', () => {
    for (const [end, expected] of [
      ['stop', ['0: slow', 'disconnected 0']],
      ['crash', ['disconnected 0', '0: new']],
    ] as const) {
      const w = world(topology(2));
      const a = w.actor(0);
      const b = w.actor(1);
      w.cluster.boot();
      w.at(0, () => a.env.send(b.id, { kind: 'first' }, 1));
      w.at(5 * MS, () => {
        const undo = w.cluster.impair({ from: [0], to: [1], extraLatency: constantSpec(50 * MS) });
        a.env.send(b.id, { kind: 'slow' }, 1);
        undo();
        w.cluster[end](0);
      });
      if (end === 'crash') {
        w.at(6 * MS, () => {
          w.cluster.restart(0);
          a.env.send(b.id, { kind: 'new' }, 1);
        });
      }
      w.kernel.run(1000 * MS);
      expect(kinds(b).slice(2)).toEqual(expected);
    }
  });

  it('hold a fast message back behind a slow one', () => {
    const w = world(topology(2));
    const { receiver } = sendMany(w, 2, 500, 'stream');
    const undo = w.cluster.impair({ from: [0], to: [1], extraLatency: constantSpec(10 * MS) });
    w.at(100, () => undo());
    w.kernel.run(100 * MS);
    expect(receiver.seen.slice(1)).toEqual([
      { at: 11 * MS, what: '0: m0' },
      { at: 11 * MS, what: '0: m1' },
    ]);
  });

  it('retransmit what was under way behind a lost message', () => {
    const w = world(topology(2));
    const { receiver } = sendMany(w, 2, 500, 'stream');
    let heal = (): void => {};
    w.at(800, () => {
      heal = w.cluster.impair({ from: [0], to: [1], blocked: true });
    });
    w.at(1200, () => heal());
    w.kernel.run(1000 * MS);
    // m0 is lost at 1 ms; m1 would arrive at 1.5 ms.
    expect(receiver.seen.slice(1).map(({ at }) => at)).toEqual([202 * MS, 202 * MS]);
  });

  it('let what a dead process sent reach its peer, but not the next life of its peer', () => {
    for (const peerDies of [false, true]) {
      const w = world(topology(2));
      const { receiver } = sendMany(w, 2, 5 * MS, 'stream');
      w.at(5 * MS + 300, () => w.cluster.crash(0));
      if (peerDies) {
        w.at(5 * MS + 400, () => w.cluster.crash(1));
        w.at(5 * MS + 500, () => w.cluster.restart(1));
      }
      w.kernel.run(1000 * MS);
      expect(received(receiver)).toEqual(peerDies ? [0] : [0, 1]);
    }
  });

  it('break when nothing gets through for the user timeout, tell both sides, and open anew', () => {
    const w = world(topology(2));
    const a = w.actor(0);
    const b = w.actor(1);
    w.cluster.boot();
    w.at(0, () => a.env.send(b.id, { kind: 'm0' }, 1));
    let heal = (): void => {};
    w.at(50 * MS, () => {
      heal = both({ blocked: true }, w.cluster.impair);
    });
    w.at(100 * MS, () => a.env.send(b.id, { kind: 'm1' }, 1));
    w.at(20_000 * MS, () => heal());
    w.at(21_000 * MS, () => a.env.send(b.id, { kind: 'm2' }, 1));
    w.kernel.run(30_000 * MS);
    expect(a.seen.slice(1)).toEqual([{ at: 5100 * MS, what: 'disconnected 1' }]);
    expect(b.seen.slice(1)).toEqual([
      { at: 1 * MS, what: '0: m0' },
      { at: 10_100 * MS, what: 'disconnected 0' },
      { at: 21_001 * MS, what: '0: m2' },
    ]);
  });

  it('break at a power failure when the machine is back to say so', () => {
    const w = world(topology(2));
    const { sender, receiver } = sendMany(w, 40, 100 * MS, 'stream');
    w.at(1050 * MS, () => w.cluster.crash(1));
    w.at(2000 * MS, () => w.cluster.restart(1));
    w.kernel.run(10_000 * MS);
    const told = sender.seen.find(({ what }) => what === 'disconnected 1');
    // Tries 200, 600, 1400 ms after the crash; the third finds the machine.
    expect(told?.at).toBe((1050 + 1400 + 1) * MS);
    expect(received(receiver)).toEqual([...Array(11).keys(), ...Array.from({ length: 15 }, (_, i) => i + 25)]);
  });

  it.each(['stop', 'halt'] as const)('break at once when only the process ends (%s), after what it had sent', (way) => {
    const w = world(topology(2));
    const a = w.actor(0);
    const b = w.actor(1);
    w.cluster.boot();
    w.at(0, () => a.env.send(b.id, { kind: 'm0' }, 1));
    w.at(5000, () => {
      a.env.send(b.id, { kind: 'm1' }, 1);
      if (way === 'stop') w.cluster.stop(0);
      else a.env.halt('test');
    });
    w.at(10_000, () => b.env.send(a.id, { kind: 'hello?' }, 1));
    w.kernel.run(1000 * MS);
    expect(b.seen.slice(1)).toEqual([
      { at: 1000, what: '0: m0' },
      { at: 6000, what: '0: m1' },
      { at: 6000, what: 'disconnected 0' },
      // A live machine without the process refuses.
      { at: 12_000, what: 'disconnected 0' },
    ]);
    expect(w.cluster.isUp(0)).toBe(false);
  });

  it('tell a process of the break before anything of the new connection', () => {
    const w = world(topology(2));
    const a = w.actor(0);
    const b = w.actor(1);
    w.cluster.boot();
    w.at(0, () => a.env.send(b.id, { kind: 'old' }, 1));
    w.at(5000, () => w.cluster.crash(0));
    w.at(6000, () => w.cluster.restart(0));
    w.at(7000, () => a.env.send(b.id, { kind: 'new' }, 1));
    w.kernel.run(10_000 * MS);
    expect(kinds(b)).toEqual(['start clean []', '0: old', 'disconnected 0', '0: new']);
  });
});

describe('determinism', () => {
  const run = (seed: number, others: boolean, watch: boolean): { fingerprint: string; times: number[] } => {
    const latency = { kind: 'lognormal', median: 1000, p99: 5000 } as const;
    const w = world(topology(4, linkPlan(linkSpec({ latency, loss: 0.1, duplicate: 0.1, reorder: 0.1 }))), seed);
    if (watch) w.observed('message');
    const actors = [0, 1, 2, 3].map((node) => w.actor(node, { transport: node % 2 === 0 ? 'stream' : 'datagram' }));
    w.cluster.boot();
    for (let i = 0; i < 200; i++) {
      w.at(i * 10 * MS, () => {
        if (others)
          for (const from of [2, 3]) for (const to of [0, 1, 2, 3]) actors[from].env.send(to, { kind: 'noise' }, i);
        actors[1].env.send(0, { kind: 'm' }, i);
        actors[0].env.send(1, { kind: 'm' }, i);
      });
    }
    w.kernel.run(100_000 * MS);
    const times = [0, 1].flatMap((i) => actors[i].seen.filter(({ what }) => what.endsWith('m')).map(({ at }) => at));
    return { fingerprint: w.kernel.fingerprint.toString(), times };
  };

  it('gives the same fingerprint for the same seed, watched or not, and another for another', () => {
    expect(run(1, true, false).fingerprint).toBe(run(1, true, false).fingerprint);
    expect(run(1, true, true).fingerprint).toBe(run(1, true, false).fingerprint);
    expect(run(2, true, false).fingerprint).not.toBe(run(1, true, false).fingerprint);
  });

  it('does not let one pair disturb the draws of another', () => {
    expect(run(1, true, false).times).toEqual(run(1, false, false).times);
  });

  it('has the content of messages in the fingerprint', () => {
    const print = (kind: string, bytes: number): string => {
      const w = world(topology(2));
      const { sender, receiver } = sendMany(w, 0, 0, 'stream');
      w.at(0, () => sender.env.send(receiver.id, { kind }, bytes));
      w.kernel.run(MS * 10);
      return w.kernel.fingerprint.toString();
    };
    expect(print('a', 1)).toBe(print('a', 1));
    expect(new Set([print('a', 1), print('b', 1), print('a', 2)]).size).toBe(3);
  });
});
