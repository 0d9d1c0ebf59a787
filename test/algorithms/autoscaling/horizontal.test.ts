/** Kubernetes' horizontal autoscaler as a whole: readiness, several targets, stabilisation, policies. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { horizontal } from '../../../src/algorithms/autoscaling/horizontal/horizontal.ts';
import {
  parsePolicies,
  scaleDownLimit,
  scaleUpLimit,
} from '../../../src/algorithms/autoscaling/horizontal/scaling-policies.ts';
import { defaultValues } from '../../../src/core/default-values.ts';
import type { ParameterValues } from '../../../src/core/parameters.ts';
import { MINUTE, SECOND } from '../../../src/core/time.ts';
import { instance, NOON, observed } from './observations.ts';

const create = (options: ParameterValues = {}, bounds = { min: 1, max: 100 }) =>
  horizontal.create({ ...defaultValues(horizontal.options), ...options }, bounds);
/** Without what happens over time. */
const AT_ONCE = { downWindow: 0, upPolicies: '1000 per 15s', downPolicies: '1000 per 15s' };

describe('the number that one metric asks for', () => {
  // Kubernetes documentation, "Algorithm details": 200m at a target of 100m doubles, 50m halves.
  it.each([
    [[0.2, 0.2], 0.1, 4],
    [[0.05, 0.05], 0.1, 1],
    [[0.109, 0.109], 0.1, 2],
    [[0.091, 0.091], 0.1, 2],
    [[0.111, 0.111], 0.1, 3],
  ])('%j of cores at a target of %d: %d', (usages, cpu, replicas) => {
    expect(create({ cpu, ...AT_ONCE }).decide(observed(usages)).replicas).toBe(replicas);
  });

  it('is 80 % of the request where no target is given', () => {
    expect(create(AT_ONCE).decide(observed([1.6, 1.6])).reason).toBe('cpu 160 % of a target of 80 %: 2 → 4');
  });

  it('rises with the metric, and stays within the tolerance', () => {
    const usages = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(usages, fc.double({ min: 0, max: 1, noNaN: true }), (cores, more) => {
        const options = { cpu: 0.5, ...AT_ONCE };
        const { replicas } = create(options).decide(observed(cores));
        expect(create(options).decide(observed(cores.map((x) => x + more))).replicas).toBeGreaterThanOrEqual(replicas);
        const mean = cores.reduce((sum, x) => sum + x, 0) / cores.length;
        if (Math.abs(mean / 0.5 - 1) < 0.08) expect(replicas).toBe(cores.length);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it.each([
    ['requests', { requests: 100 }, { requestsPerSecond: 730 }, 8],
    ['queue', { queue: 10 }, { queueLength: 42 }, 5],
    ['latency', { latency: 200_000 }, { latency: 0.5 }, 5],
    ['cores', { cores: 0.5 }, {}, 3],
  ])('%s: %j, %j', (_, options, metrics, replicas) => {
    expect(create({ ...options, ...AT_ONCE }).decide(observed([0.75, 0.75], metrics)).replicas).toBe(replicas);
  });
});

describe('more instances than there should be', () => {
  it('do not turn scaling down into scaling up', () => {
    // Five at 30 % and one without a sample, taken for 100 %: ⌈0.82 · 6⌉ = 5, and 2 were asked for.
    const seen = { ...observed([0.3, 0.3, 0.3, 0.3, 0.3, undefined]), replicas: 2 };
    expect(create({ cpu: 0.5, ...AT_ONCE }).decide(seen).replicas).toBe(2);
  });
});

describe('several targets', () => {
  const options = { cpu: 0.5, requests: 100, ...AT_ONCE };

  it('the highest proposal wins', () => {
    expect(create(options).decide(observed([1, 1], { requestsPerSecond: 1000 }))).toEqual({
      replicas: 10,
      reason: 'requests per instance 500/s of a target of 100/s: 2 → 10',
    });
    expect(create(options).decide(observed([1, 1], { requestsPerSecond: 10 })).replicas).toBe(4);
  });

  it('without one of the metrics the number may rise and not fall', () => {
    expect(create(options).decide(observed([1, 1])).replicas).toBe(4);
    const decision = create(options).decide(observed([0.1, 0.1, 0.1]));
    expect(decision).toEqual({ replicas: 3, reason: 'requests per instance: nothing has arrived: stays at 3' });
  });
});

describe('readiness', () => {
  const hot = { cores: 1, sampledAt: NOON, window: MINUTE };

  it('does not count CPU that was spent on starting', () => {
    const starting = instance('new', 0, {
      startedAt: NOON - MINUTE,
      readinessChangedAt: NOON - 30 * SECOND,
      usage: hot,
    });
    const steady = instance('old', 0.5);
    const seen = { now: NOON, replicas: 2, instances: [steady, starting] };
    expect(create({ cpu: 0.5, ...AT_ONCE }).decide(seen).replicas).toBe(2);
    // A window later the sample is its own.
    const later = { ...starting, readinessChangedAt: NOON - MINUTE };
    expect(create({ cpu: 0.5, ...AT_ONCE }).decide({ ...seen, instances: [steady, later] }).replicas).toBe(3);
  });

  it('counts instances that were ready once and no longer are', () => {
    const seen = (changed: number) => ({
      now: NOON,
      replicas: 1,
      instances: [instance('a', 1, { ready: false, startedAt: NOON - 60 * MINUTE, readinessChangedAt: changed })],
    });
    expect(create({ cpu: 0.5, ...AT_ONCE }).decide(seen(NOON - MINUTE)).replicas).toBe(2);
    expect(create({ cpu: 0.5, ...AT_ONCE }).decide(seen(NOON - 60 * MINUTE)).reason).toBe(
      'cpu: no metrics of ready instances: stays at 1',
    );
  });
});

describe('stabilisation', () => {
  const look = (autoscaler: ReturnType<typeof create>, minutes: number, replicas: number, cores: number) =>
    autoscaler.decide(observed(Array(replicas).fill(cores), { now: NOON + minutes * MINUTE }));

  it('does not scale down before the window is over, and then to the highest of it', () => {
    const autoscaler = create({ cpu: 0.5 });
    expect(look(autoscaler, 0, 10, 0.1).replicas).toBe(10);
    expect(look(autoscaler, 2, 10, 0.3).reason).toBe(
      'cpu 30 % of a target of 50 %, wants 6, the highest of 5 min is 10: stays at 10',
    );
    expect(look(autoscaler, 4, 10, 0.1).replicas).toBe(10);
    expect(look(autoscaler, 5, 10, 0.1).reason).toBe(
      'cpu 10 % of a target of 50 %, wants 2, the highest of 5 min is 6: 10 → 6',
    );
    expect(look(autoscaler, 8, 6, 0.1).replicas).toBe(2);
  });

  it('waits with scaling up if it is told to', () => {
    const autoscaler = create({ cpu: 0.5, upWindow: 3 * MINUTE });
    expect(look(autoscaler, 0, 2, 1).replicas).toBe(2);
    expect(look(autoscaler, 1, 2, 0.75).replicas).toBe(2);
    expect(look(autoscaler, 3, 2, 1).reason).toBe(
      'cpu 100 % of a target of 50 %, wants 4, the lowest of 3 min is 3: 2 → 3',
    );
  });
});

describe('scaling policies', () => {
  const policies = (text: string) => {
    const parsed = parsePolicies(text);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.value;
  };
  const standard = policies('100% per 15s, 4 per 15s');

  it.each([
    // autoscaling/v2: twice as many or four more, whichever is more.
    [1, 'max', 5],
    [4, 'max', 8],
    [10, 'max', 20],
    [1, 'min', 2],
    [10, 'min', 14],
    [10, 'disabled', 10],
  ] as const)('from %d, %s: at most %d', (current, selection, most) => {
    expect(scaleUpLimit(current, standard, selection, [], NOON)).toBe(most);
  });

  it.each([
    ['10% per 1min', 'max', 72],
    ['10% per 1min, 4 per 1min', 'max', 72],
    ['10% per 1min, 4 per 1min', 'min', 76],
    ['100% per 15s', 'max', 0],
    ['10% per 1min', 'disabled', 80],
  ] as const)('from 80, %s, %s: at least %d', (text, selection, fewest) => {
    // Kubernetes documentation, "Scaling policies": 10 % of 80 are 8.
    expect(scaleDownLimit(80, policies(text), selection, [], NOON)).toBe(fewest);
  });

  it('count what happened within the period', () => {
    const events = [
      { time: NOON - 20 * SECOND, change: 5 },
      { time: NOON - 10 * SECOND, change: 2 },
    ];
    expect(scaleUpLimit(12, policies('4 per 15s'), 'max', events, NOON)).toBe(14);
    expect(scaleUpLimit(12, policies('4 per 30s'), 'max', events, NOON)).toBe(12);
    expect(scaleDownLimit(12, policies('4 per 15s'), 'max', events, NOON)).toBe(6);
  });

  it('slow down what the metrics ask for', () => {
    const autoscaler = create({ cpu: 0.5, upPolicies: '2 per 1min' });
    const look = (seconds: number, replicas: number) =>
      autoscaler.decide(observed(Array(replicas).fill(2), { now: NOON + seconds * SECOND }));
    expect(look(0, 3)).toEqual({ replicas: 5, reason: 'cpu 200 % of a target of 50 %, 12 would be too fast: 3 → 5' });
    expect(look(30, 5).replicas).toBe(5);
    expect(look(60, 5).replicas).toBe(7);
  });

  it.each([
    ['4 every 15s', 'cannot read "4 every 15s" as a scaling policy'],
    ['0 per 15s', 'cannot read "0 per 15s" as a scaling policy'],
    ['4 per 2h', 'the period of "4 per 2h" must be above 0 and at most 30 min'],
    ['4 per fortnight', 'cannot read "fortnight" as a duration: expected one such as 150ms'],
  ])('%s is refused', (text, message) => {
    expect(parsePolicies(text)).toEqual({ ok: false, message });
    const options = { ...defaultValues(horizontal.options), downPolicies: text };
    expect(horizontal.check?.(options)).toMatchObject({ option: 'downPolicies', message });
    expect(() => horizontal.create(options, { min: 1, max: 2 })).toThrow(RangeError);
  });
});
