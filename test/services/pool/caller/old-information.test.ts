/** What old loads do to balancers (M. Mitzenmacher, "How useful is old information?", IEEE TPDS 11, 2000, §2 and figs. 1–4). */
import { describe, expect, it } from 'vitest';
import { type Micros, SECOND } from '../../../../src/core/time.ts';
import { openClient, poolScenario, poolSpec, routing, watched } from '../pool-world.ts';

const SERVERS = 20;
const SERVICE: Micros = 10_000;

/** Mean sojourn time in service times, at a utilization of 0.8. */
function sojourn(balancer: string, poll: Micros, load?: string): number {
  const base = routing(balancer, { view: { poll, propagation: 0 } });
  const spec = load === undefined ? base : { ...base, options: { ...base.options, load } };
  const web = poolSpec(SERVERS, { routing: spec });
  const users = openClient((0.8 * SERVERS * SECOND) / SERVICE);
  const simulation = watched(poolScenario({ pools: [web], clients: [users], seconds: 25 }), ['operation']);
  simulation.kernel.run(25 * SECOND);
  const answered = simulation.of('operation').filter(({ type, invokedAt }) => type === 'ok' && invokedAt > 5 * SECOND);
  return answered.reduce((sum, { time, invokedAt }) => sum + time - invokedAt, 0) / answered.length / SERVICE;
}

describe('the shortest of all queues and the shorter of two', () => {
  const random = sojourn('random', 0);
  const shortest = (age: number): number => sojourn('join-shortest-queue', age * SERVICE);
  const shorter = (age: number): number => sojourn('power-of-two', age * SERVICE, 'reported');

  it('are better than a random one while they are known: M/M/1 has 5, two choices 1.95', () => {
    expect(Math.abs(random - 5)).toBeLessThan(0.5);
    expect(Math.abs(shorter(0) - 1.95)).toBeLessThan(0.15);
    expect(shortest(0)).toBeLessThan(1.3);
  });

  it('after five service times, the shortest of all is where everybody went; of two it is still the better', () => {
    expect(shortest(5)).toBeGreaterThan(1.2 * random);
    expect(shorter(5)).toBeLessThan(0.8 * random);
  });

  it('after fifty, one is better off with neither', () => {
    expect(shorter(50)).toBeGreaterThan(1.3 * random);
  });
});
