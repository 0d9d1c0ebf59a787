/** Servers of another size: what a quota does to them, and how a new one reaches them. */
import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../../../src/core/distributions/distribution.ts';
import { MINUTE, SECOND } from '../../../../src/core/time.ts';
import { openClient, poolScenario, watched } from '../pool-world.ts';
import { scaledPool, scalingSpec } from './scaled-pool.ts';

const scenario = (algorithm: string, options: object, request: number, seconds: number, rate: number) =>
  poolScenario({
    cores: 4,
    pools: [
      scaledPool(scalingSpec(algorithm, options as never, 3, { request }), 3, {
        serviceTime: constantSpec(100_000),
        concurrency: 4,
        startUp: { readiness: constantSpec(2 * SECOND), length: 0, slowdown: 0 },
      }),
    ],
    clients: [openClient(rate)],
    seconds,
  });

describe('a quota', () => {
  it.each([
    [4, 100_000],
    [2, 200_000],
    [0.5, 800_000],
    // No more than there are.
    [64, 100_000],
  ])('of %d of 4 cores: a request takes %d µs', (request, sojourn) => {
    const simulation = watched(scenario('fixed', {}, request, 60, 0.2), ['attempt']);
    simulation.kernel.run(simulation.end);
    const times = simulation.of('attempt').map(({ wait, inService }) => wait + inService);
    expect(times.length).toBeGreaterThan(3);
    expect(Math.min(...times)).toBe(sojourn);
  });
});

describe('a server that gets too little', () => {
  // 3 servers, 0.5 cores each, and 30 requests a second that need one core each on every server.
  const parts = ['vertical', { confidenceInterval: 5 * MINUTE, minLifetime: MINUTE }, 0.5, 900, 30] as const;
  const simulation = watched(scenario(...parts), ['scaling', 'instance', 'attempt']);
  simulation.kernel.run(simulation.end);
  const requests = simulation.of('scaling').map(({ request }) => request);

  it('gets more, step by step', () => {
    expect(requests.length).toBeGreaterThanOrEqual(2);
    const first = requests.slice(0, 4);
    expect(first).toEqual([...first].sort((a, b) => a! - b!));
    expect(requests.at(-1)).toBeGreaterThan(1.1);
    expect(requests.at(-1)).toBeLessThan(2);
  });

  it('says why', () => {
    expect(simulation.of('scaling')[0]).toMatchObject({ from: 3, to: 3 });
    expect(simulation.of('scaling')[0].reason).toMatch(
      /^p90 with its margin is .* cores, 0.5 cores requested: stays at 3$/,
    );
  });

  it('is restarted for it, one at a time', () => {
    const away = new Set<number>();
    for (const { node, change, time } of simulation.of('instance').filter(({ time }) => time > 5 * SECOND)) {
      if (change === 'draining') away.add(node);
      if (change === 'ready') away.delete(node);
      expect(away.size, `${time}`).toBeLessThanOrEqual(1);
    }
  });

  it('keeps up with its load in the end', () => {
    const late = simulation.of('attempt').filter(({ time }) => time > 840 * SECOND);
    const mean = late.reduce((sum, { wait, inService }) => sum + wait + inService, 0) / late.length;
    expect(mean).toBeLessThan(0.5 * SECOND);
  });
});
