/** Consumers of a queue, as KEDA scales them. */
import { describe, expect, it } from 'vitest';
import { queueLength } from '../../../src/algorithms/autoscaling/queue-length.ts';
import { defaultValues } from '../../../src/core/default-values.ts';
import type { ParameterValues } from '../../../src/core/parameters.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { NOON, observed } from './observations.ts';

const create = (rest: ParameterValues = {}, min = 0) =>
  queueLength.create({ ...defaultValues(queueLength.options), ...rest }, { min, max: 100 });
const look = (autoscaler: ReturnType<typeof create>, minutes: number, replicas: number, backlog: number) =>
  autoscaler.decide(observed(Array(replicas).fill(0.5), { now: NOON + minutes * MINUTE, queueLength: backlog }));

describe('scaling by the backlog', () => {
  it('is the backlog over the target, rounded up', () => {
    expect(look(create({ target: 5, upPolicies: '100 per 15s' }), 0, 2, 42)).toEqual({
      replicas: 9,
      reason: 'backlog 42, 5 per instance: 2 → 9',
    });
  });

  it('wakes from nothing with one instance, above the activation', () => {
    expect(look(create({ activation: 10 }), 0, 0, 10).replicas).toBe(0);
    expect(look(create({ activation: 10 }), 0, 0, 11).replicas).toBe(1);
    expect(look(create({}, 3), 0, 0, 1).replicas).toBe(3);
  });

  it('goes to nothing after the cooldown, not before', () => {
    const autoscaler = create({ cooldown: 5 * MINUTE, downWindow: 0 });
    expect(look(autoscaler, 0, 3, 15).replicas).toBe(3);
    expect(look(autoscaler, 1, 3, 0).replicas).toBe(1);
    expect(look(autoscaler, 4, 1, 0).replicas).toBe(1);
    expect(look(autoscaler, 5, 1, 0).reason).toBe('backlog 0, 5 per instance, nothing to do: 1 → 0');
  });

  it('starts the cooldown anew with every request', () => {
    const autoscaler = create({ cooldown: 5 * MINUTE, downWindow: 0 });
    expect([0, 3, 5, 7].map((minute) => look(autoscaler, minute, 1, minute === 3 ? 1 : 0).replicas)).toEqual([
      1, 1, 1, 1,
    ]);
    expect(look(autoscaler, 8, 1, 0).replicas).toBe(0);
  });

  it('keeps the least that the bounds ask for', () => {
    expect(look(create({ cooldown: 0, downWindow: 0 }, 2), 0, 3, 0).replicas).toBe(2);
  });
});
