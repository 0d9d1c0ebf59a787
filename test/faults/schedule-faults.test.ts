import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { HOUR, MINUTE, SECOND, YEAR } from '../../src/core/time.ts';
import type { FaultSpec } from '../../src/faults/fault.ts';
import { type FaultEngine, scheduleFaults } from '../../src/faults/schedule-faults.ts';
import { createFakeWorld, type FakeWorld, topology } from './fake-world.ts';
import { faultSpec } from './fault-spec.ts';

const at = (...times: number[]): FaultSpec['schedule'] => ({ type: 'at', times });
const every = (mean: number): FaultSpec['schedule'] => ({ type: 'every', gap: { kind: 'exponential', mean } });
const mtbf = (up: number, down: number): FaultSpec['schedule'] => ({
  type: 'mtbf',
  mtbf: { kind: 'exponential', mean: up },
  repair: { kind: 'exponential', mean: down },
});

interface Ran extends FakeWorld {
  readonly engine: FaultEngine;
}

const run = (faults: readonly FaultSpec[], until: number, { start = 0, end = until, seed = 1 } = {}): Ran => {
  const world = createFakeWorld(seed);
  const engine = scheduleFaults(world, faults, start, end);
  world.kernel.run(until);
  return { ...world, engine };
};

/** `+` starts, `-` ends: `+5 crash of n1`. */
const story = ({ observations }: FakeWorld): string[] =>
  observations.map(({ phase, time, description }) => `${phase === 'start' ? '+' : '-'}${time} ${description}`);

const startsOf = (world: FakeWorld, kind: string): [number, string][] =>
  world.observations
    .filter(({ phase, fault }) => phase === 'start' && fault === kind)
    .map(({ time, description }) => [time, description]);

describe('at', () => {
  it('strikes at each time and ends after its length', () => {
    const spec = faultSpec('crash', ['n1'], { schedule: at(50, 10), length: constantSpec(5) });
    const world = run([spec], 100);
    expect(story(world)).toEqual(['+10 crash of n1', '-15 crash of n1', '+50 crash of n1', '-55 crash of n1']);
    expect(world.observations[0].until).toBe(15);
  });

  it('strikes each member of `each …`', () => {
    const spec = faultSpec('outage', ['each zone in region eu'], { schedule: at(10) });
    expect(story(run([spec], 20))).toEqual(['+10 outage of zone a', '+10 outage of zone b', '+10 outage of zone c']);
  });

  it('expands `each …` beside `rest`', () => {
    const spec = faultSpec('partition', ['each zone in region eu', 'rest'], { schedule: at(10) });
    expect(story(run([spec], 20))[1]).toBe('+10 partition: zone b | rest');
  });

  it('resolves roles when it fires', () => {
    const world = createFakeWorld();
    const spec = faultSpec('pause', ['leader of store'], { schedule: at(10, 20), length: constantSpec(5) });
    scheduleFaults(world, [spec], 0, 100);
    world.kernel.run(15);
    world.service.leaderNow = 3;
    world.kernel.run(30);
    expect(world.observations.map(({ nodes }) => nodes)).toEqual([[0], [0], [3], [3]]);
  });

  it('misses a target that is nobody, and says so', () => {
    const world = createFakeWorld();
    world.service.leaderNow = undefined;
    const spec = faultSpec('pause', ['leader of store'], { schedule: at(10, 20), limit: 1 });
    const engine = scheduleFaults(world, [spec], 0, 100);
    world.kernel.run(15);
    expect(world.observations).toEqual([]);
    expect(engine.missed()).toBe(1);
    world.service.leaderNow = 1;
    world.kernel.run(30);
    expect(engine.missed()).toBe(1);
    expect(engine.active()).toMatchObject([{ id: 0, name: 'pause', description: 'pause of n2 (leader of store)' }]);
  });

  it('does not pile up a fault that has no end', () => {
    const { engine } = run([faultSpec('clock-drift', ['n1'], { schedule: at(10, 20, 30) })], 100);
    expect(engine.active().map(({ since }) => since)).toEqual([10]);
    expect(engine.missed()).toBe(2);
  });

  it('takes no notice of times at the end or later', () => {
    expect(story(run([faultSpec('crash', ['n1'], { schedule: at(99, 100, 101) })], 200, { end: 100 }))).toHaveLength(1);
  });
});

describe('every', () => {
  it('strikes again and again, gaps counted from strike to strike', () => {
    const schedule = { type: 'every', gap: constantSpec(10) } as const;
    const spec = faultSpec('pause', ['n1'], { schedule, length: constantSpec(4) });
    expect(startsOf(run([spec], 35), 'pause').map(([time]) => time)).toEqual([10, 20, 30]);
  });

  it('counts from the start, or from `from`', () => {
    const schedule = { type: 'every', gap: constantSpec(10) } as const;
    const times = (rest: Partial<FaultSpec>): number[] =>
      startsOf(
        run([faultSpec('pause', ['n1'], { schedule, length: constantSpec(4), ...rest })], 70, { start: 5 }),
        'pause',
      ).map(([time]) => time);
    expect(times({ to: 35 })).toEqual([15, 25, 35]);
    expect(times({ from: 40 })).toEqual([50, 60]);
    expect(times({ limit: 2 })).toEqual([15, 25]);
  });

  it('has the rate that its gap says', () => {
    const spec = faultSpec('bit-rot', ['n1'], { schedule: every(HOUR) });
    const count = startsOf(run([spec], 4000 * HOUR), 'bit-rot').length;
    // Poisson(4000): four standard deviations are 253.
    expect(Math.abs(count - 4000)).toBeLessThan(253);
  });

  it('does not stand still with a gap of zero', () => {
    const schedule = { type: 'every', gap: constantSpec(0) } as const;
    expect(startsOf(run([faultSpec('bit-rot', ['n1'], { schedule })], 50), 'bit-rot')).toHaveLength(49);
  });
});

describe('mtbf', () => {
  const crashes = faultSpec('crash', ['each node'], { schedule: mtbf(20 * HOUR, 5 * HOUR) });

  it('is up for mtbf / (mtbf + repair) of the time', () => {
    const until = 20 * YEAR;
    const world = run([crashes], until);
    const down = new Map<number, number>();
    for (const { phase, time, nodes } of world.observations) {
      const change = phase === 'start' ? -time : time;
      down.set(nodes[0], (down.get(nodes[0]) ?? 0) + change);
    }
    for (const { nodes } of world.engine.active()) down.set(nodes[0], (down.get(nodes[0]) ?? 0) + until);
    expect(down.size).toBe(6);
    // About 7000 cycles a node: the standard error of a node's availability is 0.8 · 0.2 · √2 / √7000 = 0.0027.
    for (const downtime of down.values()) expect(Math.abs(1 - downtime / until - 0.8)).toBeLessThan(0.0108);
  });

  it('draws a node’s times from its own stream: other faults, targets and roles do not move them', () => {
    const of = (world: FakeWorld, node: number): number[] =>
      world.observations.filter(({ fault, nodes }) => fault === 'crash' && nodes[0] === node).map(({ time }) => time);
    const alone = run([crashes], YEAR);
    const pauses = faultSpec('pause', ['2 random nodes'], { schedule: every(HOUR), length: constantSpec(MINUTE) });
    const together = run([pauses, crashes, faultSpec('outage', ['zone a'])], YEAR);
    const fewer = run([{ ...crashes, targets: ['each node in zone b'] }], YEAR);
    for (let node = 0; node < 6; node++) expect(of(together, node)).toEqual(of(alone, node));
    for (const node of [2, 3]) expect(of(fewer, node)).toEqual(of(alone, node));
    expect(of(alone, 0)).not.toEqual(of(alone, 1));
    expect(of(run([crashes], YEAR, { seed: 2 }), 0)).not.toEqual(of(alone, 0));
  });

  it('a role that changes hands does not move the times', () => {
    const spec = faultSpec('isolate', ['leader of store'], { schedule: mtbf(HOUR, MINUTE) });
    const times = (leader: number | undefined): number[] => {
      const world = createFakeWorld();
      scheduleFaults(world, [spec], 0, YEAR);
      world.kernel.run(YEAR / 100);
      world.service.leaderNow = leader;
      world.kernel.run(YEAR / 50);
      world.service.leaderNow = 0;
      world.kernel.run(YEAR / 20);
      return world.observations.filter(({ time }) => time > YEAR / 40).map(({ time }) => time);
    };
    expect(times(4)).toEqual(times(0));
    expect(times(undefined)).toEqual(times(0));
  });

  it('healed early, fails again when it would have', () => {
    const starts = (healAt: number[]): number[] => {
      const heal = faultSpec('heal', [], { schedule: at(...healAt), parameters: { fault: 'crash' } });
      return startsOf(run([crashes, heal], YEAR), 'crash').map(([time]) => time);
    };
    const healTimes = Array.from({ length: 300 }, (_, day) => (day + 1) * 24 * HOUR);
    expect(starts(healTimes)).toEqual(starts([1]));
  });
});

describe('bursts', () => {
  const burst = { share: 0.5, within: 'region', spread: 10 * SECOND } as const;

  it('take a share of the neighbours along, within the spread', () => {
    let followers = 0;
    const strikes = 500;
    for (let seed = 0; seed < strikes; seed++) {
      const spec = faultSpec('crash', ['n1'], { schedule: at(1000), length: constantSpec(60 * SECOND), burst });
      const starts = startsOf(run([spec], 1000 * SECOND, { seed }), 'crash');
      expect(starts[0]).toEqual([1000, 'crash of n1']);
      for (const [time, description] of starts.slice(1)) {
        expect(time).toBeLessThanOrEqual(1000 + burst.spread);
        expect(description).toMatch(/^crash of n[2345]$/);
      }
      followers += starts.length - 1;
    }
    // Binomial(2000, ½): four standard deviations are 90.
    expect(Math.abs(followers - 1000)).toBeLessThan(90);
  });

  it('do not count towards the limit, nor change when the fault itself strikes', () => {
    const spec = faultSpec('crash', ['n1'], { schedule: mtbf(HOUR, MINUTE), limit: 20 });
    const own = (world: FakeWorld) =>
      startsOf(world, 'crash').filter(([, description]) => description === 'crash of n1');
    const plain = run([spec], YEAR);
    const bursting = run([{ ...spec, burst: { ...burst, share: 1 } }], YEAR);
    expect(own(plain)).toHaveLength(20);
    expect(own(bursting)).toEqual(own(plain));
    expect(startsOf(bursting, 'crash')).toHaveLength(100);
  });

  it('stay within the rack', () => {
    const spec = faultSpec('crash', ['n3'], { burst: { share: 1, within: 'rack', spread: 0 } });
    expect(startsOf(run([spec], 2000), 'crash')).toEqual([
      [1000, 'crash of n3'],
      [1000, 'crash of n4'],
    ]);
  });
});

describe('heal', () => {
  const faults = [
    faultSpec('partition', ['zone a', 'rest'], { name: 'split', schedule: at(10) }),
    faultSpec('crash', ['n4'], { schedule: at(20) }),
  ];
  const heal = (fault: string) => faultSpec('heal', [], { schedule: at(50), parameters: { fault } });

  it('by name ends that fault alone', () => {
    const world = run([...faults, heal('split')], 60);
    expect(world.engine.active().map(({ name }) => name)).toEqual(['crash']);
    expect(story(world).slice(2)).toEqual(['+50 heal of split', '-50 partition: zone a | rest', '-50 heal of split']);
  });

  it('of all ends all', () => {
    const world = run([...faults, heal('all')], 60);
    expect(world.engine.active()).toEqual([]);
    expect(world.cluster.isUp(3)).toBe(true);
  });

  it('is also a lever of the engine', () => {
    const { engine } = run(faults, 30);
    engine.heal('crash');
    expect(engine.active().map(({ name }) => name)).toEqual(['split']);
  });

  it('a stopped engine lets nothing strike any more', () => {
    const world = createFakeWorld();
    const engine = scheduleFaults(world, [faultSpec('crash', ['each node'], { schedule: mtbf(HOUR, HOUR) })], 0, YEAR);
    world.kernel.run(10 * HOUR);
    engine.stop();
    const before = world.observations.length;
    world.kernel.run(YEAR);
    expect(world.observations).toHaveLength(before);
  });
});

describe('composition', () => {
  it('a node that two faults took down comes back when both have ended', () => {
    const { cluster } = run(
      [
        faultSpec('crash', ['n1'], { schedule: at(10), length: constantSpec(30) }),
        faultSpec('outage', ['zone a'], { schedule: at(20), length: constantSpec(50) }),
      ],
      100,
    );
    expect(cluster.calls).toEqual(['crash n1', 'crash n2', 'restart n1', 'restart n2']);
  });

  it('a paused node that crashes is paused again after its restart', () => {
    const { cluster } = run(
      [
        faultSpec('pause', ['n1'], { schedule: at(10), length: constantSpec(50) }),
        faultSpec('crash', ['n1'], { schedule: at(20), length: constantSpec(10) }),
      ],
      100,
    );
    expect(cluster.calls).toEqual(['pause n1', 'crash n1', 'restart n1', 'pause n1', 'resume n1']);
  });

  it('a fault may overlap itself', () => {
    const spec = faultSpec('crash', ['n1'], { schedule: at(10, 20, 30), length: constantSpec(15) });
    const { cluster, observations } = run([spec], 100);
    expect(cluster.calls).toEqual(['crash n1', 'restart n1']);
    expect(observations.map(({ id, phase }) => `${phase} ${id}`)).toEqual([
      ...['start 0', 'start 1', 'end 0', 'start 2', 'end 1', 'end 2'],
    ]);
  });
});

describe('records that no validated scenario contains', () => {
  it.each([
    [[faultSpec('crush', ['n1'])], 'unknown kind crush'],
    [[faultSpec('crash', ['n77'])], 'unknown node "n77"'],
    [[faultSpec('crash', [])], 'crash needs a target'],
    [[faultSpec('crash', ['n1', 'n2'])], 'crash takes one target'],
    [[faultSpec('isolate', ['rest'])], '"rest" needs another group'],
    [[faultSpec('partition', ['rest', 'n1', 'rest'])], 'only one group can be "rest"'],
    [[faultSpec('partition', ['each node', 'each zone'])], 'only one group can be "each …"'],
    [[faultSpec('delay', ['n1', 'n2', 'n3'])], 'delay takes at most 2 groups'],
    [[faultSpec('delay', ['n1'])], 'delay needs the parameter by'],
    [[faultSpec('crash', ['n1'], { parameters: { torne: true } })], 'crash has no parameter torne'],
    [
      [faultSpec('crash', ['n1'], { parameters: { torn: 3 } }), faultSpec('crash', ['n2'])],
      'two faults are called crash',
    ],
    [[faultSpec('heal', [], { parameters: { fault: 'split' } })], 'no fault is called split'],
    [[faultSpec('heal', ['n1'], { parameters: { fault: 'all' } })], 'heal takes no targets'],
  ])('are refused: %#', (faults, message) => {
    expect(() => scheduleFaults(createFakeWorld(), faults, 0, YEAR)).toThrow(message);
  });
});

it('the fake topology numbers its nodes in order', () => {
  expect(topology.nodes.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
