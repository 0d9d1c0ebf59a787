/**
 * AWS step scaling ("Step and simple scaling policies for Amazon EC2 Auto Scaling"): two alarms on one metric, each with
 * steps that say how much to add or remove depending on how far it went.
 *
 * Instances that are starting or have been ready for less than `warmup` do not count in the metric, and what was added
 * lately counts against what a higher step adds: 1 of 10 is warming up, the next step says +30 %, so 2 more. Nothing is
 * removed while instances start or warm up.
 */
import type { OptionConflict } from '../../core/option-conflict.ts';
import type { ParameterValues } from '../../core/parameters.ts';
import { MINUTE, type Micros } from '../../core/time.ts';
import type { AutoscalingAlgorithm, ObservedInstance } from './autoscaler.ts';
import { createAlarm } from './parts/alarm.ts';
import { decide } from './parts/decide.ts';
import { inService, METRIC_WORDS, METRICS, type Metric, readMetric } from './parts/metric.ts';
import { LEVEL_EXAMPLES } from './parts/parse-level.ts';
import { adjusted, parseSteps, type StepAdjustment, stepDownFor, stepUpFor } from './parts/step-adjustments.ts';

function check(options: ParameterValues): OptionConflict | undefined {
  const metric = options.metric as Metric;
  const example = LEVEL_EXAMPLES[metric];
  const levels: Record<string, readonly StepAdjustment[]> = {};
  for (const [option, sign] of [
    ['up', '+'],
    ['down', '-'],
  ] as const) {
    const steps = parseSteps(metric, options[option] as string);
    const expected = `steps such as "${example} ${sign}2"`;
    if (!steps.ok) return { option, message: steps.message, expected };
    const wrong = steps.value.find(({ kind, value }) => kind !== 'exact' && value < 0 !== (sign === '-'));
    if (wrong !== undefined) return { option, message: `"${wrong.text}" goes the wrong way`, expected };
    levels[option] = steps.value;
  }
  const high = levels.up[0];
  const low = levels.down.at(-1);
  if (high === undefined || low === undefined || low.level < high.level) return undefined;
  return { option: 'down', message: `"${low.text}" is not below "${high.text}"`, expected: 'levels below all of `up`' };
}

function stepsOf(options: ParameterValues, option: 'up' | 'down'): readonly StepAdjustment[] {
  const steps = parseSteps(options.metric as Metric, options[option] as string);
  if (!steps.ok) throw new RangeError(steps.message);
  return steps.value;
}

export const stepScaling: AutoscalingAlgorithm = {
  name: 'step-scaling',
  summary: 'adds or removes fixed amounts at levels of a metric, with alarms and warm-up',
  source: 'AWS EC2 Auto Scaling, step scaling policies',
  options: {
    metric: {
      type: { oneOf: METRICS },
      doc: 'what the levels are of: cpu in use over requested; requests per second or requests under way, per instance; p99 latency',
      default: 'cpu',
      source: 'AWS: ASGAverageCPUUtilization',
    },
    up: {
      type: 'text',
      doc: 'levels and what is added from each on: "70% +1, 85% +30%", "=20" sets the number',
      default: '70% +1, 85% +30%',
      source: 'own',
      swarm: ['70% +1, 85% +30%', '60% +50%'],
    },
    down: {
      type: 'text',
      doc: 'levels and what is removed at each and below: "40% -1, 20% -30%"',
      default: '40% -1',
      source: 'own',
      swarm: ['40% -1', '30% -10%, 10% -50%', ''],
    },
    minAdjustment: {
      type: 'integer',
      doc: 'instances that a step in per cent changes at least',
      default: 1,
      source: 'AWS: MinAdjustmentMagnitude',
      min: 1,
      max: 1_000_000,
    },
    upAfter: {
      type: 'duration',
      doc: 'how long the metric must have been high',
      default: MINUTE,
      source: 'own: one period of detailed monitoring',
      min: 0,
      swarm: [MINUTE, 0],
    },
    downAfter: {
      type: 'duration',
      doc: 'how long it must have been low',
      default: 5 * MINUTE,
      source: 'own',
      min: 0,
      swarm: [5 * MINUTE, 0],
    },
    warmup: {
      type: 'duration',
      doc: 'an instance counts from this long after it became ready',
      default: 5 * MINUTE,
      source: 'AWS: DefaultInstanceWarmup, the default cooldown of 300 s',
      min: 0,
      swarm: [5 * MINUTE, 0],
    },
    downCooldown: {
      type: 'duration',
      doc: 'nothing is removed for this long after something was',
      default: 5 * MINUTE,
      source: 'AWS Application Auto Scaling, 300 s',
      min: 0,
      swarm: [5 * MINUTE, 0],
    },
  },
  check,
  create(options, bounds) {
    const metric = options.metric as Metric;
    const warmup = options.warmup as Micros;
    const least = options.minAdjustment as number;
    const up = stepsOf(options, 'up');
    const down = stepsOf(options, 'down');
    const high = createAlarm(options.upAfter as Micros);
    const low = createAlarm(options.downAfter as Micros);
    let lastRemoval = Number.NEGATIVE_INFINITY;

    return {
      decide(observation) {
        const { now, replicas: current, instances } = observation;
        const warm = (instance: ObservedInstance): boolean =>
          inService(instance) && instance.readinessChangedAt + warmup <= now;
        const counted = instances.filter(warm);
        const value = readMetric(metric, observation, counted);
        const { name, format } = METRIC_WORDS[metric];
        const stepUp = value === undefined ? undefined : stepUpFor(up, value);
        const stepDown = value === undefined ? undefined : stepDownFor(down, value);
        const isHigh = high.look(now, value === undefined ? undefined : stepUp !== undefined);
        const isLow = low.look(now, value === undefined ? undefined : stepDown !== undefined);
        if (value === undefined) return decide(observation, bounds, current, `${name}: nothing has arrived`);

        const because = `${name} ${format(value)}`;
        if (stepUp !== undefined && isHigh) {
          // Exact numbers and changes of AWS are relative to what works already, not to what was asked for.
          const wanted = Math.max(current, adjusted(counted.length, stepUp, least));
          return decide(observation, bounds, wanted, `${because}, step ${stepUp.text}`);
        }
        if (stepDown === undefined || !isLow) return decide(observation, bounds, current, because);
        const step = `${because}, step ${stepDown.text}`;
        if (now < lastRemoval + (options.downCooldown as Micros))
          return decide(observation, bounds, current, `${step}, cooling down`);
        if (instances.some((instance) => instance.phase !== 'failed' && !instance.terminating && !warm(instance)))
          return decide(observation, bounds, current, `${step}, instances warm up`);
        const decision = decide(
          observation,
          bounds,
          Math.max(0, Math.min(current, adjusted(current, stepDown, least))),
          step,
        );
        if (decision.replicas < current) lastRemoval = now;
        return decision;
      },
    };
  },
};
