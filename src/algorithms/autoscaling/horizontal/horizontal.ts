/**
 * Kubernetes' horizontal pod autoscaler (kubernetes/kubernetes, pkg/controller/podautoscaler, as of 1.30; the algorithm is
 * described under "Horizontal Pod Autoscaling" in its documentation): replicas = ⌈instances × metric / target⌉ with the
 * exceptions that make it work in practice, each in a file beside this one. With several targets the highest proposal
 * wins; if one of them has no metric, the number may rise and not fall.
 *
 * Counts in whole per cent and thousandths, like Kubernetes, and so agrees with it to the last instance. Not here:
 * scaling to and from zero, container metrics, per-direction tolerances (1.33).
 */
import type { ParameterValues } from '../../../core/parameters.ts';
import { MINUTE, SECOND } from '../../../core/time.ts';
import type { AutoscalingAlgorithm, ScalingObservation } from '../autoscaler.ts';
import { decide } from '../parts/decide.ts';
import { say } from '../parts/say.ts';
import { behaviourOptions, checkBehaviour, createBehaviour } from './behaviour.ts';
import type { ReadinessRules } from './group-instances.ts';
import type { Proposal } from './proposal.ts';
import { replicasByAverage, replicasByUtilization } from './replicas-by-instance.ts';
import { replicasByShare, replicasByTotal } from './replicas-by-total.ts';

/** One target: what it proposes, and how that is put into words. */
interface Target {
  propose(observation: ScalingObservation): Proposal;
  readonly name: string;
  readonly target: string;
  format(value: number): string;
}

const NO_METRIC: Proposal = { ok: false, message: 'nothing has arrived' };

function targetsOf(options: ParameterValues): Target[] {
  const tolerance = options.tolerance as number;
  const rules: ReadinessRules = {
    cpuInitializationPeriod: options.cpuInitializationPeriod as number,
    initialReadinessDelay: options.initialReadinessDelay as number,
  };
  const targets: Target[] = [];
  const { cores, requests, queue, latency } = options as Record<string, number | undefined>;
  const others = cores !== undefined || requests !== undefined || queue !== undefined || latency !== undefined;
  const cpu = (options.cpu as number | undefined) ?? (others ? undefined : 0.8);
  if (cpu !== undefined) {
    const target = Math.max(1, Math.round(cpu * 100));
    targets.push({
      propose: (observation) => replicasByUtilization(observation, target, tolerance, rules),
      name: 'cpu',
      target: `${target} %`,
      format: (value) => `${value} %`,
    });
  }
  if (cores !== undefined) {
    const target = Math.max(1, Math.round(cores * 1000));
    targets.push({
      propose: (observation) => replicasByAverage(observation, target, tolerance, rules),
      name: 'cpu per instance',
      target: say.cores(cores),
      format: (value) => say.cores(value / 1000),
    });
  }
  const perInstance = (
    name: string,
    goal: number,
    read: (seen: ScalingObservation) => number | undefined,
    format: (value: number) => string,
  ): void => {
    const target = Math.max(1, Math.round(goal * 1000));
    targets.push({
      propose(observation) {
        const value = read(observation);
        if (value === undefined) return NO_METRIC;
        return replicasByShare(observation, Math.round(value * 1000), target, tolerance);
      },
      name,
      target: format(goal),
      format: (value) => format(value / 1000),
    });
  };
  if (requests !== undefined)
    perInstance('requests per instance', requests, ({ requestsPerSecond }) => requestsPerSecond, say.rate);
  if (queue !== undefined) perInstance('queue per instance', queue, ({ queueLength }) => queueLength, say.count);
  if (latency !== undefined) {
    const target = Math.max(1, Math.round(latency / 1000));
    targets.push({
      propose(observation) {
        if (observation.latency === undefined) return NO_METRIC;
        return replicasByTotal(observation, Math.round(observation.latency * 1000), target, tolerance);
      },
      name: 'latency (p99)',
      target: say.duration(latency),
      format: (value) => say.seconds(value / 1000),
    });
  }
  return targets;
}

export const horizontal: AutoscalingAlgorithm = {
  name: 'horizontal',
  summary: 'instances in proportion to metric over target, with tolerance, stabilisation and scaling policies',
  source: 'Kubernetes, HorizontalPodAutoscaler (autoscaling/v2)',
  options: {
    cpu: {
      type: 'share',
      doc: 'target for the cores in use, as a share of those requested; 80 % if no target is given',
      optional: true,
      source: 'Kubernetes autoscaling/v2: 80 % where no metrics are given',
      min: 0.01,
      max: 1,
      swarm: [0.5, 0.8],
    },
    cores: { type: 'number', doc: 'target for the cores in use by an instance', optional: true, min: 0.001, max: 1e6 },
    requests: { type: 'rate', doc: 'target for the requests to an instance', optional: true, min: 0.001, max: 1e9 },
    queue: {
      type: 'number',
      doc: 'target for the requests that wait or are in progress, per instance',
      optional: true,
      min: 0.001,
      max: 1e9,
    },
    latency: {
      type: 'duration',
      doc: 'target for the 99th percentile of the sojourn time of the service',
      optional: true,
      min: 1000,
    },
    tolerance: {
      type: 'share',
      doc: 'metric over target may be this far from 1 before anything changes',
      default: 0.1,
      source: 'Kubernetes, --horizontal-pod-autoscaler-tolerance',
      min: 0,
      max: 1,
      swarm: [0.1, 0],
    },
    cpuInitializationPeriod: {
      type: 'duration',
      doc: 'after its start, CPU of an instance counts only while it is ready, in windows since it became so',
      default: 5 * MINUTE,
      source: 'Kubernetes, --horizontal-pod-autoscaler-cpu-initialization-period',
      min: 0,
      swarm: [5 * MINUTE, 0],
    },
    initialReadinessDelay: {
      type: 'duration',
      doc: 'an instance that turns unready this soon after its start has never been ready',
      default: 30 * SECOND,
      source: 'Kubernetes, --horizontal-pod-autoscaler-initial-readiness-delay',
      min: 0,
      swarm: [30 * SECOND, 0],
    },
    ...behaviourOptions,
  },
  check: checkBehaviour,
  create(options, bounds) {
    const targets = targetsOf(options);
    const behaviour = createBehaviour(options);
    return {
      decide(observation) {
        const { now, replicas: current } = observation;
        if (current > bounds.max || current < bounds.min) return decide(observation, bounds, current, 'out of bounds');
        let wanted: { readonly replicas: number; readonly because: string } | undefined;
        let failure: string | undefined;
        for (const { propose, name, target, format } of targets) {
          const proposal = propose(observation);
          if (!proposal.ok) failure ??= `${name}: ${proposal.message}`;
          else if (wanted === undefined || proposal.replicas > wanted.replicas)
            wanted = { replicas: proposal.replicas, because: say.ofTarget(name, format(proposal.value), target) };
        }
        if (wanted === undefined || (failure !== undefined && wanted.replicas < current))
          return decide(observation, bounds, current, failure ?? '');
        const restrained = behaviour.restrain(now, current, wanted.replicas);
        const decision = decide(observation, bounds, restrained.replicas, wanted.because + restrained.because);
        behaviour.scaled(now, current, decision.replicas);
        return decision;
      },
    };
  },
};
