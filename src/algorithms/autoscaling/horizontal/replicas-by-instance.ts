/**
 * Replicas from a metric that each instance reports (replica_calculator.go, GetResourceReplicas and
 * calcPlainMetricReplicas): ⌈ratio × instances⌉, ratio = metric / target. What is not known is assumed in the direction
 * that dampens the change: missing samples are high before scaling down and zero before scaling up, unready instances
 * are zero before scaling up. If that brings the ratio within the tolerance or turns the direction, nothing changes.
 */
import type { ScalingObservation } from '../autoscaler.ts';
import { groupInstances, type ReadinessRules, type Sample } from './group-instances.ts';
import type { Proposal } from './proposal.ts';
import { withinTolerance } from './within-tolerance.ts';

interface InstanceMetric {
  /** Per cent of the request, or thousandths; whole. */
  readonly value: (samples: readonly Sample[]) => number;
  readonly target: number;
  /** Thousandths that an instance without a sample is taken to use before scaling down. */
  readonly whenMissing: (sample: Sample) => number;
  /** Missing samples count as zero even if the ratio is exactly 1. */
  readonly strict: boolean;
  readonly rules: ReadinessRules | undefined;
}

const sum = (samples: readonly Sample[], of: 'used' | 'requested'): number =>
  samples.reduce((total, sample) => total + sample[of], 0);

/** CPU in use as a share of the request; `target` in per cent. */
export const replicasByUtilization = (
  observation: ScalingObservation,
  target: number,
  tolerance: number,
  rules: ReadinessRules,
): Proposal =>
  propose(observation, tolerance, {
    value: (samples) => Math.floor((sum(samples, 'used') * 100) / sum(samples, 'requested')),
    target,
    whenMissing: ({ requested }) => Math.floor((requested * Math.max(100, target)) / 100),
    strict: false,
    rules,
  });

/** Average of what instances report; `target` in thousandths. `rules`: given for CPU. */
export const replicasByAverage = (
  observation: ScalingObservation,
  target: number,
  tolerance: number,
  rules?: ReadinessRules,
): Proposal =>
  propose(observation, tolerance, {
    value: (samples) => Math.floor(sum(samples, 'used') / samples.length),
    target,
    whenMissing: () => target,
    strict: true,
    rules,
  });

function propose(
  { instances, now, replicas }: ScalingObservation,
  tolerance: number,
  metric: InstanceMetric,
): Proposal {
  const { ready, unready, missing } = groupInstances(instances, now, metric.rules);
  if (ready.length === 0) return { ok: false, message: 'no metrics of ready instances' };
  const value = metric.value(ready);
  const keep: Proposal = { ok: true, replicas, value };
  const ratio = value / metric.target;
  const unreadyCount = unready.length > 0 && ratio > 1;
  if (!unreadyCount && missing.length === 0)
    return withinTolerance(ratio, tolerance) ? keep : { ...keep, replicas: Math.ceil(ratio * ready.length) };

  const counted = [...ready];
  if (ratio < 1) counted.push(...missing.map((sample) => ({ ...sample, used: metric.whenMissing(sample) })));
  else if (ratio > 1 || metric.strict) counted.push(...missing);
  if (unreadyCount) counted.push(...unready.map((sample) => ({ ...sample, used: 0 })));

  const damped = metric.value(counted) / metric.target;
  const turned = (ratio < 1 && damped > 1) || (ratio > 1 && damped < 1);
  if (withinTolerance(damped, tolerance) || turned) return keep;
  const proposed = Math.ceil(damped * counted.length);
  const backwards = (damped < 1 && proposed > replicas) || (damped > 1 && proposed < replicas);
  return backwards ? keep : { ...keep, replicas: proposed };
}
