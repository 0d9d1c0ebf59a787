/** What a pool that scales does under load: a day, a flash crowd, a load that goes away. */
import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../../../src/core/distributions/distribution.ts';
import { cosineOfTurns } from '../../../../src/core/maths/cosine-of-turns.ts';
import { MINUTE, SECOND } from '../../../../src/core/time.ts';
import type { ScalingSpec } from '../../../../src/services/pool/pool.ts';
import type { ArrivalSpec } from '../../../../src/workload/client.ts';
import { openClient, poolScenario, type Watched, watched } from '../pool-world.ts';
import { scaledPool, scalingSpec } from './scaled-pool.ts';

const run = (scaling: ScalingSpec, arrivals: ArrivalSpec, seconds: number, initial: number, limit = 1000): Watched => {
  const queue = { discipline: 'fifo', limit, target: 5_000, interval: 100_000 } as const;
  const scenario = poolScenario({
    pools: [scaledPool(scaling, initial, { queue })],
    clients: [openClient(0, { arrivals })],
    seconds,
  });
  const simulation = watched(scenario, ['scaling', 'instance', 'operation', 'attempt']);
  simulation.kernel.run(simulation.end);
  return simulation;
};

/** Servers that were ready, every ten seconds. */
function readyOver({ of, end }: Watched): number[] {
  const counts: number[] = [];
  const changes = of('instance');
  const ready = new Set<number>();
  let next = 0;
  for (let time = 0; time < end; time += 10 * SECOND) {
    for (; next < changes.length && changes[next].time <= time; next++) {
      if (changes[next].change === 'ready') ready.add(changes[next].node);
      else ready.delete(changes[next].node);
    }
    counts.push(ready.size);
  }
  return counts;
}

const outcomes = ({ of }: Watched): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of of('attempt')) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

const FAST = { downWindow: 30 * SECOND, cpuInitializationPeriod: 0 };

describe('a day of twenty minutes', () => {
  const DAY = 20 * MINUTE;
  const low = 5;
  const high = 50;
  const arrivals: ArrivalSpec = { kind: 'diurnal', low, high, period: DAY, peak: DAY / 2 };
  const coresAt = (time: number): number =>
    0.1 * (low + (high - low) * 0.5 * (1 + cosineOfTurns((time - DAY / 2) / DAY)));

  it.each([
    ['horizontal', { cpu: 0.6, ...FAST }],
    [
      'target-tracking',
      { cpu: 0.6, outAfter: 0, inAfter: 30 * SECOND, outCooldown: 15 * SECOND, inCooldown: 30 * SECOND },
    ],
    [
      'step-scaling',
      {
        up: '65% +1, 85% +3',
        down: '50% -1',
        upAfter: 0,
        downAfter: 10 * SECOND,
        warmup: 10 * SECOND,
        downCooldown: 15 * SECOND,
      },
    ],
    ['queue-length', { target: 1, ...FAST }],
  ])('%s follows it', (algorithm, options) => {
    const simulation = run(scalingSpec(algorithm, options, 14), arrivals, 1320, 1);
    const ready = readyOver(simulation);
    const at = (time: number): number => ready[time / (10 * SECOND)];
    expect(at(DAY / 2)).toBeGreaterThanOrEqual(Math.ceil(coresAt(DAY / 2)));
    expect(at(DAY)).toBeLessThanOrEqual(3);
    // Enough on the whole, and not all the time what the peak needs.
    const needed = ready.map((_, index) => coresAt(index * 10 * SECOND));
    const used = needed.reduce((sum, cores) => sum + cores, 0) / ready.reduce((sum, count) => sum + count, 0);
    expect(used).toBeGreaterThan(0.4);
    expect(used).toBeLessThan(0.85);
    expect(outcomes(simulation)).toEqual({ ok: expect.any(Number) });
  });

  it('predictive is there before the load on the third day', () => {
    const season = 5 * MINUTE;
    const day: ArrivalSpec = { kind: 'diurnal', low, high, period: season, peak: season / 2 };
    const options = { season, step: 15 * SECOND, horizon: 30 * SECOND, cpu: 0.6 };
    const simulation = run(scalingSpec('predictive', options, 14), day, 3 * 300, 3);
    const third = readyOver(simulation).slice(60);
    const reserve = third.map((count, index) => count / coresAt(index * 10 * SECOND * (DAY / season)));
    expect(Math.min(...reserve)).toBeGreaterThan(1.1);
    expect(simulation.of('scaling').at(-1)?.reason).toContain('expected');
  });

  it('scheduled knows it by heart', () => {
    const simulation = run(scalingSpec('scheduled', { plan: '00:00 3; 00:04 9; 00:16 3' }, 14), arrivals, 1200, 3);
    const ready = readyOver(simulation);
    expect(ready.slice(1, 23)).toEqual(Array(22).fill(3));
    // Decided within 5 s, provisioned in 10 s.
    expect(ready.slice(26, 96)).toEqual(Array(70).fill(9));
    expect(simulation.of('scaling').map(({ from, to, reason }) => [from, to, reason])).toEqual([
      [3, 9, 'planned since mon 00:04: 3 → 9'],
      [9, 3, 'planned since mon 00:16: 9 → 3'],
    ]);
  });

  it('fixed stays as it is', () => {
    const simulation = run(scalingSpec('fixed', {}, 14), arrivals, 600, 9);
    expect(simulation.of('scaling')).toEqual([]);
    expect(new Set(readyOver(simulation).slice(1))).toEqual(new Set([9]));
  });

  it('is the same day for every algorithm', () => {
    const calls = (algorithm: string, options: object) =>
      run(scalingSpec(algorithm, options as never, 14), arrivals, 300, 2)
        .of('operation')
        .filter(({ type }) => type === 'invoke')
        .map(({ time, key }) => `${time} ${key}`);
    const fixed = calls('fixed', {});
    expect(fixed.length).toBeGreaterThan(1000);
    expect(calls('horizontal', { cpu: 0.6, ...FAST })).toEqual(fixed);
  });
});

describe('a flash crowd', () => {
  const crowd: ArrivalSpec = {
    kind: 'rates',
    steps: [
      { at: 0, rate: 5 },
      { at: 2 * MINUTE, rate: 60 },
    ],
    source: 'test',
  };
  const refused = (provisioning: number): number => {
    const scaling = scalingSpec('horizontal', { cpu: 0.6, ...FAST }, 14);
    const nodePools = [{ ...scaling.nodePools[0], provisioning: constantSpec(provisioning) }];
    const { refused: count = 0, ...rest } = outcomes(run({ ...scaling, nodePools }, crowd, 480, 1, 5));
    expect(Object.keys(rest)).toEqual(['ok']);
    return count;
  };

  it('is turned away while machines are on their way', () => {
    const [quick, slow] = [refused(2 * SECOND), refused(2 * MINUTE)];
    // 50 a second beyond what one server can do, for two minutes and a little.
    expect(slow).toBeGreaterThan(0.8 * 50 * 120);
    expect(quick).toBeLessThan(0.35 * slow);
  });
});

describe('a load that goes away', () => {
  const fading: ArrivalSpec = {
    kind: 'rates',
    steps: [
      { at: 0, rate: 60 },
      { at: 2 * MINUTE, rate: 15 },
    ],
    source: 'test',
  };

  it('leaves servers to finish what they have: nothing fails', () => {
    const simulation = run(scalingSpec('horizontal', { cpu: 0.6, ...FAST }, 14), fading, 300, 12);
    const drained = simulation.of('instance').filter(({ change }) => change === 'draining');
    expect(drained.length).toBeGreaterThanOrEqual(7);
    expect(outcomes(simulation)).toEqual({ ok: expect.any(Number) });
    const ended = simulation.of('operation').filter(({ type }) => type !== 'invoke');
    expect(new Set(ended.map(({ type }) => type))).toEqual(new Set(['ok']));
  });

  it('empties the pool from the end', () => {
    const simulation = run(scalingSpec('horizontal', { cpu: 0.6, ...FAST }, 14), fading, 300, 12);
    const stopped = simulation
      .of('instance')
      .filter(({ change }) => change === 'draining')
      .map(({ node }) => node);
    expect(stopped).toEqual([...stopped].sort((a, b) => b - a));
    expect(stopped[0]).toBe(11);
  });
});
