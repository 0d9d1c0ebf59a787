/** What holds for every autoscaler, whatever it is told. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AutoscalingAlgorithm, ScalingObservation } from '../../../src/algorithms/autoscaling/autoscaler.ts';
import { autoscalingAlgorithms, registerAutoscaling } from '../../../src/algorithms/autoscaling/registry.ts';
import { defaultValues } from '../../../src/core/default-values.ts';
import type { ParameterValues } from '../../../src/core/parameters.ts';
import { MINUTE, SECOND } from '../../../src/core/time.ts';
import { instance } from './observations.ts';

/** Options without a default, which every scenario has to give. */
const REQUIRED: Record<string, readonly string[]> = { plan: ['08:00 10; 20:00 2', 'mon-fri 06:30 7; sat,sun 10:00 1'] };

/** Every option at one of the values that are worth a try, optional ones half of the time. */
const optionsOf = (algorithm: AutoscalingAlgorithm): fc.Arbitrary<ParameterValues> =>
  fc
    .tuple(
      ...Object.entries(algorithm.options).map(([name, { default: usual, optional, swarm, min }]) => {
        const values = swarm ?? REQUIRED[name] ?? [usual ?? Math.max(min ?? 0, 20)];
        const value = fc.constantFrom(...values);
        return (optional ? fc.option(value, { nil: undefined }) : value).map((given) => [name, given] as const);
      }),
    )
    .map((pairs) => Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as ParameterValues);

const bounds = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 20 }))
  .map(([min, more]) => ({ min, max: min + more }));
const amount = (max: number) => fc.option(fc.double({ min: 0, max, noNaN: true }), { nil: undefined });
const instances = fc.array(
  fc.record({
    phase: fc.constantFrom('running' as const, 'running' as const, 'pending' as const, 'failed' as const),
    terminating: fc.boolean(),
    ready: fc.constantFrom(true, true, false),
    age: fc.integer({ min: 0, max: 1000 }),
    request: fc.constantFrom(0.25, 1, 4),
    cores: amount(5),
  }),
  { maxLength: 10 },
);
const looks = fc.array(
  fc.record({
    after: fc.integer({ min: 1, max: 3000 }),
    instances,
    requestsPerSecond: amount(1e4),
    queueLength: amount(1e3),
    latency: amount(10),
    /** Sometimes the number is not what was asked for: people interfere. */
    override: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined, freq: 8 }),
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
);
type Looks = typeof looks extends fc.Arbitrary<infer T> ? T : never;

function play(
  algorithm: AutoscalingAlgorithm,
  options: ParameterValues,
  limits: { min: number; max: number },
  script: Looks,
) {
  const autoscaler = algorithm.create(options, limits);
  let now = -10 * MINUTE;
  let replicas = limits.min;
  return script.map((look) => {
    now += look.after * SECOND;
    replicas = look.override ?? replicas;
    const seen: ScalingObservation = {
      now,
      replicas,
      instances: look.instances.map(({ age, cores, ...rest }, index) =>
        instance(`i${index}`, undefined, {
          ...rest,
          startedAt: now - age * SECOND,
          readinessChangedAt: now - Math.floor(age / 2) * SECOND,
          ...(cores === undefined ? {} : { usage: { cores, sampledAt: now - 15 * SECOND, window: MINUTE } }),
        }),
      ),
      ...(look.requestsPerSecond === undefined ? {} : { requestsPerSecond: look.requestsPerSecond }),
      ...(look.queueLength === undefined ? {} : { queueLength: look.queueLength }),
      ...(look.latency === undefined ? {} : { latency: look.latency }),
    };
    const before = JSON.stringify(seen);
    const decision = autoscaler.decide(seen);
    expect(JSON.stringify(seen)).toBe(before);
    const from = replicas;
    replicas = decision.replicas;
    return { from, ...decision };
  });
}

describe.each([...autoscalingAlgorithms.values()].map((algorithm) => [algorithm.name, algorithm] as const))(
  '%s',
  (_, algorithm) => {
    const runs = { seed: 1, numRuns: 150 };

    it('decides on whole numbers within the bounds, with a reason', () => {
      fc.assert(
        fc.property(optionsOf(algorithm), bounds, looks, (options, limits, script) => {
          fc.pre(algorithm.check?.(options) === undefined);
          for (const { from, replicas, request, reason } of play(algorithm, options, limits, script)) {
            expect(Number.isInteger(replicas)).toBe(true);
            expect(replicas).toBeGreaterThanOrEqual(limits.min);
            expect(replicas).toBeLessThanOrEqual(limits.max);
            if (request !== undefined) expect(request).toBeGreaterThan(0);
            expect(reason).not.toMatch(/NaN|undefined|Infinity|\n/);
            expect(reason).toContain(from === replicas ? `stays at ${from}` : `${from} → ${replicas}`);
          }
        }),
        runs,
      );
    });

    it('decides the same from the same', () => {
      fc.assert(
        fc.property(optionsOf(algorithm), bounds, looks, (options, limits, script) => {
          fc.pre(algorithm.check?.(options) === undefined);
          expect(play(algorithm, options, limits, script)).toEqual(play(algorithm, options, limits, script));
        }),
        { seed: 2, numRuns: 25 },
      );
    });

    it('keeps the number while nothing arrives', () => {
      const options = { ...defaultValues(algorithm.options), ...(algorithm.options.plan ? { plan: '00:00 4' } : {}) };
      const autoscaler = algorithm.create(options, { min: 1, max: 10 });
      for (let look = 0; look < 5; look++) {
        const decision = autoscaler.decide({ now: look * MINUTE, replicas: 4, instances: [instance('a', undefined)] });
        expect(decision.replicas).toBe(4);
        expect(decision.request).toBeUndefined();
      }
    });

    it('says what it is, and where each default comes from', () => {
      expect(algorithm.summary).not.toBe('');
      expect(algorithm.source).not.toBe('');
      for (const [name, { default: usual, optional, source, doc }] of Object.entries(algorithm.options)) {
        expect(doc, name).not.toBe('');
        if (usual !== undefined) expect(source, name).toBeTruthy();
        else expect(optional === true || name in REQUIRED, name).toBe(true);
      }
    });
  },
);

describe('the registry', () => {
  it('lists them by name', () => {
    expect([...autoscalingAlgorithms.keys()]).toEqual([
      'fixed',
      'horizontal',
      'step-scaling',
      'target-tracking',
      'scheduled',
      'queue-length',
      'predictive',
      'vertical',
    ]);
  });

  it('refuses a name that is taken', () => {
    expect(() => registerAutoscaling(autoscalingAlgorithms.get('fixed')!)).toThrow('"fixed" is registered already');
  });
});
