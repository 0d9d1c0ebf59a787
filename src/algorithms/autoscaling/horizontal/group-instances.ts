/**
 * Which instances a metric is averaged over (kubernetes/kubernetes, pkg/controller/podautoscaler/replica_calculator.go,
 * groupPods). Failed and terminating ones are left out altogether.
 *
 * CPU gets special care, since starting costs CPU: an instance is unready while it is not ready or its sample reaches
 * back to before it became so, within `cpuInitializationPeriod` of its start; later on only if it has never been ready.
 */
import type { Micros } from '../../../core/time.ts';
import type { ObservedInstance } from '../autoscaler.ts';

/** Thousandths, as Kubernetes counts. */
export interface Sample {
  readonly instance: ObservedInstance;
  readonly used: number;
  readonly requested: number;
}

export interface InstanceGroups {
  readonly ready: readonly Sample[];
  /** Pending, or not to be trusted yet. */
  readonly unready: readonly Sample[];
  /** Running, without a sample. */
  readonly missing: readonly Sample[];
}

export interface ReadinessRules {
  readonly cpuInitializationPeriod: Micros;
  readonly initialReadinessDelay: Micros;
}

/** `rules` absent: the metric is not CPU, and every instance with a sample counts. */
export function groupInstances(
  instances: readonly ObservedInstance[],
  now: Micros,
  rules: ReadinessRules | undefined,
): InstanceGroups {
  const ready: Sample[] = [];
  const unready: Sample[] = [];
  const missing: Sample[] = [];
  for (const instance of instances) {
    if (instance.terminating || instance.phase === 'failed') continue;
    const used = Math.round((instance.usage?.cores ?? 0) * 1000);
    const sample = { instance, used, requested: Math.round(instance.request * 1000) };
    if (instance.phase === 'pending') unready.push(sample);
    else if (instance.usage === undefined) missing.push(sample);
    else if (rules !== undefined && isUnready(instance, instance.usage, now, rules)) unready.push(sample);
    else ready.push(sample);
  }
  return { ready, unready, missing };
}

function isUnready(
  { ready, startedAt, readinessChangedAt }: ObservedInstance,
  { sampledAt, window }: NonNullable<ObservedInstance['usage']>,
  now: Micros,
  { cpuInitializationPeriod, initialReadinessDelay }: ReadinessRules,
): boolean {
  if (startedAt + cpuInitializationPeriod > now) return !ready || sampledAt < readinessChangedAt + window;
  return !ready && startedAt + initialReadinessDelay > readinessChangedAt;
}
