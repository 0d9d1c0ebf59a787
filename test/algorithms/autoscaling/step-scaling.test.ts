/** AWS step scaling: the figures of its documentation. */
import { describe, expect, it } from 'vitest';
import { adjusted, parseSteps } from '../../../src/algorithms/autoscaling/parts/step-adjustments.ts';
import { stepScaling } from '../../../src/algorithms/autoscaling/step-scaling.ts';
import { defaultValues } from '../../../src/core/default-values.ts';
import type { ParameterValues } from '../../../src/core/parameters.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { instance, NOON, observed } from './observations.ts';

const options = (rest: ParameterValues): ParameterValues => ({ ...defaultValues(stepScaling.options), ...rest });
const create = (rest: ParameterValues) => stepScaling.create(options(rest), { min: 1, max: 100 });
const AT_ONCE = { upAfter: 0, downAfter: 0 };
/** "Step scaling policies": 50 % is the target, +10 % from 60 %, +30 % from 70 %, and the same downwards. */
const AWS = { ...AT_ONCE, up: '60% +10%, 70% +30%', down: '40% -10%, 30% -30%' };

describe('the example of the documentation', () => {
  const all = (cores: number) => observed(Array(10).fill(cores));

  it.each([
    [0.55, 10],
    [0.6, 11],
    [0.69, 11],
    [0.7, 13],
    [0.41, 10],
    [0.4, 9],
    [0.31, 9],
    [0.3, 7],
  ])('at %d of the request, 10 → %d', (cores, replicas) => {
    expect(create(AWS).decide(all(cores)).replicas).toBe(replicas);
  });

  it('counts what warms up against a larger step: 1 is on its way, 30 % of 10 are 3, so 2 more', () => {
    const autoscaler = create(AWS);
    expect(autoscaler.decide(all(0.6)).replicas).toBe(11);
    const warming = instance('new', 0.9, { startedAt: NOON, readinessChangedAt: NOON + MINUTE });
    const later = all(0.72);
    const seen = { ...later, now: NOON + 2 * MINUTE, replicas: 11, instances: [...later.instances, warming] };
    expect(autoscaler.decide(seen)).toEqual({ replicas: 13, reason: 'cpu 72 %, step 70% +30%: 11 → 13' });
  });

  it('removes nothing while instances warm up', () => {
    const seen = all(0.1);
    const warming = instance('new', undefined, { phase: 'pending' });
    const decision = create(AWS).decide({ ...seen, replicas: 11, instances: [...seen.instances, warming] });
    expect(decision.reason).toBe('cpu 10 %, step 30% -30%, instances warm up: stays at 11');
  });
});

describe('rounding', () => {
  // "Scaling adjustment types": 12.7 → 12, .67 → 1, −.58 → −1, −6.67 → −6.
  it.each([
    [127, 10, 139],
    [67, 1, 68],
    [58, -1, 57],
    [667, -1, 661],
    [10, 0, 10],
  ])('%d and %d %%', (capacity, percent, after) => {
    expect(adjusted(capacity, { level: 0, kind: 'percent', value: percent, text: '' }, 1)).toBe(after);
  });

  it('changes by the minimal adjustment at least', () => {
    expect(adjusted(4, { level: 0, kind: 'percent', value: 25, text: '' }, 2)).toBe(6);
  });
});

describe('alarms', () => {
  const look = (autoscaler: ReturnType<typeof create>, minutes: number, cores: number, replicas = 4) =>
    autoscaler.decide(observed(Array(replicas).fill(cores), { now: NOON + minutes * MINUTE })).replicas;

  it('must last, without a break', () => {
    const autoscaler = create({ up: '70% +1', upAfter: 2 * MINUTE });
    expect([0, 1].map((minute) => look(autoscaler, minute, 0.8))).toEqual([4, 4]);
    expect(look(autoscaler, 2, 0.5)).toBe(4);
    expect([3, 4, 5].map((minute) => look(autoscaler, minute, 0.8))).toEqual([4, 4, 5]);
  });

  it('wait for the cooldown between removals', () => {
    const autoscaler = create({ down: '40% -1', downAfter: 0, downCooldown: 5 * MINUTE });
    expect(look(autoscaler, 0, 0.1, 4)).toBe(3);
    expect(look(autoscaler, 4, 0.1, 3)).toBe(3);
    expect(look(autoscaler, 5, 0.1, 3)).toBe(2);
  });
});

describe('steps', () => {
  it('are of any metric, and can set the number', () => {
    const seen = observed([1, 1], { requestsPerSecond: 500, queueLength: 30, latency: 0.4 });
    const decide = (rest: ParameterValues) => create({ ...AT_ONCE, down: '', ...rest }).decide(seen);
    expect(decide({ metric: 'requests', up: '100/s +1, 250/s =7' }).replicas).toBe(7);
    expect(decide({ metric: 'queue', up: '10 +2' }).reason).toBe('queue per instance 15, step 10 +2: 2 → 4');
    expect(decide({ metric: 'latency', up: '250ms +50%' }).reason).toBe('latency (p99) 400 ms, step 250ms +50%: 2 → 3');
  });

  it('are sorted by level', () => {
    expect(parseSteps('cpu', '85% +30%, 70% +1')).toMatchObject({ ok: true, value: [{ level: 0.7 }, { level: 0.85 }] });
  });

  it.each([
    [{ up: '70 +1' }, 'up', 'cannot read "70" as a share: expected one such as 70%'],
    [{ up: '70% 1' }, 'up', 'cannot read "70% 1" as a step: expected one such as "70% +2"'],
    [{ up: '70% -1' }, 'up', '"70% -1" goes the wrong way'],
    [{ down: '40% +1' }, 'down', '"40% +1" goes the wrong way'],
    [{ up: '70% +1', down: '75% -1' }, 'down', '"75% -1" is not below "70% +1"'],
    [{ up: '70% =4%' }, 'up', 'cannot read "70% =4%" as a step: expected one such as "70% +2"'],
  ])('%j is refused', (rest, option, message) => {
    expect(stepScaling.check?.(options(rest))).toMatchObject({ option, message });
  });
});
