/** AWS target tracking: alarms, cooldowns, several targets. */
import { describe, expect, it } from 'vitest';
import { targetTracking } from '../../../src/algorithms/autoscaling/target-tracking.ts';
import { defaultValues } from '../../../src/core/default-values.ts';
import type { ParameterValues } from '../../../src/core/parameters.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { NOON, observed } from './observations.ts';

const create = (rest: ParameterValues = {}) =>
  targetTracking.create({ ...defaultValues(targetTracking.options), ...rest }, { min: 1, max: 100 });
const look = (autoscaler: ReturnType<typeof create>, minutes: number, replicas: number, cores: number) =>
  autoscaler.decide(observed(Array(replicas).fill(cores), { now: NOON + minutes * MINUTE }));

describe('target tracking', () => {
  it('scales out after three minutes above the target', () => {
    const autoscaler = create();
    expect([0, 1, 2, 3].map((minute) => look(autoscaler, minute, 4, 0.8).replicas)).toEqual([4, 4, 4, 7]);
  });

  it('adds more within the cooldown only if the load calls for more than what is on its way', () => {
    const autoscaler = create({ outAfter: 0 });
    expect(look(autoscaler, 0, 4, 0.8).replicas).toBe(7);
    // The old four still show 80 %: nothing new. At 100 % eight are wanted.
    expect(look(autoscaler, 1, 7, 0.8).replicas).toBe(7);
    expect(look(autoscaler, 2, 7, 1).replicas).toBe(8);
    // The cooldown of the second change is over: 80 % are now those of eight.
    expect(look(autoscaler, 8, 8, 0.8).replicas).toBe(13);
  });

  it('scales in after a quarter of an hour well below, once per cooldown', () => {
    const autoscaler = create({ inCooldown: 5 * MINUTE });
    const minutes = Array.from({ length: 16 }, (_, minute) => look(autoscaler, minute, 10, 0.2).replicas);
    expect(minutes).toEqual([...Array(15).fill(10), 4]);
    expect(look(autoscaler, 17, 4, 0.2).reason).toBe('cpu 20 % of a target of 50 %, cooling down: stays at 4');
    expect(look(autoscaler, 20, 4, 0.2).replicas).toBe(2);
  });

  it('leaves the number while the metric is within the gap', () => {
    const autoscaler = create({ inAfter: 0 });
    expect(look(autoscaler, 0, 100, 0.46).replicas).toBe(100);
    expect(look(autoscaler, 1, 100, 0.44).replicas).toBe(88);
  });

  it('never scales in if it is told not to', () => {
    expect(look(create({ inAfter: 0, scaleIn: false }), 0, 10, 0.1).replicas).toBe(10);
  });

  it('takes the largest capacity of several targets, and falls only if all agree', () => {
    const options = { cpu: 0.5, requests: 100, outAfter: 0, inAfter: 0 };
    const decide = (cores: number, requestsPerSecond: number) =>
      create(options).decide(observed(Array(4).fill(cores), { requestsPerSecond }));
    expect(decide(1, 2000)).toEqual({
      replicas: 20,
      reason: 'requests per instance 500/s of a target of 100/s: 4 → 20',
    });
    expect(decide(0.1, 395).replicas).toBe(4);
    expect(decide(0.1, 250).replicas).toBe(3);
    // CPU is within its gap.
    const many = observed(Array(100).fill(0.46), { requestsPerSecond: 100 });
    expect(create(options).decide(many).replicas).toBe(100);
  });
});
