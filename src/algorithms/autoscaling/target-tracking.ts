/**
 * AWS target tracking ("Target tracking scaling policies for Application Auto Scaling"): keeps a metric at a target, up
 * fast and down slowly. An alarm at the target, and one ten per cent below it that takes five times as long; capacity ×
 * metric / target, rounded up. With several targets the largest capacity wins, and capacity falls only if all agree.
 *
 * Cooldowns as documented there: while one of scaling out lasts, what was added does not count yet, so only a larger
 * change is made; while one of scaling in lasts, nothing is removed, but adding ends it. The service's formulas are not
 * public; this is what its documentation promises.
 */
import type { ParameterValues } from '../../core/parameters.ts';
import { MINUTE, type Micros } from '../../core/time.ts';
import type { AutoscalingAlgorithm } from './autoscaler.ts';
import { type Alarm, createAlarm } from './parts/alarm.ts';
import { decide } from './parts/decide.ts';
import { inService, METRIC_WORDS, type Metric, readMetric } from './parts/metric.ts';
import { say } from './parts/say.ts';

interface Policy {
  readonly metric: Metric;
  readonly target: number;
  readonly high: Alarm;
  readonly low: Alarm;
}

function policiesOf(options: ParameterValues): Policy[] {
  const policies: Policy[] = [];
  const given = (['cpu', 'requests', 'queue'] as const).filter((metric) => options[metric] !== undefined);
  for (const metric of given.length > 0 ? given : (['cpu'] as const)) {
    const target = (options[metric] as number | undefined) ?? 0.5;
    policies.push({
      metric,
      target,
      high: createAlarm(options.outAfter as Micros),
      low: createAlarm(options.inAfter as Micros),
    });
  }
  return policies;
}

export const targetTracking: AutoscalingAlgorithm = {
  name: 'target-tracking',
  summary: 'keeps a metric at its target with alarms and cooldowns: out fast, in slowly',
  source: 'AWS Application Auto Scaling, target tracking',
  options: {
    cpu: {
      type: 'share',
      doc: 'target for the cores in use over those requested; 50 % if no target is given',
      optional: true,
      source: 'AWS, examples of its documentation',
      min: 0.01,
      max: 1,
      swarm: [0.5, 0.8],
    },
    requests: { type: 'rate', doc: 'target for the requests to an instance', optional: true, min: 0.001, max: 1e9 },
    queue: {
      type: 'number',
      doc: 'target for the requests that wait or are in progress, per instance',
      optional: true,
      min: 0.001,
      max: 1e9,
    },
    outAfter: {
      type: 'duration',
      doc: 'how long the metric must have been above its target',
      default: 3 * MINUTE,
      source: 'AWS: 3 data points of a minute',
      min: 0,
      swarm: [3 * MINUTE, 0],
    },
    inAfter: {
      type: 'duration',
      doc: 'how long it must have been below its target by `gap`',
      default: 15 * MINUTE,
      source: 'AWS: 15 data points of a minute',
      min: 0,
      swarm: [15 * MINUTE, 0],
    },
    gap: {
      type: 'share',
      doc: 'nothing is removed while the metric is above (1 − gap) of its target',
      default: 0.1,
      source: 'AWS: usually more than 10 % lower',
      min: 0,
      max: 0.99,
      swarm: [0.1, 0.3],
    },
    outCooldown: {
      type: 'duration',
      doc: 'how long what was added is taken not to help yet',
      default: 5 * MINUTE,
      source: 'AWS Application Auto Scaling, 300 s',
      min: 0,
      swarm: [5 * MINUTE, 0],
    },
    inCooldown: {
      type: 'duration',
      doc: 'nothing is removed for this long after something was',
      default: 5 * MINUTE,
      source: 'AWS Application Auto Scaling, 300 s',
      min: 0,
      swarm: [5 * MINUTE, 0],
    },
    scaleIn: {
      type: 'boolean',
      doc: 'whether anything is ever removed',
      default: true,
      source: 'AWS: DisableScaleIn, inverted',
      swarm: [true, false],
    },
  },
  create(options, bounds) {
    const policies = policiesOf(options);
    /** What there was before the cooldown of scaling out began, and until when it lasts. */
    let out = { before: 0, until: Number.NEGATIVE_INFINITY };
    let inUntil = Number.NEGATIVE_INFINITY;

    return {
      decide(observation) {
        const { now, replicas: current, instances } = observation;
        const counted = instances.filter(inService);
        const effective = now < out.until ? Math.min(out.before, current) : current;
        let outTo = { wanted: -1, because: '' };
        let inTo = { wanted: -1, because: '' };
        let allLow = true;
        let quiet = '';
        for (const { metric, target, high, low } of policies) {
          const { name, format } = METRIC_WORDS[metric];
          const value = readMetric(metric, observation, counted);
          const isHigh = high.look(now, value === undefined ? undefined : value > target);
          const isLow = low.look(now, value === undefined ? undefined : value < target * (1 - (options.gap as number)));
          allLow &&= isLow;
          if (value === undefined) {
            quiet ||= `${name}: nothing has arrived`;
            continue;
          }
          const because = say.ofTarget(name, format(value), format(target));
          quiet ||= because;
          const wanted = Math.ceil((effective * value) / target);
          if (isHigh && wanted > outTo.wanted) outTo = { wanted, because };
          const fewer = Math.ceil((current * value) / target);
          if (fewer > inTo.wanted) inTo = { wanted: fewer, because };
        }

        if (outTo.wanted > current) {
          const decision = decide(observation, bounds, outTo.wanted, outTo.because);
          if (decision.replicas > current) {
            out = { before: effective, until: now + (options.outCooldown as Micros) };
            inUntil = Number.NEGATIVE_INFINITY;
          }
          return decision;
        }
        if (!allLow || inTo.wanted >= current || options.scaleIn !== true)
          return decide(observation, bounds, current, quiet);
        if (now < out.until || now < inUntil)
          return decide(observation, bounds, current, `${inTo.because}, cooling down`);
        const decision = decide(observation, bounds, inTo.wanted, inTo.because);
        if (decision.replicas < current) inUntil = now + (options.inCooldown as Micros);
        return decision;
      },
    };
  },
};
